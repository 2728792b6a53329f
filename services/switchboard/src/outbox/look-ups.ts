import type { HistoryStore } from '@switchboard/history'
import { SwitchboardError, type Message } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { Clock } from '../clock.ts'
import { orAborted } from '../or-aborted.ts'
import type { CarrierMessage, MessageLog, MessageLogPage } from '../twilio/message-log.ts'
import { allOpenAttempts, attemptOf, storeAttempt, type Attempt } from './attempt.ts'
import { CLOCK_SKEW_MS, matchFound } from './match-found.ts'

export interface LookUpOptions {
  store: HistoryStore
  messageLog: MessageLog
  clock: Clock
  logger: Logger
  /** When to look, milliseconds after the outcome became unknown. Lists lag, so more than once. */
  afterMs: readonly number[]
  /** How long to wait when the carrier could not be asked. */
  retryMs: number
}

/** Enough for what one Customer was sent since an attempt began. */
const MAX_PAGES = 5

/**
 * Settles replies whose outcome is unknown by looking for them among the carrier's messages: a few
 * times by itself, later when a person asks. What is not found stays unknown; nothing is sent again.
 */
export class LookUps {
  readonly #options: LookUpOptions
  readonly #waiting = new Map<string, () => void>()
  /** One question at a time. */
  #last: Promise<unknown> = Promise.resolve()
  readonly #stopped = new AbortController()

  constructor(options: LookUpOptions) {
    this.#options = options
  }

  /** Replies that wait to be looked for. */
  get size(): number {
    return this.#waiting.size
  }

  async start(): Promise<void> {
    for (const attempt of await allOpenAttempts(this.#options.store))
      if (attempt.startedAt === null) this.add(attempt)
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    for (const cancel of this.#waiting.values()) cancel()
    this.#waiting.clear()
    await this.#last
  }

  /** The outcome of this attempt is unknown from now on. */
  add(attempt: Attempt): void {
    const { afterMs } = this.#options
    const due = afterMs[attempt.lookUps]
    if (due === undefined) return
    this.#schedule(attempt, due - (afterMs[attempt.lookUps - 1] ?? 0))
  }

  /** Looks now. The message as it is then; UNAVAILABLE when the carrier cannot be asked. */
  async check(message: Message): Promise<Message> {
    const { store, logger } = this.#options
    const attempt = await attemptOf(store, message)
    if (message.status !== 'unknown' || attempt === undefined) return message
    try {
      return await this.#next(() => this.#look(attempt))
    } catch (error) {
      logger.warn({ err: error, number: attempt.number }, 'the carrier could not be asked')
      throw new SwitchboardError('UNAVAILABLE', 'The carrier cannot be asked right now.', {
        cause: error,
      })
    }
  }

  #schedule(attempt: Attempt, delayMs: number): void {
    if (this.#stopped.signal.aborted || this.#waiting.has(attempt.id)) return
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#waiting.delete(attempt.id)
      void this.#next(() => this.#lookAgain(attempt.id))
    })
    this.#waiting.set(attempt.id, cancel)
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  async #lookAgain(id: string): Promise<void> {
    const { store, logger, retryMs, afterMs } = this.#options
    const attempt = await store.record<Attempt>('attempts', id)
    if (this.#stopped.signal.aborted || attempt === undefined) return
    try {
      const { status } = await this.#look(attempt)
      if (status !== 'unknown') return
      const looked = await this.#count(attempt)
      if (looked.lookUps < afterMs.length) this.add(looked)
      else logger.warn({ ...where(attempt) }, 'a reply stays unknown: a person has to decide')
    } catch (error) {
      if (this.#stopped.signal.aborted) return
      logger.warn({ err: error, ...where(attempt) }, 'could not look for a reply; trying again')
      this.#schedule(attempt, retryMs)
    }
  }

  /** Reads what the Customer was sent since the attempt began, and matches it oldest first. */
  async #look(attempt: Attempt): Promise<Message> {
    const { store, logger } = this.#options
    const message = await this.#message(attempt)
    if (message.status !== 'unknown') return message
    for (const found of await this.#sentSince(attempt, message.line)) {
      const { value } = await store.transact((transaction) => matchFound(transaction, found))
      if (value === 'matched')
        logger.info({ ...where(attempt), sid: found.sid }, 'an unknown reply was found')
    }
    return this.#message(attempt)
  }

  async #sentSince({ number, begunAt }: Attempt, line: string): Promise<CarrierMessage[]> {
    const { messageLog, store } = this.#options
    const query = { to: number, ...(!line.startsWith('MG') && { from: line }) }
    const since = Date.parse(begunAt ?? '') - CLOCK_SKEW_MS
    const found: CarrierMessage[] = []
    let next: string | null = null
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page: MessageLogPage = await orAborted(
        messageLog.page(query, next),
        this.#stopped.signal,
      )
      const young = page.messages.filter(({ createdAt }) => Date.parse(createdAt) >= since)
      for (const message of young)
        if (message.direction === 'outbound' && !(await store.entryBySid(message.sid)))
          found.push(message)
      next = page.next
      if (next === null || young.length < page.messages.length) break
    }
    return oldestFirst(found)
  }

  async #count(attempt: Attempt): Promise<Attempt> {
    const looked = { ...attempt, lookUps: attempt.lookUps + 1 }
    await this.#options.store.transact((transaction) => storeAttempt(transaction, looked))
    return looked
  }

  async #message({ number, position }: Attempt): Promise<Message> {
    const query = { around: position, limit: 1 }
    const { entries } = await this.#options.store.entries(number, query)
    const message = entries.find((entry) => entry.position === position)
    if (message?.kind === 'message') return message
    throw new SwitchboardError('NOT_FOUND', `There is no message ${position} with ${number}.`)
  }
}

/** A list of the carrier's, newest first, in the order things happened. */
export function oldestFirst(messages: readonly CarrierMessage[]): CarrierMessage[] {
  return messages.toReversed().toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
}

const where = ({ id, number, position }: Attempt) => ({ attempt: id, number, position })
