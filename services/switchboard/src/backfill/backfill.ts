import type { HistoryStore } from '@switchboard/history'
import {
  advanceStatus,
  isDeliveryStatus,
  type DeliveryStatus,
  type System,
} from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { Clock } from '../clock.ts'
import type { IsOnLine } from '../conversations/receive-message.ts'
import type { CarrierMessage, MessageLog } from '../twilio/message-log.ts'
import { addFound, type Added, type FoundMessage } from './add-found.ts'
import { PagesSince } from './pages.ts'
import { patiently } from './patiently.ts'
import { readProgress, saveProgress, type BackfillProgress } from './progress.ts'
import { INTERRUPTED, whatFailed } from './what-failed.ts'

export interface BackfillOptions {
  store: HistoryStore
  messageLog: MessageLog
  clock: Clock
  logger: Logger
  isOnLine: IsOnLine
  /** The Lines we know of by configuration and webhooks. */
  lines: () => readonly string[]
  everyMs: number
  /** How far before the newest message that was looked at a run begins: lists lag. */
  overlapMs: number
  /** The same for the first run and once a day: for statuses whose callbacks were lost. */
  longOverlapMs: number
  longEveryMs: number
  /** A text this young may still come by webhook. */
  youngMs: number
  retryTries: number
  retryBaseMs: number
  retryCeilingMs: number
  onAdded?: (direction: 'inbound' | 'outbound') => void
  onRun?: (outcome: 'done' | 'failed' | 'interrupted') => void
}

export interface RunOptions {
  /** ISO 8601 UTC; default: the newest message looked at before, less the overlap. */
  since?: string
  signal?: AbortSignal
  onProgress?: (progress: RunProgress) => void
}

export interface RunProgress {
  /** Pages read on the way back; the way forward has as many. */
  pages: number
  lookedAt: number
  added: number
}

export type BackfillState = System['backfill']

/** Messages one operation adds at most. */
const CHUNK = 25

/**
 * Adds what the carrier has and we have not: texts that came while we were down, webhooks that were
 * lost, messages sent by other tools. Runs at start, every few minutes and when asked; one at a time.
 */
export class Backfill {
  readonly #options: BackfillOptions
  readonly #stopped = new AbortController()
  #state: BackfillState = { running: false, lastRunAt: null, added: 0, error: null }
  #running: Promise<unknown> = Promise.resolve()
  #cancelTimer: () => void = () => undefined
  #longRunAt = -Infinity

  constructor(options: BackfillOptions) {
    this.#options = options
  }

  get state(): BackfillState {
    return { ...this.#state }
  }

  /** Runs now and from then on; waits for nothing. */
  start(): void {
    this.#runAndPlan().catch((error: unknown) =>
      this.#options.logger.error({ err: error }, 'backfill could not be planned'),
    )
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#cancelTimer()
    await this.#running
  }

  /** After the run that goes on, if any. Rejects with what kept it from its end. */
  run(options: RunOptions = {}): Promise<RunProgress> {
    const run = this.#running.then(() => this.#runOnce(options))
    this.#running = run.catch(() => undefined)
    return run
  }

