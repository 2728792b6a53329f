import { platform } from '#transport'
import { closeCodes, MAX_UPSTREAM_FRAME_BYTES, shouldReconnect } from '@switchboard/protocol'
import { backoffMs, defaultBackoff, type Backoff } from './backoff.ts'
import { Listeners } from './listeners.ts'
import type { Platform, Transport } from './transport/transport.ts'

export type ChannelState =
  | { status: 'connecting' }
  /** `hello` is sent; frames may be. */
  | { status: 'open' }
  /** Will connect by itself at `retryAt` (ms since 1970). */
  | { status: 'waiting'; retryAt: number; code: number; reason: string }
  /** Will not come back by itself: never started, closed by us, or told not to. */
  | { status: 'closed'; code: number; reason: string }

export interface Heartbeat {
  /** How often life is looked for, by a ping where the platform has one. */
  intervalMs: number
  /** Without any sign of life for this long the connection counts as dead. */
  timeoutMs: number
}

export interface ChannelLogger {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
}

export interface ChannelOptions<Incoming, Outgoing> {
  /** Asked at each attempt. */
  url: () => string
  /** Sent with the upgrade; Node only. */
  headers?: () => Readonly<Record<string, string>>
  /** The first frame of each connection, made anew so that it holds the cursor of that moment. */
  hello: () => Outgoing
  /** Checks a frame; what it throws counts as a bad frame. */
  parse: (json: unknown) => Incoming
  backoff?: Backoff
  heartbeat?: Heartbeat
  /** How long an attempt may take. */
  connectTimeoutMs?: number
  /** A connection that lived this long makes the next attempt a first one. */
  stableMs?: number
  /** More unsent bytes than this end the connection with CONSUMER_TOO_SLOW. */
  maxBufferedBytes?: number
  maxFrameBytes?: number
  logger?: ChannelLogger
  /** Replaced in tests. */
  platform?: Platform
  random?: () => number
}

const defaults = {
  headers: () => ({}),
  backoff: defaultBackoff,
  heartbeat: { intervalMs: 15_000, timeoutMs: 45_000 },
  connectTimeoutMs: 10_000,
  stableMs: 5_000,
  maxBufferedBytes: 4 * 1024 * 1024,
  maxFrameBytes: MAX_UPSTREAM_FRAME_BYTES,
  platform,
  random: Math.random,
}

/**
 * Frames over a WebSocket that comes back by itself. What was missed meanwhile is the peer's to send again,
 * from the cursor in `hello`; nothing sent is kept across connections. A bad frame, or a listener of frames
 * that throws, ends the connection with BAD_FRAME, since going on would leave a gap.
 */
export class Channel<Incoming, Outgoing> {
  readonly #options: typeof defaults & ChannelOptions<Incoming, Outgoing>
  readonly #frames = new Listeners<Incoming>()
  readonly #states = new Listeners<ChannelState>()
  #state: ChannelState = { status: 'closed', code: 1000, reason: 'Not started.' }
  #transport: Transport | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #heartbeat: ReturnType<typeof setInterval> | undefined
  #stopListening: (() => void) | undefined
  #failures = 0
  #openedAt = 0
  #aliveAt = 0

  constructor(options: ChannelOptions<Incoming, Outgoing>) {
    this.#options = { ...defaults, ...options }
  }

  get state(): ChannelState {
    return this.#state
  }

  /** Each frame, in order. Returns what ends the subscription. */
  onFrame(listener: (frame: Incoming) => void): () => void {
    return this.#frames.add(listener)
  }

  /** Each change of state. Returns what ends the subscription. */
  onState(listener: (state: ChannelState) => void): () => void {
    return this.#states.add(listener)
  }

