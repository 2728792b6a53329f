import type { HistoryStore } from '@switchboard/history'
import type { Changeset, Message } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { SendMessage, SendOutcome } from '../twilio/message-sender.ts'
import { attemptOf, type Attempt } from './attempt.ts'
import { Lanes, type Lane } from './lanes.ts'
import { beginAttempt, joinEarlyCallbacks, settleAttempt } from './settle.ts'

export interface OutboxOptions {
  store: HistoryStore
  send: SendMessage
  /** Where the carrier reports on the attempt with this id. */
  statusCallback: (attemptId: string) => string
  logger: Logger
  concurrency: number
  retryBaseMs: number
  retryCeilingMs: number
  holdAfterUnknownMs: number
  onOutcome?: (outcome: SendOutcome) => void
}

/**
 * Brings replies to the carrier. What is in the store is the truth; this only remembers which
 * replies wait, one lane for each Conversation. An attempt without an outcome is never repeated.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #lanes = new Lanes()
  readonly #stopped = new AbortController()
  readonly #running = new Set<Promise<void>>()
  #following: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Replies that wait. */
  get size(): number {
    return this.#lanes.size
  }

  async start(): Promise<void> {
    const from = this.#options.store.seq
    await this.#load()
    this.#following = this.#follow(from)
    this.#pump()
  }

  /** Begins nothing new and waits for the attempts under way. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    clearTimeout(this.#timer)
    await this.#following
    await Promise.all(this.#running)
  }

  /** What lay in the outbox when the process ended; a call that was under way is unknown now. */
  async #load(): Promise<void> {
    const { store } = this.#options
    for (const { value: id } of await store.records<string>('outbox')) {
      const attempt = await store.record<Attempt>('attempts', id)
      if (attempt === undefined) continue
      if (attempt.startedAt === null) this.#lanes.add(attempt.number, attempt.position)
      else
        await this.#settle(attempt, {
          kind: 'unknown',
          reason: 'the process ended during the call',
        })
    }
  }

  async #follow(from: number): Promise<void> {
    const { store, logger } = this.#options
    const { signal } = this.#stopped
    let cursor = from
    while (!signal.aborted) {
      try {
        for await (const changeset of store.follow(cursor, { maxBuffered: 10_000, signal })) {
          cursor = changeset.seq
          this.#apply(changeset)
        }
        return
      } catch (error) {
        logger.warn(
          { err: error, cursor },
          'the outbox fell behind the changes; going on from the cursor',
        )
      }
    }
  }

  #apply({ entries }: Changeset): void {
    for (const entry of entries) {
      if (entry.kind !== 'message' || entry.direction !== 'outbound') continue
      if (isWaiting(entry)) this.#lanes.add(entry.conversation, entry.position)
      else if (entry.status !== 'unknown') this.#lanes.unhold(entry.conversation, entry.position)
    }
    this.#pump()
  }

  #pump(): void {
    if (this.#stopped.signal.aborted) return
    const now = Date.now()
    for (const lane of this.#lanes.ready(now)) {
      if (this.#running.size >= this.#options.concurrency) return
      this.#run(lane)
    }
    this.#wakeAt(this.#lanes.nextAt(now))
  }

  #wakeAt(time: number | undefined): void {
    clearTimeout(this.#timer)
    if (time === undefined) return
    this.#timer = setTimeout(() => this.#pump(), Math.max(0, time - Date.now()))
  }

  #run(lane: Lane): void {
    lane.isRunning = true
    const run = this.#sendFirst(lane)
      .catch((error: unknown) => {
        // Only the store can fail here. What it holds decides at the next start.
        this.#options.logger.error(
          { err: error, number: lane.number },
          'an attempt could not be written down',
        )
        lane.notBefore = Date.now() + this.#options.retryBaseMs
      })
      .finally(() => {
        lane.isRunning = false
        this.#running.delete(run)
        this.#pump()
      })
    this.#running.add(run)
  }

  async #sendFirst(lane: Lane): Promise<void> {
    const { store } = this.#options
    const [position] = lane.positions
    if (position === undefined) return
    const attempt = await attemptOf(store, { conversation: lane.number, position })
    if (attempt?.outboxKey == null) return this.#lanes.settle(lane)
    if (attempt.startedAt !== null) {
      await this.#settle(attempt, {
        kind: 'unknown',
        reason: 'the outcome could not be written down',
      })
      return this.#lanes.settle(lane)
    }
    const { value: begun } = await store.transact((transaction) =>
      beginAttempt(transaction, attempt),
    )
    if (begun === undefined) return this.#lanes.settle(lane)
    await this.#call(lane, begun.attempt, begun.message)
  }

  async #call(lane: Lane, attempt: Attempt, message: Message): Promise<void> {
    const outcome = await this.#options.send({
      to: message.conversation,
      line: message.line,
      body: message.body,
      mediaUrls: await this.#mediaUrls(message),
      statusCallback: this.#options.statusCallback(attempt.id),
    })
    this.#options.onOutcome?.(outcome)
    if (outcome.kind === 'not-sent') {
      lane.notBefore = Date.now() + this.#backoffMs(attempt.tries)
      await this.#settle(attempt, outcome, new Date(lane.notBefore).toISOString())
      return
    }
    await this.#settle(attempt, outcome)
    const isHeld = outcome.kind === 'unknown'
    this.#lanes.settle(lane, isHeld ? Date.now() + this.#options.holdAfterUnknownMs : 0)
    if (outcome.kind === 'sent') await joinEarlyCallbacks(this.#options.store, outcome.sid)
  }

  async #settle(
    attempt: Attempt,
    outcome: SendOutcome,
    retryAt: string | null = null,
  ): Promise<void> {
    const { store, logger } = this.#options
    await store.transact((transaction) => settleAttempt(transaction, attempt, outcome, retryAt))
    const facts = {
      number: attempt.number,
      position: attempt.position,
      attempt: attempt.id,
      outcome,
    }
    if (outcome.kind === 'sent') logger.debug(facts, 'reply sent')
    else logger.warn(facts, `reply ${outcome.kind}`)
  }

  /** Doubling, with jitter so that many replies do not come back at once. */
  #backoffMs(tries: number): number {
    const { retryBaseMs, retryCeilingMs } = this.#options
    return Math.min(retryCeilingMs, retryBaseMs * 2 ** (tries - 1)) * (0.5 + Math.random() / 2)
  }

  async #mediaUrls({ media }: Message): Promise<string[]> {
    const found = await Promise.all(
      media.map(({ id }) => this.#options.store.record<{ url: string }>('media', id)),
    )
    return found.flatMap((reference) => (reference ? [reference.url] : []))
  }
}

function isWaiting(message: Message): boolean {
  return message.status === 'pending' && message.sid === null
}