  async #runAndPlan(): Promise<void> {
    let again = this.#options.everyMs
    try {
      const { waits } = (await this.run()) as Tally
      if (waits) again = Math.min(again, this.#options.youngMs)
    } catch {
      // It said why already, in the log and in `state`.
    }
    if (this.#stopped.signal.aborted) return
    this.#cancelTimer = this.#options.clock.after(again, () => this.start())
  }

  async #runOnce({ since, signal, onProgress }: RunOptions): Promise<Tally> {
    const { logger, clock, onRun } = this.#options
    const either = AbortSignal.any([this.#stopped.signal, ...(signal ? [signal] : [])])
    const tally: Tally = { pages: 0, lookedAt: 0, added: 0, matched: 0, waits: false }
    this.#state = { ...this.#state, running: true, added: 0 }
    const report = (): void => {
      this.#state = { ...this.#state, added: tally.added }
      onProgress?.({ pages: tally.pages, lookedAt: tally.lookedAt, added: tally.added })
    }
    try {
      await this.#walk({ since, signal: either, tally, report })
      const lastRunAt = new Date(clock.now()).toISOString()
      this.#state = { running: true, lastRunAt, added: tally.added, error: null }
      onRun?.('done')
      return tally
    } catch (error) {
      const { problem, ...coded } = either.aborted ? INTERRUPTED : whatFailed(error)
      const { lastRunAt } = this.#state
      this.#state = { running: true, lastRunAt, added: tally.added, error: problem, ...coded }
      onRun?.(either.aborted ? 'interrupted' : 'failed')
      const level = either.aborted ? 'info' : 'warn'
      logger[level](
        { err: error, added: tally.added },
        `the carrier's messages could not be looked through (${problem}); the next run goes on from here`,
      )
      throw error
    } finally {
      this.#state = { ...this.#state, running: false }
    }
  }

  async #walk(run: Run): Promise<void> {
    const { logger } = this.#options
    const progress = await readProgress(this.#options.store)
    const isLong = this.#isLongDue()
    const since = run.since === undefined ? this.#sinceOf(progress, isLong) : Date.parse(run.since)
    const lines = await this.#findLines(progress, run.signal)
    const log = since === 0 ? 'info' : 'debug'
    const from = since === 0 ? 'the beginning' : new Date(since).toISOString()
    logger[log]({ lines: [...lines] }, `looking through the carrier's messages since ${from}`)
    const pages = await this.#goBack(since, run)
    // A run that begins later than what was looked at leaves a gap: it must not count.
    const counts = since <= Date.parse(progress.upTo ?? new Date(0).toISOString())
    const walk = { ...run, lines, counts, progress: { ...progress, lines: [...lines] } }
    for await (const messages of pages.forward()) {
      for (let index = 0; index < messages.length; index += CHUNK)
        await this.#addChunk(messages.slice(index, index + CHUNK), walk)
      await this.#save(walk.progress)
    }
    await this.#save(walk.progress)
    if (isLong && run.since === undefined) this.#longRunAt = this.#options.clock.now()
    const { tally } = run
    const words = `looked at ${tally.lookedAt} messages at the carrier: ${tally.added} were missing and are added`
    logger[tally.added + tally.matched > 0 || since === 0 ? 'info' : 'debug'](words)
  }

  /** Where a run begins: at the very beginning while nothing was looked at. */
  #sinceOf({ upTo }: BackfillProgress, isLong: boolean): number {
    if (upTo === null) return 0
    const { longOverlapMs, overlapMs } = this.#options
    return Math.max(1, Date.parse(upTo) - (isLong ? longOverlapMs : overlapMs))
  }

  #isLongDue(): boolean {
    const { clock, longEveryMs } = this.#options
    return clock.now() - this.#longRunAt >= longEveryMs
  }

  async #findLines({ lines }: BackfillProgress, signal: AbortSignal): Promise<Set<string>> {
    const ours = await this.#ask(() => this.#options.messageLog.ourNumbers(), signal)
    return new Set([...lines, ...this.#options.lines(), ...ours])
  }

  async #goBack(since: number, { tally, report, signal }: Run): Promise<PagesSince> {
    const { messageLog, logger } = this.#options
    const read = (token: string | null) => this.#ask(() => messageLog.page({}, token), signal)
    const pages = new PagesSince(read, since)
    let token: string | null = null
    do {
      token = await pages.goBack(token)
      tally.pages = pages.length
      report()
      if (tally.pages % 10 === 0)
        logger.info(`went back ${tally.pages} pages in the carrier's messages`)
    } while (token !== null)
    return pages
  }