  /** Connects, and from then on stays connected; also after it was closed. */
  start(): void {
    if (this.#state.status !== 'closed') return
    this.#failures = 0
    this.#stopListening = this.#options.platform.onReturn(() => this.#returned())
    this.#connect()
  }

  /** Ends the connection for good, until start() is called again. */
  close(code = 1000, reason = ''): void {
    const transport = this.#forget()
    transport?.close(code, reason)
    if (this.#state.status !== 'closed') this.#finish(code, reason)
  }

  /** Sends over the open connection; false when there is none, or its buffer is full and it was dropped. */
  send(frame: Outgoing): boolean {
    if (this.#state.status !== 'open' || this.#transport === undefined) return false
    this.#transport.send(JSON.stringify(frame))
    if (this.#transport.bufferedBytes <= this.#options.maxBufferedBytes) return true
    this.#drop(closeCodes.CONSUMER_TOO_SLOW, 'Too much was waiting to be sent.')
    return false
  }

  #connect(): void {
    this.#become({ status: 'connecting' })
    const { url, headers, maxFrameBytes, connectTimeoutMs } = this.#options
    this.#timer = setTimeout(
      () => this.#drop(closeCodes.TIMEOUT, 'The connection took too long to open.'),
      connectTimeoutMs,
    )
    // Events of a transport that was given up are nobody's business any more.
    const ifCurrent = (then: () => void) => {
      if (this.#transport === transport) then()
    }
    const transport: Transport = this.#options.platform.connect(
      { url: url(), headers: headers(), maxFrameBytes },
      {
        opened: () => ifCurrent(() => this.#opened()),
        received: (text) => ifCurrent(() => this.#received(text)),
        alive: () => ifCurrent(() => (this.#aliveAt = Date.now())),
        closed: (code, reason) => ifCurrent(() => this.#lost(code, reason)),
      },
    )
    this.#transport = transport
  }

  #opened(): void {
    clearTimeout(this.#timer)
    this.#openedAt = this.#aliveAt = Date.now()
    this.#heartbeat = setInterval(() => this.#beat(), this.#options.heartbeat.intervalMs)
    this.#transport?.send(JSON.stringify(this.#options.hello()))
    this.#become({ status: 'open' })
  }

  #received(text: string): void {
    this.#aliveAt = Date.now()
    try {
      this.#frames.tell(this.#options.parse(JSON.parse(text)))
    } catch (error) {
      this.#options.logger?.warn({ error }, 'A frame could not be taken.')
      this.#drop(closeCodes.BAD_FRAME, 'A frame could not be taken.')
    }
  }

  #beat(): void {
    if (Date.now() - this.#aliveAt >= this.#options.heartbeat.timeoutMs) {
      this.#drop(closeCodes.TIMEOUT, 'The peer gave no sign of life.')
    } else this.#transport?.ping?.()
  }

  #returned(): void {
    if (this.#state.status === 'waiting') {
      clearTimeout(this.#timer)
      this.#connect()
    } else if (this.#state.status === 'open') this.#beat()
  }

  /** Gives the connection up from our side. */
  #drop(code: number, reason: string): void {
    const transport = this.#forget()
    if (code === closeCodes.BAD_FRAME) transport?.close(code, reason)
    else transport?.terminate()
    if (this.#state.status !== 'closed') this.#lost(code, reason)
  }

  #lost(code: number, reason: string): void {
    this.#forget()
    if (!shouldReconnect(code)) return this.#finish(code, reason)
    const { backoff, random, stableMs, logger } = this.#options
    const wasStable = this.#openedAt > 0 && Date.now() - this.#openedAt >= stableMs
    this.#failures = wasStable ? 1 : this.#failures + 1
    this.#openedAt = 0
    const waitMs = backoffMs(backoff, this.#failures, random)
    logger?.info({ code, reason, waitMs }, 'Disconnected; will connect again.')
    this.#timer = setTimeout(() => this.#connect(), waitMs)
    this.#become({ status: 'waiting', retryAt: Date.now() + waitMs, code, reason })
  }

  #finish(code: number, reason: string): void {
    this.#stopListening?.()
    this.#become({ status: 'closed', code, reason })
  }

  #forget(): Transport | undefined {
    clearTimeout(this.#timer)
    clearInterval(this.#heartbeat)
    const transport = this.#transport
    this.#transport = undefined
    return transport
  }

  #become(state: ChannelState): void {
    this.#state = state
    this.#states.tell(state)
  }
}
