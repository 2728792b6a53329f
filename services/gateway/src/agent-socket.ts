import {
  browserFrameSchema,
  closeCodes,
  PROTOCOL_VERSION,
  SwitchboardError,
  type Agent,
  type BrowserFrame,
  type CloseCode,
  type ConsoleFrame,
  type Watch,
} from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import { safeParse } from 'valibot'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import {
  takeBatch,
  takeThread,
  watchInstead,
  type AgentSession,
  type Hello,
  type Taken,
} from './agent-session.ts'
import { answerRequest, toErrorBody } from './answer-request.ts'
import { BatchEncoder, encodeFrame } from './batch-encoder.ts'
import type { Batch } from './batch.ts'
import { readMissed } from './catch-up.ts'
import type { GatewayConfig } from './config.ts'
import type { CountsEncoder } from './counts-encoder.ts'
import type { EncodedFrame } from './encoded-frame.ts'
import { FrameRate } from './frame-rate.ts'
import { forgetInflater, readsCompressed } from './frame-compression.ts'
import type { LiveFeed } from './live-feed.ts'
import type { Mirror } from './mirror.ts'
import type { Upstream } from './upstream.ts'

export type Activity = Extract<BrowserFrame, { type: 'activity' }>

export interface AgentSocketContext {
  config: GatewayConfig
  logger: Logger
  upstream: Upstream
  feed: LiveFeed
  mirror: Mirror
}

/** What its owner has to know. */
export interface AgentSocketEvents {
  /** The session is somebody's. */
  known(): void
  welcomed(agent: Agent, resumed: boolean): void
  /** Its person views, types, or has touched nothing for a while. */
  acted(activity: Activity): void
  /** It is about to watch this: what it watched until now has to be sent. */
  watches(watch: Watch): void
}

const RATE_WINDOW_MS = 10_000

/** One browser tab: its socket, what it watches, and everything it is sent. */
export class AgentSocket {
  readonly session: string
  readonly #socket: WebSocket
  /** What the WebSocket writes to. */
  readonly #stream: Duplex
  readonly #readsCompressed: boolean
  readonly #context: AgentSocketContext
  readonly #events: AgentSocketEvents
  readonly #rate: FrameRate
  readonly #helloTimeout: NodeJS.Timeout
  #state: AgentSession = { phase: 'awaiting-hello' }
  #requests = 0
  #isAlive = true
  #toldCounts = ''
  #isKnown = false

  constructor(
    socket: WebSocket,
    stream: Duplex,
    session: string,
    context: AgentSocketContext,
    events: AgentSocketEvents,
  ) {
    const { limits, intervals } = context.config
    this.session = session
    this.#socket = socket
    this.#stream = stream
    this.#readsCompressed = readsCompressed(socket)
    this.#context = context
    this.#events = events
    this.#rate = new FrameRate(limits.framesPerTenSeconds, RATE_WINDOW_MS)
    this.#helloTimeout = setTimeout(() => {
      if (this.#state.phase === 'awaiting-hello') this.close(closeCodes.TIMEOUT, 'No hello came.')
    }, intervals.helloTimeoutMs)
    socket.on('message', (data: Buffer, isBinary) => this.#received(data, isBinary))
    socket.on('pong', () => (this.#isAlive = true))
    // ws closes by itself what breaks its limits; without a listener the error would end the process.
    socket.on('error', (error) => context.logger.debug({ err: error }, 'Socket of a browser.'))
    socket.on('close', () => this.#forget())
    if (!context.upstream.live) this.tellUpstream()
  }

  /** The Agent, once welcomed. */
  get agent(): Agent | undefined {
    return this.#state.phase === 'live' ? this.#state.agent : undefined
  }

  /** Whether the switchboard has said that the session is somebody's. */
  get isKnown(): boolean {
    return this.#isKnown
  }

  /** Finds out whose session it is before anything is said, and closes the socket where it is nobody's. */
  async identify(): Promise<void> {
    try {
      await this.#whoami()
    } catch (error) {
      // Without a switchboard it waits; whoever is there then says hello or is closed for saying nothing.
      if (isOver(error)) this.close(closeCodes.UNAUTHENTICATED, 'The session is over.')
    }
  }

  /** What comes next in the history, and then the counts. */
  takeTurn(encoder: BatchEncoder, counts: CountsEncoder): void {
    this.#inOneWrite(() => {
      this.take(encoder)
      this.#tellCounts(counts)
    })
  }

  /** What comes next in the history. */
  take(encoder: BatchEncoder): void {
    this.#do(takeBatch(this.#state, encoder, this.#context.config.limits.maxHeldChangesets))
  }

  /** What is new in its open thread, ahead of the rest; all browsers have everything up to `seq`. */
  takeThread(encoder: BatchEncoder, seq: number): void {
    this.#do(takeThread(this.#state, encoder, seq))
  }

  #do(taken: Taken): void {
    if (taken.do === 'send' || taken.do === 'hold') this.#state = taken.session
    if (taken.do === 'send') this.#sendAll(taken.frames)
    if (taken.do === 'overflow') {
      this.close(closeCodes.CONSUMER_TOO_SLOW, 'Too much happened while catching up.')
    }
  }

