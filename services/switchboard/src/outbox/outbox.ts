import type { HistoryStore } from '@switchboard/history'
import {
  countSegments,
  isFailure,
  SwitchboardError,
  type Changeset,
  type Message,
} from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { Clock } from '../clock.ts'
import { keepFollowing } from '../keep-following.ts'
import type { SendMessage, SendOutcome } from '../twilio/message-sender.ts'
import { allOpenAttempts, attemptOf, type Attempt } from './attempt.ts'
import { Lanes, type Lane } from './lanes.ts'
import { LinePace } from './line-pace.ts'
import { beginAttempt, settleAttempt } from './settle.ts'

export interface OutboxOptions {
  store: HistoryStore
  send: SendMessage
  /** Where the carrier reports on the attempt with this id. */
  statusCallback: (attemptId: string) => string
  /** Where the carrier gets a reply's pictures. */
  mediaUrls: (message: Message) => Promise<string[]>
  logger: Logger
  clock: Clock
  concurrency: number
  /** Segments per second a Line may send at most; undefined leaves it to the carrier. */
  lineRate: number | undefined
  retryBaseMs: number
  retryCeilingMs: number
  holdAfterUnknownMs: number
  onOutcome?: (outcome: SendOutcome) => void
  /** The carrier may have this reply or not: somebody has to find out. */
  onUnknown?: (attempt: Attempt) => void
  /** The changes could not be followed. */
  onFollowFailure?: () => void
}

/** Twilio error 30001: the Line's queue at the carrier overflowed after the text was accepted. */
const QUEUE_OVERFLOW = 30_001

