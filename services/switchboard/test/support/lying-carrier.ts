import type { CarrierClient } from '../../src/twilio/client.ts'
import type { CarrierMessage, MessageLog } from '../../src/twilio/message-log.ts'
import type { FormParams } from '../../src/twilio/form.ts'
import { LINE } from './start-switchboard.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What becomes of one call that sends. The first four are processed, the others are not. */
export const sendFates = [
  'ok',
  'answer-lost',
  'error-after-accept',
  'slow',
  'server-error',
  'reset',
  'too-many',
  'queue-full',
  'refused-connection',
  'invalid',
] as const
export type SendFate = (typeof sendFates)[number]

/** When each copy of a webhook or callback arrives, milliseconds after it was made; none: it is lost. */
export type Copies = readonly number[]

export interface Fates {
  /** Of each call that sends, in turn; after the last one all is well. */
  sends: readonly SendFate[]
  /** Of which accepted messages no callback ever arrives. */
  silent: readonly boolean[]
  /** Of each callback of the others, in turn. */
  callbacks: readonly Copies[]
  /** How long each message is missing from lists, in turn. */
  listLagsMs: readonly number[]
  /** Which calls that list are answered 429. */
  busyLists: readonly boolean[]
  /** Which accepted messages are not delivered in the end. */
  undelivered: readonly boolean[]
}

/** A carrier that does as it should. */
export const well: Fates = {
  sends: [],
  silent: [],
  callbacks: [],
  listLagsMs: [],
  busyLists: [],
  undelivered: [],
}

export interface Kept extends CarrierMessage {
  visibleAt: number
  /** Of our attempts: the id in the address of the callback. */
  attempt: string | undefined
}

/** Callbacks and webhooks as they arrive. */
export type Deliver = (kind: 'message' | 'status', path: string, params: FormParams) => void

const PAGE_SIZE = 5
const STEP_MS = 2000

/** A carrier in this process that does what it should, and loses, repeats, delays and lies about it. */
export class LyingCarrier {
  readonly kept: Kept[] = []
  readonly optedOut = new Set<string>()
  /** Attempts the carrier processed, each time it did. */
  readonly processed: string[] = []
  answersLost = 0
  mostListsAtOnce = 0
  #listsAtOnce = 0
  readonly #reported = new Set<string>()
  readonly #clock: VirtualClock
  readonly #fates: { [K in keyof Fates]: Fates[K][number][] }
  readonly #deliver: Deliver
  #count = 0

