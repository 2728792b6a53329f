import { type SwitchboardError, type Entry, type Media } from '@switchboard/protocol'
import { clock } from './clock.ts'
import { isOnline, type ConsoleState } from './console-state.ts'
import type { AttachmentStore } from '../media/attachments.ts'
import type { DraftStore } from './drafts.ts'
import { KeptTexts, type KeyValue } from './kept.ts'
import {
  MAX_ATTEMPTS,
  MAX_OUTGOING,
  advanceLastSeen,
  changeOutgoing,
  nextAttemptAt,
  nextToSend,
  type Outgoing,
  type Refusal,
} from './outgoing.ts'
import type { Store } from './store.ts'
import { toError } from './to-error.ts'
import type { Wire } from './wire.ts'
import { newId } from './new-id.ts'

interface SenderOptions {
  state: Store<ConsoleState>
  drafts: DraftStore
  attachments: AttachmentStore
  wire: () => Wire
  storage: KeyValue | null
  retryMs: number
}

/**
 * Carries replies to the switchboard: one of each Conversation at a time, each with the same id at
 * every attempt, so that nothing is sent twice however often the connection breaks.
 */
export class Sender {
  readonly #options: SenderOptions
  readonly #kept: KeptTexts
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: SenderOptions) {
    this.#options = options
    const { me } = options.state.get()
    this.#kept = new KeptTexts(options.storage, `switchboard:outgoing:${me.id}:`, MAX_OUTGOING)
    this.#change(() => this.#restore())
  }

  /** Whether as many replies wait as may. */
  get isFull(): boolean {
    return this.#queue().length >= MAX_OUTGOING
  }

  /** Takes a reply over; false when too many wait already. What has the id of one that waits is that one. */
  send(
    number: string,
    body: string,
    lastSeen: number,
    media: readonly Media[] = [],
    id: string = newId(),
    resends?: number,
  ): boolean {
    if (this.#queue().some((item) => item.id === id)) return true
    if (this.isFull) return false
    const item: Outgoing = {
      id,
      number,
      body,
      media,
      lastSeen,
      resends,
      createdAt: new Date(clock.now()).toISOString(),
      state: 'held',
      attempts: 0,
      notBefore: 0,
      position: null,
    }
    this.#kept.set(item.id, JSON.stringify(item))
    this.#change((queue) => [...queue, item])
    this.pump()
    return true
  }

  /** Sends what may go now. Called whenever something changed that a reply was waiting for. */
  pump(): void {
    if (!isOnline(this.#options.state.get())) return
    // Of one moment, or a pause that ends between two looks at the clock would have neither.
    const now = Date.now()
    for (const item of nextToSend(this.#queue(), now)) void this.#attempt(item)
    this.#pumpAgain(now)
  }

  /** A timer may fire a moment early by the clock, so each pump looks for the next pause anew. */
  #pumpAgain(now: number): void {
    clearTimeout(this.#timer)
    const next = nextAttemptAt(this.#queue(), now)
    if (next !== null) this.#timer = setTimeout(() => this.pump(), next - now)
  }

  /** The connection is back: nothing has to wait for its pause any more. */
  resume(): void {
    this.#change((queue) => queue.map((item) => ({ ...item, notBefore: 0 })))
    this.pump()
  }

  retry(id: string): void {
    this.#change((queue) => changeOutgoing(queue, id, { state: 'held', attempts: 0, notBefore: 0 }))
    this.pump()
  }

  /** Gives up a reply that is stuck; its text goes back into the composer. */
  giveUp(id: string): void {
    const item = this.#queue().find((one) => one.id === id)
    if (!item || item.state !== 'stuck') return
    this.#drop(id)
    this.#giveBack(item)
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  async #attempt(item: Outgoing): Promise<void> {
    const attempts = item.attempts + 1
    this.#change((queue) => changeOutgoing(queue, item.id, { state: 'sending', attempts }))
    const { number, body, media, id: clientMessageId, lastSeen, resends } = item
    try {
      const pictures = media.length > 0 && { media: media.map(({ id }) => id) }
      const args = { number, body, clientMessageId, lastSeen, resends, ...pictures }
      const { entry } = await this.#options.wire().ask('reply', args)
      this.#stored(item, entry)
    } catch (error) {
      this.#failed({ ...item, attempts }, toError(error))
    }
    this.pump()
  }

  #stored(item: Outgoing, { position }: Entry): void {
    this.#kept.delete(item.id)
    const { thread } = this.#options.state.get()
    const isShown = thread?.number === item.number
    const hasArrived = thread?.entries.some((entry) => entry.position === position) ?? false
    this.#change((queue) => advanceLastSeen(queue, item, position))
    if (!isShown || hasArrived) this.#drop(item.id)
    else this.#change((queue) => changeOutgoing(queue, item.id, { state: 'stored', position }))
  }

  #failed(item: Outgoing, error: SwitchboardError): void {
    if (!error.shouldRetry() && error.code !== 'UNAUTHENTICATED') return this.#refused(item, error)
    const isStuck = error.code === 'INTERNAL' && item.attempts >= MAX_ATTEMPTS
    const notBefore = Date.now() + this.#options.retryMs
    const change = { state: isStuck ? 'stuck' : 'held', notBefore } as const
    this.#change((queue) => changeOutgoing(queue, item.id, change))
  }

  #refused(item: Outgoing, error: SwitchboardError): void {
    this.#drop(item.id)
    this.#giveBack(item)
    this.#options.state.update((state) => ({
      ...state,
      refusals: { ...state.refusals, [item.number]: refusalOf(error) },
    }))
  }

  #giveBack({ number, body, media }: Outgoing): void {
    this.#options.attachments.giveBack(number, media)
    if (body !== '') this.#options.drafts.giveBack(number, body)
  }

  #drop(id: string): void {
    this.#kept.delete(id)
    this.#change((queue) => queue.filter((item) => item.id !== id))
  }

  #restore(): Outgoing[] {
    return [...this.#kept.all().values()]
      .flatMap(parseOutgoing)
      .map((item): Outgoing => ({ ...item, state: 'held', notBefore: 0 }))
      .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
  }

  #queue(): readonly Outgoing[] {
    return this.#options.state.get().outgoing
  }

  #change(change: (queue: readonly Outgoing[]) => readonly Outgoing[]): void {
    this.#options.state.update((state) => ({ ...state, outgoing: change(state.outgoing) }))
  }
}

/** What another version or somebody else wrote there is left alone. */
function parseOutgoing(json: string): Outgoing[] {
  try {
    const item = JSON.parse(json) as Partial<Outgoing> | null
    const texts = [item?.id, item?.number, item?.body, item?.createdAt]
    const isWhole = texts.every((text) => typeof text === 'string')
    return isWhole && typeof item?.lastSeen === 'number'
      ? [{ ...(item as Outgoing), media: item.media ?? [] }]
      : []
  } catch {
    return []
  }
}

function refusalOf({ code, message, data }: SwitchboardError): Refusal {
  const since = Array.isArray(data?.since) ? (data.since as Entry[]) : []
  const holder = typeof data?.holder === 'string' ? data.holder : null
  return { code, message, since, holder }
}