/**
 * Brings replies to the carrier. What is in the store is the truth; this only remembers which
 * replies wait, one lane for each Conversation. An attempt without an outcome is never repeated.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #lanes = new Lanes()
  readonly #pace: LinePace
  readonly #stopped = new AbortController()
  readonly #running = new Set<Promise<void>>()
  #following: Promise<void> = Promise.resolve()
  #cancelTimer: () => void = () => undefined

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#pace = new LinePace(options.lineRate)
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
    this.#cancelTimer()
    await this.#following
    await Promise.all(this.#running)
  }

  /** What lay in the outbox when the process ended; a call that was under way is unknown now. */
  async #load(): Promise<void> {
    const { store } = this.#options
    for (const { value: id } of await store.records<string>('outbox')) {
      const attempt = await store.record<Attempt>('attempts', id)
      if (attempt === undefined) continue
      if (attempt.startedAt === null) await this.#wait(attempt)
      else
        await this.#settle(attempt, {
          kind: 'unknown',
          reason: 'the process ended during the call',
        })
    }
    await this.#holdUnknown()
  }

  async #wait(attempt: Attempt): Promise<void> {
    const message = await this.#messageOf(attempt)
    if (message) this.#add(message)
  }

  async #messageOf({ number, position }: Attempt): Promise<Message | undefined> {
    const { entries } = await this.#options.store.entries(number, { around: position, limit: 1 })
    const entry = entries.find((one) => one.position === position)
    return entry?.kind === 'message' ? entry : undefined
  }

  /** What is unknown from before still holds back what comes after it. */
  async #holdUnknown(): Promise<void> {
    const { store, clock, holdAfterUnknownMs } = this.#options
    for (const { number, position, begunAt } of await allOpenAttempts(store)) {
      const until = Date.parse(begunAt ?? '') + holdAfterUnknownMs
      if (until > clock.now()) this.#lanes.hold(number, position, until)
    }
  }

  #add({ conversation, position, line, body }: Message): void {
    this.#lanes.add(conversation, { position, line, segments: countSegments(body).segments })
  }

  #follow(from: number): Promise<void> {
    const { store, clock, logger, onFollowFailure } = this.#options
    return keepFollowing({
      store,
      clock,
      logger,
      signal: this.#stopped.signal,
      who: 'the outbox',
      from,
      maxBuffered: 10_000,
      take: (changeset) => this.#apply(changeset),
      resume: (cursor, error) => this.#resume(cursor, error),
      onFailure: onFollowFailure,
    })
  }

  /** From the cursor, or where that is too old, from what waits in the store now. */
  async #resume(cursor: number, error: unknown): Promise<number> {
    if (!(error instanceof SwitchboardError && error.code === 'TOO_OLD')) return cursor
    const { store } = this.#options
    const from = store.seq
    for (const { value: id } of await store.records<string>('outbox')) {
      const attempt = await store.record<Attempt>('attempts', id)
      if (attempt?.startedAt === null) await this.#wait(attempt)
    }
    this.#pump()
    return from
  }

  #apply({ entries }: Changeset): void {
    for (const entry of entries) {
      if (entry.kind !== 'message' || entry.direction !== 'outbound') continue
      this.#applyReply(entry)
    }
    this.#pump()
  }

  #applyReply(reply: Message): void {
    const { conversation, position, status, errorCode, line } = reply
    if (isWaiting(reply)) this.#add(reply)
    // A person who sends it again has decided not to wait.
    else if (status !== 'unknown' || reply.resentAs !== undefined)
      this.#lanes.unhold(conversation, position)
    if (isFailure(status) && errorCode === QUEUE_OVERFLOW) this.#slowDown(line)
  }

  #slowDown(line: string): void {
    const now = this.#options.clock.now()
    this.#pace.slowDown(line, now)
    const segmentsPerSecond = this.#pace.rate(line, now)
    this.#options.logger.warn({ line, segmentsPerSecond }, 'the carrier says this Line is too fast')
  }

  #pump(): void {
    if (this.#stopped.signal.aborted) return
    const now = this.#options.clock.now()
    let wakeAt = this.#lanes.nextAt(now) ?? Infinity
    for (const lane of this.#lanes.ready(now)) {
      if (this.#running.size >= this.#options.concurrency) return
      const [first] = lane.waiting
      if (first === undefined) continue
      const freeAt = this.#pace.freeAt(first.line, now)
      if (freeAt <= now) {
        this.#pace.take(first.line, first.segments, now)
        this.#run(lane)
      } else wakeAt = Math.min(wakeAt, freeAt)
    }
    this.#wakeAt(wakeAt)
  }

  #wakeAt(time: number): void {
    const { clock } = this.#options
    this.#cancelTimer()
    if (time === Infinity) return
    this.#cancelTimer = clock.after(Math.max(0, time - clock.now()), () => this.#pump())
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
        lane.notBefore = this.#options.clock.now() + this.#options.retryBaseMs
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
    const [first] = lane.waiting
    if (first === undefined) return
    const { position } = first
    const attempt = await attemptOf(store, { conversation: lane.number, position })
    if (attempt?.outboxKey == null) return this.#lanes.settle(lane)
    if (attempt.startedAt !== null) {
      const reason = 'the outcome could not be written down'
      await this.#settle(attempt, { kind: 'unknown', reason })
      return this.#hold(lane, attempt)
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
      mediaUrls: await this.#options.mediaUrls(message),
      statusCallback: this.#options.statusCallback(attempt.id),
    })
    this.#options.onOutcome?.(outcome)
    const now = this.#options.clock.now()
    if (outcome.kind === 'not-sent') {
      if (outcome.tooFast) this.#slowDown(message.line)
      lane.notBefore = now + this.#backoffMs(attempt.tries)
      await this.#settle(attempt, outcome, new Date(lane.notBefore).toISOString())
      return
    }
    await this.#settle(attempt, outcome)
    if (outcome.kind === 'unknown') await this.#hold(lane, attempt)
    else this.#lanes.settle(lane)
  }

  /** Nobody knows whether the carrier has it: later replies of this Conversation wait. */
  async #hold(lane: Lane, attempt: Attempt): Promise<void> {
    const { clock, holdAfterUnknownMs } = this.#options
    this.#lanes.settle(lane, clock.now() + holdAfterUnknownMs)
    // A callback may have told the outcome before the call was given up.
    if ((await this.#messageOf(attempt))?.status !== 'unknown')
      this.#lanes.unhold(attempt.number, attempt.position)
  }

  async #settle(
    attempt: Attempt,
    outcome: SendOutcome,
    retryAt: string | null = null,
  ): Promise<void> {
    const { store, logger } = this.#options
    await store.transact((transaction) => settleAttempt(transaction, attempt, outcome, retryAt))
    if (outcome.kind === 'unknown') this.#options.onUnknown?.({ ...attempt, startedAt: null })
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
}

function isWaiting(message: Message): boolean {
  return message.status === 'pending' && message.sid === null
}