  constructor(clock: VirtualClock, fates: Fates, deliver: Deliver) {
    this.#clock = clock
    this.#deliver = deliver
    this.#fates = {
      sends: [...fates.sends],
      silent: [...fates.silent],
      callbacks: [...fates.callbacks],
      listLagsMs: [...fates.listLagsMs],
      busyLists: [...fates.busyLists],
      undelivered: [...fates.undelivered],
    }
  }

  /** A customer writes. */
  text(from: string, body: string, copies: Copies): void {
    if (body === 'STOP') this.optedOut.add(from)
    if (body === 'START') this.optedOut.delete(from)
    const { sid } = this.#keep({ direction: 'inbound', from, to: LINE, body, status: 'received' })
    const params = { MessageSid: sid, From: from, To: LINE, Body: body, NumMedia: '0' }
    for (const delayMs of copies)
      this.#clock.after(delayMs, () => this.#deliver('message', '/smswebhook', params))
  }

  /** Somebody sends by another tool of the same account. */
  sendElsewhere(to: string, body: string): void {
    this.#keep({ direction: 'outbound', from: LINE, to, body, status: 'delivered' })
  }

  /** The part of the twilio package that sends. */
  get client(): CarrierClient {
    const create = (request: CreateRequest) => this.#create(request)
    return { messages: { create } } as unknown as CarrierClient
  }

  get messageLog(): MessageLog {
    return {
      page: (query, next) => this.#listSlowly(query, next ?? null),
      media: async () => [],
      ourNumbers: async () => [LINE],
    }
  }

  /** Our messages of which neither an answer nor a callback ever told: only lists do. */
  unreported(): Kept[] {
    return this.kept.filter(({ sid, attempt }) => attempt !== undefined && !this.#reported.has(sid))
  }

  async #create({ to, body, statusCallback }: CreateRequest): Promise<Kept> {
    const fate = this.#fates.sends.shift() ?? 'ok'
    const attempt = new URL(statusCallback).searchParams.get('id') ?? ''
    await this.#clock.sleep(50)
    if (fate === 'too-many') throw failure({ status: 429, code: 20_429 })
    if (fate === 'queue-full') throw failure({ status: 400, code: 21_611 })
    if (fate === 'refused-connection') throw failure({ code: 'ECONNREFUSED' })
    if (fate === 'server-error') throw failure({ status: 503 })
    if (fate === 'reset') throw failure({ code: 'ECONNRESET' })
    if (this.optedOut.has(to)) throw failure({ status: 400, code: 21_610 })
    if (fate === 'invalid') throw failure({ status: 400, code: 21_211 })
    if (fate === 'slow') await this.#clock.sleep(20_000)
    this.processed.push(attempt)
    const message = this.#keep({
      direction: 'outbound',
      from: LINE,
      to,
      body,
      status: 'queued',
      attempt,
    })
    const answer = { ...message }
    this.#progress(message, new URL(statusCallback))
    if (fate === 'answer-lost' || fate === 'error-after-accept') this.answersLost += 1
    else this.#reported.add(message.sid)
    if (fate === 'answer-lost') {
      await this.#clock.sleep(30_000)
      throw failure({ code: 'ECONNABORTED' })
    }
    if (fate === 'error-after-accept') throw failure({ status: 500 })
    return answer
  }

  #progress(message: Kept, callback: URL): void {
    const isSilent = this.#fates.silent.shift() ?? false
    const end = this.#fates.undelivered.shift() ? 'undelivered' : 'delivered'
    for (const [index, status] of ['sending', 'sent', end].entries())
      this.#clock.after((index + 1) * STEP_MS, () => {
        message.status = status
        if (status === 'undelivered') message.errorCode = 30_003
        if (!isSilent) this.#callBack(message, callback)
      })
  }

  #callBack({ sid, status, errorCode }: Kept, { pathname, search }: URL): void {
    const params = {
      MessageSid: sid,
      MessageStatus: status,
      ...(errorCode !== undefined && { ErrorCode: String(errorCode) }),
    }
    const copies = this.#fates.callbacks.shift() ?? [0]
    if (copies.length > 0) this.#reported.add(sid)
    for (const delayMs of copies)
      this.#clock.after(delayMs, () => this.#deliver('status', pathname + search, params))
  }

  async #listSlowly(query: { to?: string; from?: string }, next: string | null) {
    this.#listsAtOnce += 1
    this.mostListsAtOnce = Math.max(this.mostListsAtOnce, this.#listsAtOnce)
    await this.#clock.sleep(10)
    this.#listsAtOnce -= 1
    return this.#list(query, next)
  }

  #list({ to, from }: { to?: string; from?: string }, next: string | null) {
    if (this.#fates.busyLists.shift()) throw failure({ status: 429, code: 20_429 })
    const now = this.#clock.now()
    const all = this.kept.filter(
      (message) =>
        message.visibleAt <= now &&
        (to === undefined || message.to === to) &&
        (from === undefined || message.from === from),
    )
    const newestFirst = all.toReversed()
    const start = next === null ? 0 : newestFirst.findIndex(({ sid }) => sid === next) + 1
    const messages = newestFirst.slice(start, start + PAGE_SIZE)
    const isLast = start + PAGE_SIZE >= newestFirst.length
    return { messages, next: isLast ? null : (messages.at(-1)?.sid ?? null) }
  }

  #keep(
    message: Pick<Kept, 'direction' | 'from' | 'to' | 'body' | 'status'> & Partial<Kept>,
  ): Kept {
    this.#count += 1
    const now = this.#clock.now()
    const kept: Kept = {
      attempt: undefined,
      messagingServiceSid: undefined,
      errorCode: undefined,
      ...message,
      sid: `SM${String(this.#count).padStart(32, '0')}`,
      // Whole seconds, as Twilio tells them.
      createdAt: new Date(Math.floor(now / 1000) * 1000).toISOString(),
      visibleAt: now + (this.#fates.listLagsMs.shift() ?? 0),
      mediaCount: 0,
    }
    this.kept.push(kept)
    return kept
  }
}

interface CreateRequest {
  to: string
  body: string
  statusCallback: string
}

function failure(facts: object): Error {
  return Object.assign(new Error('the carrier failed'), facts)
}
