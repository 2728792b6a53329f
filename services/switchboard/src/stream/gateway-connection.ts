import { isUtf8 } from 'node:buffer'
import type { Duplex } from 'node:stream'
import * as v from 'valibot'
import {
  closeCodes,
  gatewayFrameSchema,
  PROTOCOL_VERSION,
  SwitchboardError,
  type ErrorCode,
  type GatewayFrame,
  type SwitchboardFrame,
} from '@switchboard/protocol'
import type { WebSocket } from 'ws'
import { sleep, systemClock } from '../clock.ts'
import type { AppContext } from '../context.ts'
import { toSwitchboardError } from '../errors.ts'
import { encodeChangeset, encodeFrame } from './encode.ts'
import { runOperation } from './operations.ts'

type Hello = Extract<GatewayFrame, { type: 'hello' }>
type Request = Extract<GatewayFrame, { type: 'request' }>
type PresenceFrame = Extract<GatewayFrame, { type: 'presence' }>

/** Who is on line is said this often at most: many come at once when a gateway comes back. */
const PRESENCE_GAP_MS = 100

/** Changesets in the socket's own buffer; what comes beyond waits in the feed's, which has a bound. */
const MAX_UNSENT_BYTES = 256 * 1024

/**
 * One gateway's socket. Its life: awaits hello; says where it stands (resumed or snapshot); then
 * every changeset in order, answers as they are ready. Whatever goes wrong closes it with a code,
 * and the gateway comes back from its cursor.
 */
export class GatewayConnection {
  /** The gateway's own name; known after hello. */
  name = 'unnamed'
  /** The last changeset handed to the socket; undefined before hello. */
  sentSeq: number | undefined

  readonly #context: AppContext
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #source = Symbol('gateway')
  readonly #closed = new AbortController()
  readonly #timers: NodeJS.Timeout[] = []
  #requests = 0
  #isCorked = false
  #isAlive = true
  #toldAbout = ''
  #presenceTurn: Promise<void> = Promise.resolve()
  #hasNewPresence = false
  #isTellingPresence = false

  /** `stream` is what the socket writes to. */
  constructor(context: AppContext, socket: WebSocket, stream: Duplex) {
    this.#context = context
    this.#socket = socket
    this.#stream = stream
  }

  start(): void {
    const { helloTimeoutMs, heartbeatIntervalMs } = this.#context.config
    this.#socket.on('message', (data: Buffer, isBinary) => this.#onMessage(data, isBinary))
    this.#socket.on('pong', () => (this.#isAlive = true))
    this.#socket.on('error', (error) =>
      this.#context.logger.debug({ err: error }, 'gateway socket'),
    )
    this.#socket.once('close', (code) => this.#onClose(code))
    this.#timers.push(
      setTimeout(() => this.sentSeq ?? this.#close('TIMEOUT', 'no hello'), helloTimeoutMs),
      setInterval(() => this.#heartbeat(), heartbeatIntervalMs),
    )
  }

  /** Tells the gateway to come back, for a stop in good order. */
  goAway(): void {
    this.#socket.close(closeCodes.GOING_AWAY, 'the switchboard is stopping')
  }

  terminate(): void {
    this.#socket.terminate()
  }

  /** Who is on line; said once the gateway follows, and when it has changed. */
  readonly #presenceChanged = (): void => {
    this.#hasNewPresence = true
    if (!this.#isTellingPresence) void this.#tellPresence()
  }