  /** The switchboard is there: whoever waits for it goes on. */
  upstreamIsLive(): void {
    if (this.#state.phase === 'awaiting-upstream') void this.#begin(this.#state.hello)
    else if (this.#state.phase === 'awaiting-hello') void this.identify()
  }

  /** What was followed may have a gap now: it has to come back with its cursor. */
  historyStartsOver(): void {
    const { phase } = this.#state
    if (phase !== 'live' && phase !== 'catching-up') return
    this.close(closeCodes.TOO_OLD, 'Changes are missing here; please come back.')
  }

  tellUpstream(): void {
    const { live, since } = this.#context.upstream
    this.send({ type: 'upstream', live, since })
  }

  /** Sends the counts when they differ from those this browser has. */
  #tellCounts(encoder: CountsEncoder): void {
    if (this.#state.phase !== 'live') return
    const { agent, after } = this.#state
    if (this.#remembersCounts(encoder.textFor(agent.id))) return
    this.sendEncoded(encoder.frameFor(agent.id, Math.max(after, this.#context.feed.delivered)))
  }

  /** Terminates a socket that answered nothing since the last time, and asks the others again. */
  checkAlive(): void {
    if (!this.#isAlive) return this.#socket.terminate()
    this.#isAlive = false
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
  }

  send(frame: ConsoleFrame): void {
    this.sendEncoded(encodeFrame(frame))
  }

  /**
   * Sends an encoded frame, unless this reader has too much waiting already. No message goes through the WebSocket, so
   * that it has nothing to compress and keeps nothing back: its pings, pongs and its good-bye stand in line with ours.
   */
  sendEncoded(frame: EncodedFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#socket.bufferedAmount > this.#context.config.limits.maxBufferedBytes) {
      return this.close(closeCodes.CONSUMER_TOO_SLOW, 'Frames were not read fast enough.')
    }
    this.#stream.write(this.#readsCompressed ? frame.compressed : frame.plain)
  }

  #sendAll(frames: readonly EncodedFrame[]): void {
    this.#inOneWrite(() => {
      for (const frame of frames) this.sendEncoded(frame)
    })
  }

  /** So that nobody is left between two frames of one batch for long; and each write costs, here and on its way. */
  #inOneWrite(send: () => void): void {
    this.#stream.cork()
    try {
      send()
    } finally {
      this.#stream.uncork()
    }
  }

  close(code: CloseCode, reason: string): void {
    this.#forget()
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #forget(): void {
    clearTimeout(this.#helloTimeout)
    this.#state = { phase: 'closed' }
  }

  #received(data: Buffer, isBinary: boolean): void {
    forgetInflater(this.#socket)
    if (this.#state.phase === 'closed') return
    this.#isAlive = true
    if (!this.#rate.allows(Date.now())) {
      return this.close(closeCodes.TOO_MANY_REQUESTS, 'Frames came too fast.')
    }
    const frame = isBinary ? undefined : parseFrame(data)
    if (frame === undefined) return this.close(closeCodes.BAD_FRAME, 'This is no frame of ours.')
    if (frame.type === 'hello') return this.#greet(frame)
    if (frame.type === 'request') return void this.#answer(frame)
    if (frame.type === 'activity') return this.#events.acted(frame)
    this.#events.watches(frame.watch)
    const state = watchInstead(this.#state, frame.watch)
    if (state === undefined) this.close(closeCodes.BAD_FRAME, 'Hello comes first.')
    else this.#state = state
  }

  #greet(hello: Hello): void {
    if (this.#state.phase !== 'awaiting-hello') {
      return this.close(closeCodes.BAD_FRAME, 'Hello comes once.')
    }
    if (hello.version !== PROTOCOL_VERSION) {
      return this.close(closeCodes.UNSUPPORTED_VERSION, `We speak version ${PROTOCOL_VERSION}.`)
    }
    this.#events.watches(hello.watch)
    this.#state = { phase: 'awaiting-upstream', hello }
    if (this.#context.upstream.live) void this.#begin(hello)
  }

  /** From hello to live: who is it, what was missed, welcome, and on from there. */
  async #begin(hello: Hello): Promise<void> {
    this.#state = { phase: 'catching-up', hello, held: [], heldChangesets: 0 }
    try {
      const agent = await this.#whoami()
      const missed = await readMissed(hello, this.session, this.#context)
      this.#goLive(agent, hello, missed)
    } catch (error) {
      this.#couldNotBegin(error)
    }
  }

  async #whoami(): Promise<Agent> {
    const { agent } = await this.#context.upstream.ask('whoami', {}, this.session)
    this.#isKnown = true
    this.#events.known()
    return agent
  }

  #couldNotBegin(error: unknown): void {
    // It may have been closed, or begun again, while we waited.
    if (this.#state.phase !== 'catching-up') return
    if (isOver(error)) return this.close(closeCodes.UNAUTHENTICATED, 'The session is over.')
    if (isTooSlow(error)) return this.#leaveForLater()
    this.#context.logger.warn({ err: error }, 'A browser could not catch up.')
    if (this.#context.upstream.live) this.close(closeCodes.GOING_AWAY, 'Please come back.')
    else this.#state = { phase: 'awaiting-upstream', hello: this.#state.hello }
  }

  #goLive(agent: Agent, { cursor }: Hello, missed: Batch | undefined): void {
    if (this.#state.phase !== 'catching-up') return
    const { hello, held } = this.#state
    const frames = this.#missedFrames(agent, hello, missed)
    const isResumed = missed !== undefined && frames !== undefined
    const { delivered } = this.#context.feed
    const after = isResumed ? missed.to : delivered
    this.#state = { phase: 'live', agent, watch: hello.watch, after, threadAfter: after }
    this.#welcome(agent, isResumed ? (cursor ?? 0) : delivered, isResumed)
    this.#sendAll(frames ?? [])
    for (const encoder of held) this.take(encoder)
    this.#events.welcomed(agent, isResumed)
  }

  /** Undefined when it is more than such a reader is sent at once: its pages are less. */
  #missedFrames(
    agent: Agent,
    { watch }: Hello,
    missed: Batch | undefined,
  ): EncodedFrame[] | undefined {
    if (missed === undefined) return undefined
    const watcher = { agent: agent.id, watch, after: missed.after, threadAfter: missed.after }
    const frames = new BatchEncoder(missed).framesFor(watcher)
    const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
    return bytes > this.#context.config.limits.maxBufferedBytes / 2 ? undefined : frames
  }

  #welcome(me: Agent, seq: number, resumed: boolean): void {
    const { mirror } = this.#context
    const counts = mirror.countsFor(me.id)
    this.#remembersCounts(JSON.stringify(counts))
    this.send({
      type: 'welcome',
      version: PROTOCOL_VERSION,
      at: new Date().toISOString(),
      me,
      seq,
      history: this.#context.upstream.history ?? '',
      resumed,
      agents: mirror.agents,
      presence: mirror.presence,
      activity: mirror.activity,
      counts,
      ...mirror.about,
    })
    this.tellUpstream()
  }

  #remembersCounts(text: string): boolean {
    const isKnown = this.#toldCounts === text
    this.#toldCounts = text
    return isKnown
  }

  async #answer({ id, op, args }: Extract<BrowserFrame, { type: 'request' }>): Promise<void> {
    try {
      this.#mayAsk()
      this.#requests += 1
      try {
        const result = await answerRequest({ op, args }, this.session, this.#context)
        this.send({ type: 'response', id, result })
      } finally {
        this.#requests -= 1
      }
    } catch (error) {
      this.#refuse(id, op, error)
    }
  }

  #mayAsk(): void {
    if (!this.#context.upstream.live) {
      throw new SwitchboardError('UNAVAILABLE', 'The switchboard cannot be reached right now.')
    }
    if (this.#state.phase !== 'live') {
      throw new SwitchboardError('UNAVAILABLE', 'Wait for the welcome.')
    }
    if (this.#requests >= this.#context.config.limits.maxRequestsPerSocket) {
      throw new SwitchboardError('TOO_MANY_REQUESTS', 'Too many requests wait for their answer.')
    }
  }

  #refuse(id: string, op: string, error: unknown): void {
    const body = toErrorBody(error)
    if (body.code === 'INTERNAL') this.#context.logger.error({ err: error, op }, 'Request failed.')
    this.send({ type: 'response', id, error: body })
    if (body.code === 'UNAUTHENTICATED') this.close(closeCodes.UNAUTHENTICATED, body.message)
    if (isTooSlow(error)) this.#leaveForLater()
  }

  /** There is no room for its page in the pipeline: it comes back when others have theirs. */
  #leaveForLater(): void {
    this.close(closeCodes.CONSUMER_TOO_SLOW, 'Too much is under way here; please come back.')
  }
}

const isOver = (error: unknown): boolean =>
  error instanceof SwitchboardError && error.code === 'UNAUTHENTICATED'

const isTooSlow = (error: unknown): boolean =>
  error instanceof SwitchboardError && error.code === 'CONSUMER_TOO_SLOW'

function parseFrame(data: Buffer): BrowserFrame | undefined {
  try {
    const { success, output } = safeParse(browserFrameSchema, JSON.parse(data.toString()))
    return success ? output : undefined
  } catch {
    return undefined
  }
}