  async #addChunk(messages: CarrierMessage[], walk: Walk): Promise<void> {
    const { store, isOnLine, onAdded } = this.#options
    walk.signal.throwIfAborted()
    const found = await this.#missing(messages, walk)
    if (found.length > 0) {
      const { value } = await store.transact(async (transaction) => {
        const results: Added[] = []
        for (const one of found) results.push(await addFound(transaction, one, isOnLine))
        return results
      })
      for (const [index, added] of value.entries()) {
        const message = found[index]?.message
        if (added === 'added' && message) onAdded?.(message.direction)
      }
      count(walk.tally, value)
    }
    walk.tally.lookedAt += messages.length
    const newest = messages.at(-1)?.createdAt ?? ''
    if (walk.counts && newest > (walk.progress.upTo ?? '')) walk.progress.upTo = newest
    walk.report()
  }

  /** What may have to be written: ours, readable, and not known as it stands already. */
  async #missing(messages: CarrierMessage[], { lines, signal }: Walk): Promise<FoundMessage[]> {
    const { store, messageLog, clock, youngMs } = this.#options
    const missing: FoundMessage[] = []
    for (const message of messages) {
      const line = lineOf(message, lines)
      if (line === undefined || !isWhole(message)) continue
      const known = await store.entryBySid(message.sid)
      if (known?.kind === 'message' && isUpToDate(known.status, message)) continue
      const isYoung = clock.now() - Date.parse(message.createdAt) < youngMs
      const wanted = message.mediaCount > 0 && known === undefined && !isYoung
      const media = wanted ? await this.#ask(() => messageLog.media(message.sid), signal) : []
      missing.push({ message, line, isYoung, media })
    }
    return missing
  }

  #ask<T>(question: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { clock, logger, retryTries: tries, retryBaseMs, retryCeilingMs } = this.#options
    const patience = { clock, logger, signal, tries }
    return patiently(question, { ...patience, baseMs: retryBaseMs, ceilingMs: retryCeilingMs })
  }

  async #save(progress: BackfillProgress): Promise<void> {
    await saveProgress(this.#options.store, progress)
  }
}

interface Tally extends RunProgress {
  matched: number
  /** Something was too young, or too much in flight, to be decided. */
  waits: boolean
}

interface Run {
  since: string | undefined
  signal: AbortSignal
  tally: Tally
  report: () => void
}

interface Walk extends Run {
  lines: ReadonlySet<string>
  /** Whether nothing lies between what was looked at before and this run. */
  counts: boolean
  progress: BackfillProgress
}

function count(tally: Tally, results: readonly Added[]): void {
  tally.added += results.filter((added) => added === 'added').length
  tally.matched += results.filter((added) => added === 'matched').length
  tally.waits ||= results.includes('later')
}

function lineOf(
  { direction, from, to, messagingServiceSid }: CarrierMessage,
  lines: ReadonlySet<string>,
): string | undefined {
  const number = direction === 'inbound' ? to : from
  const service = messagingServiceSid ?? ''
  const isOurs = lines.has(number) || lines.has(service)
  // We are written to at a number of a service, and answer through the service.
  const line = direction === 'outbound' && lines.has(service) ? service : number
  return isOurs ? line : undefined
}

/** The longest sender that is stored, and what a SID looks like; as for webhooks. */
function isWhole({ sid, from, to, direction, status }: CarrierMessage): boolean {
  const customer = direction === 'inbound' ? from : to
  const isComing = direction === 'inbound' && status === 'receiving'
  return !isComing && customer !== '' && customer.length <= 64 && /^[A-Za-z0-9]{1,64}$/.test(sid)
}

function isUpToDate(status: DeliveryStatus, message: CarrierMessage): boolean {
  const word = message.status
  return message.direction === 'inbound' || !isDeliveryStatus(word) || !isNews(status, word)
}

function isNews(known: DeliveryStatus, word: DeliveryStatus): boolean {
  return advanceStatus(known, word) !== known
}