  /** What changes while a list is on its way, or right after, goes into the next one. */
  async #tellPresence(): Promise<void> {
    const { signal } = this.#closed
    const { presence } = this.#context
    this.#isTellingPresence = true
    while (this.#hasNewPresence && !signal.aborted) {
      this.#hasNewPresence = false
      const activity = presence.activity()
      await this.#send({ type: 'ephemeral', presence: presence.list(), activity })
      // It rejects when the gateway is gone, which ends this too.
      await sleep(systemClock, PRESENCE_GAP_MS, signal).catch(() => undefined)
    }
    this.#isTellingPresence = false
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    const frame = isBinary ? undefined : parseFrame(data)
    if (frame === undefined) return this.#close('BAD_FRAME', 'not a frame of this protocol')
    this.#isAlive = true
    if (frame.type === 'hello') return this.#onHello(frame)
    if (this.sentSeq === undefined) return this.#close('BAD_FRAME', 'hello comes first')
    if (frame.type === 'request') void this.#onRequest(frame)
    else this.#onPresence(frame)
  }

  #onHello(hello: Hello): void {
    if (this.sentSeq !== undefined) return this.#close('BAD_FRAME', 'hello comes once')
    if (hello.version !== PROTOCOL_VERSION)
      return this.#close(
        'UNSUPPORTED_VERSION',
        `this switchboard speaks version ${PROTOCOL_VERSION}`,
      )
    this.name = hello.gateway
    this.sentSeq = 0
    void this.#feed(this.#isOurHistory(hello) ? hello.cursor : null)
  }

  /** A cursor counts in one history; in another one the same number means something else. */
  #isOurHistory({ history }: Hello): boolean {
    return history == null || history === this.#context.historyId
  }

  /** Catch-up and live are one: `follow` joins them without gap or repeat. */
  async #feed(cursor: number | null): Promise<void> {
    const { store, config, logger } = this.#context
    try {
      const from = await this.#begin(cursor)
      // It may have gone meanwhile, and nobody would take the listener away again.
      if (this.#closed.signal.aborted) return
      logger.info({ gateway: this.name, from }, 'gateway follows')
      this.#context.presence.onChange(this.#presenceChanged)
      this.#presenceChanged()
      const options = { maxBuffered: config.maxBufferedChangesets, signal: this.#closed.signal }
      for await (const changeset of store.follow(from, options)) {
        this.#corkForThisTurn()
        const sent = this.#sendBytes(encodeChangeset(changeset))
        // While the network takes what it is given, nothing is gained by waiting for it.
        if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) await sent
        this.sentSeq = changeset.seq
      }
    } catch (error) {
      this.#endFeed(toSwitchboardError(error))
    }
  }

  #endFeed(error: SwitchboardError): void {
    if (this.#closed.signal.aborted) return
    this.#context.logger.warn({ err: error, gateway: this.name }, 'gateway feed ended')
    if (error.code === 'CONSUMER_TOO_SLOW') this.#close('CONSUMER_TOO_SLOW', error.message)
    else if (error.code === 'TOO_OLD') this.#close('TOO_OLD', error.message)
    else this.#socket.close(1011, 'something went wrong on our side')
  }

  /** Says where the gateway stands. Returns the seq after which changesets follow. */
  async #begin(cursor: number | null): Promise<number> {
    const from = cursor !== null && (await this.#isKept(cursor)) ? cursor : await this.#snapshot()
    const { historyId: history } = this.#context
    if (from === cursor) await this.#send({ type: 'resumed', from, history })
    await this.#tellAbout()
    this.sentSeq = from
    return from
  }

  /** What consoles tell people about this system, where it is not what was said last. */
  async #tellAbout(): Promise<void> {
    const about = this.#context.about()
    const text = JSON.stringify(about)
    if (text === this.#toldAbout) return
    this.#toldAbout = text
    await this.#send({ type: 'about', ...about })
  }

  async #isKept(cursor: number): Promise<boolean> {
    const { store } = this.#context
    // A cursor from the future belongs to a history that is gone.
    if (cursor > store.seq) return false
    try {
      await store.changes(cursor, 1)
      return true
    } catch (error) {
      if (error instanceof SwitchboardError && error.code === 'TOO_OLD') return false
      throw error
    }
  }

  async #snapshot(): Promise<number> {
    const { store } = this.#context
    const { agents, asOf } = await store.agents()
    const { counts, asOf: countsAsOf } = await store.counts()
    // Changes are absolute, so what the later read saw already may be applied again.
    const seq = Math.min(asOf, countsAsOf)
    await this.#send({ type: 'snapshot', seq, history: this.#context.historyId, agents, counts })
    return seq
  }

  async #onRequest({ id, session, op, args }: Request): Promise<void> {
    if (this.#requests >= this.#context.config.maxGatewayRequests) {
      const error = new SwitchboardError('TOO_MANY_REQUESTS', 'Too many requests are under way.')
      return this.#answer(id, { error: error.toBody() })
    }
    this.#requests += 1
    try {
      await this.#answer(id, { result: await runOperation(this.#context, { session, op, args }) })
    } catch (error) {
      const known = toSwitchboardError(error)
      if (known.status >= 500)
        this.#context.logger.error({ err: known.cause ?? known, op }, 'request failed')
      await this.#answer(id, { error: known.toBody() })
    } finally {
      this.#requests -= 1
    }
  }

  #answer(
    id: string,
    answer: Pick<Extract<SwitchboardFrame, { type: 'response' }>, 'result' | 'error'>,
  ) {
    return this.#send({ type: 'response', id, ...answer })
  }

  /** Reports are applied one after the other, so that an older one never wins. */
  #onPresence(frame: PresenceFrame): void {
    const { logger } = this.#context
    this.#presenceTurn = this.#presenceTurn
      .then(() => this.#reportPresence(frame))
      .catch((error: unknown) => logger.error({ err: error }, 'presence report failed'))
  }

  async #reportPresence({ sessions, idle = [], activity = [] }: PresenceFrame): Promise<void> {
    const { people, presence } = this.#context
    const found = await Promise.allSettled(sessions.map((session) => people.authenticate(session)))
    if (this.#closed.signal.aborted) return
    const agents = new Map<string, string>()
    for (const [index, result] of found.entries())
      if (result.status === 'fulfilled') agents.set(sessions[index] ?? '', result.value.id)
    // Idle is who touches nothing in any of their sessions.
    const busy = new Set([...agents].filter(([one]) => !idle.includes(one)).map(([, id]) => id))
    presence.report(this.#source, {
      agents: agents.values(),
      idle: [...agents.values()].filter((id) => !busy.has(id)),
      activity: activity.flatMap(({ session, number, typing }) => {
        const agent = agents.get(session)
        return agent === undefined ? [] : [{ agent, number, typing }]
      }),
    })
  }

  #heartbeat(): void {
    if (!this.#isAlive) return this.#socket.terminate()
    this.#isAlive = false
    this.#socket.ping()
    if (this.#toldAbout !== '') void this.#tellAbout()
  }

  #send(frame: SwitchboardFrame): Promise<void> {
    return this.#sendBytes(encodeFrame(frame))
  }

  /** Resolves when the bytes were handed to the network: the feed's back-pressure. */
  #sendBytes(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      // A closed socket is not the sender's business: the close event ends everything.
      this.#socket.send(bytes, { binary: false }, () => resolve())
    })
  }

  /** What one batch confirmed goes out in one write. */
  #corkForThisTurn(): void {
    if (this.#isCorked) return
    this.#isCorked = true
    this.#stream.cork()
    setImmediate(() => {
      this.#isCorked = false
      this.#stream.uncork()
    })
  }

  #close(code: keyof typeof closeCodes, reason: string): void {
    const error = code in errorCodes ? errorCodes[code as keyof typeof errorCodes] : undefined
    if (error) void this.#send({ type: 'error', code: error, message: reason })
    this.#socket.close(closeCodes[code], reason.slice(0, 120))
  }

  #onClose(code: number): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#closed.abort()
    this.#context.presence.offChange(this.#presenceChanged)
    this.#context.presence.forget(this.#source)
    this.#context.logger.info({ gateway: this.name, code }, 'gateway gone')
  }
}

const errorCodes = {
  BAD_FRAME: 'BAD_REQUEST',
  UNSUPPORTED_VERSION: 'UNSUPPORTED_VERSION',
  CONSUMER_TOO_SLOW: 'CONSUMER_TOO_SLOW',
  TOO_OLD: 'TOO_OLD',
} as const satisfies Record<string, ErrorCode>

function parseFrame(data: Buffer): GatewayFrame | undefined {
  if (!isUtf8(data)) return undefined
  try {
    const parsed = v.safeParse(gatewayFrameSchema, JSON.parse(data.toString()))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
