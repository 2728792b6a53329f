import type { ConsoleFrame, Conversation } from '@switchboard/protocol'
import type { Console, Listener } from '../state/console.ts'
import { isOnline } from '../state/console-state.ts'
import { createStore } from '../state/store.ts'

const RETRY_MS = 5_000

/**
 * How many texts of one's own open Conversations are unread, whatever part of the inbox is shown: read once, and
 * then kept true by the rows that come live, since one's own always do.
 */
export class OwnUnread implements Listener {
  readonly count = createStore(0)
  readonly #console: Pick<Console, 'ask' | 'state'>
  #rows = new Map<string, { unread: number; seq: number }>()
  /** The changeset it was read at; null until it was. */
  #asOf: number | null = null
  #reads = 0
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(console: Pick<Console, 'ask' | 'state'>) {
    this.#console = console
    if (isOnline(console.state.get())) void this.#read()
  }

  hear(frame: ConsoleFrame): void {
    if (frame.type === 'welcome' && (!frame.resumed || this.#asOf === null)) void this.#read()
    if (frame.type !== 'conversations') return
    for (const row of frame.conversations) this.#take(row)
    this.#tell()
  }

  close(): void {
    clearTimeout(this.#retry)
    this.#reads += 1
  }

  /** What comes live meanwhile is newer. */
  async #read(): Promise<void> {
    clearTimeout(this.#retry)
    const reads = (this.#reads += 1)
    this.#asOf = null
    this.#rows.clear()
    try {
      const { unread, asOf } = await this.#console.ask('unread', {})
      if (reads === this.#reads) this.#begin(unread, asOf)
    } catch {
      if (reads === this.#reads) this.#retry = setTimeout(() => void this.#read(), RETRY_MS)
    }
  }

  #begin(unread: Readonly<Record<string, number>>, asOf: number): void {
    const live = this.#rows
    this.#asOf = asOf
    this.#rows = new Map(
      Object.entries(unread).map(([number, n]) => [number, { unread: n, seq: asOf }]),
    )
    for (const [number, row] of live) if (row.seq > asOf) this.#rows.set(number, row)
    this.#tell()
  }

  #take({ number, assignee, status, unread, changedSeq: seq }: Conversation): void {
    if (seq <= (this.#rows.get(number)?.seq ?? this.#asOf ?? 0)) return
    const isOwn = assignee === this.#console.state.get().me.id && status === 'open'
    if (isOwn || this.#asOf === null) this.#rows.set(number, { unread: isOwn ? unread : 0, seq })
    else this.#rows.delete(number)
  }

  #tell(): void {
    if (this.#asOf === null) return
    let sum = 0
    for (const { unread } of this.#rows.values()) sum += unread
    this.count.set(sum)
  }
}
