import { DEFAULT_PAGE, type Conversation, type TimelineEntry } from '@switchboard/protocol'
import { emptyThread, type EntriesPage, type Thread } from './thread.ts'

/** How many threads are remembered; the one that was left or read longest ago goes first. */
export const MAX_REMEMBERED = 60

interface Remembered {
  entries: readonly TimelineEntry[]
  /** The changeset they are known to be whole at. */
  asOf: number
}

/**
 * The newest page of threads left lately and of those read ahead, to be shown until the switchboard's
 * own is here. Bounded, and gone with the tab.
 */
export class ThreadMemory {
  readonly #threads = new Map<string, Remembered>()
  #openings = 0

  /** A thread that is left. Of a run that does not reach the end the newest page is not known. */
  keep({ number, entries, newer, asOf }: Thread): void {
    if (newer !== null) this.#threads.delete(number)
    // What nobody answered for is no newer than what is remembered already.
    else if (asOf !== null) this.#put(number, { entries, asOf })
  }

  learn(number: string, { entries, asOf }: EntriesPage): void {
    const ascending = entries.toSorted((a, b) => a.position - b.position)
    this.#put(number, { entries: ascending, asOf })
  }

  /** Whether a Conversation changed since its newest page was remembered. */
  isFresh({ number, changedSeq }: Pick<Conversation, 'number' | 'changedSeq'>): boolean {
    return (this.#threads.get(number)?.asOf ?? -1) >= changedSeq
  }

  /**
   * What can be shown of it at once, with nothing of it counted as read from the switchboard. Where
   * the unread begins farther back nothing is: that is where the thread opens.
   */
  recall(number: string, row: Conversation | undefined): Thread {
    const thread = { ...emptyThread(number), opening: (this.#openings += 1) }
    const entries = this.#threads.get(number)?.entries ?? []
    const first = entries[0]?.position ?? 0
    const unreadAfter = row && row.unread > 0 ? row.readPosition : null
    if (entries.length === 0 || (unreadAfter !== null && unreadAfter + 1 < first)) return thread
    return { ...thread, entries, older: first > 1 ? first : null, unreadAfter }
  }

  clear(): void {
    this.#threads.clear()
  }

  #put(number: string, { entries, asOf }: Remembered): void {
    this.#threads.delete(number)
    this.#threads.set(number, { entries: entries.slice(-DEFAULT_PAGE), asOf })
    const [oldest] = this.#threads.keys()
    if (this.#threads.size > MAX_REMEMBERED && oldest !== undefined) this.#threads.delete(oldest)
  }
}
