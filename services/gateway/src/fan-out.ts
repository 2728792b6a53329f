import { closeCodes, SwitchboardError, type ConsoleFrame, type Watch } from '@switchboard/protocol'
import { Activities } from './activities.ts'
import type { Activity, AgentSocket, AgentSocketContext } from './agent-socket.ts'
import { BatchEncoder, encodeFrame } from './batch-encoder.ts'
import type { Batch } from './batch.ts'
import { CountsEncoder } from './counts-encoder.ts'
import { ThreadReaders } from './thread-readers.ts'
import { Rounds } from './rounds.ts'

/** All browsers of this gateway, and what goes to all of them. */
export class FanOut {
  readonly #context: AgentSocketContext
  readonly #sockets = new Set<AgentSocket>()
  readonly #timers: NodeJS.Timeout[] = []
  readonly #activities = new Activities<AgentSocket>()
  readonly #readers = new ThreadReaders<AgentSocket>()
  readonly #rounds: Rounds<AgentSocket>
  #presenceTimer: NodeJS.Timeout | undefined
  #presenceToldAt = -Infinity
  #isStopped = false
  #encoded = 0

  constructor(context: AgentSocketContext) {
    this.#context = context
    this.#rounds = new Rounds({
      intervalMs: context.config.intervals.tellIntervalMs,
      readers: () => this.#sockets,
      send: (sockets, batch) => this.#takeTurn(sockets, batch),
    })
  }

  get size(): number {
    return this.#sockets.size
  }

  /** Frames encoded for what came live. */
  get encoded(): number {
    return this.#encoded
  }

  /** Browsers of people who are signed in. */
  get known(): number {
    return [...this.#sockets].filter(({ isKnown }) => isKnown).length
  }

  start(): void {
    const { intervals } = this.#context.config
    this.#timers.push(
      setInterval(() => this.#checkAlive(), intervals.pingIntervalMs),
      setInterval(() => this.tellUpstream(), intervals.upstreamFrameIntervalMs),
      setInterval(() => this.tellPresence(), intervals.presenceIntervalMs),
      setInterval(() => void this.#revalidate(this.#sessions()), intervals.revalidateIntervalMs),
    )
  }

  /** Stops the timers and tells every browser to come back elsewhere. */
  stop(): void {
    this.#isStopped = true
    for (const timer of this.#timers) clearInterval(timer)
    clearTimeout(this.#presenceTimer)
    this.#rounds.flush()
    for (const socket of this.#sockets) socket.close(closeCodes.GOING_AWAY, 'The gateway stops.')
  }

  terminate(): void {
    this.#rounds.drop()
    for (const socket of this.#sockets) socket.terminate()
  }

  add(socket: AgentSocket): void {
    this.#sockets.add(socket)
  }

  remove(socket: AgentSocket): void {
    this.#sockets.delete(socket)
    this.#activities.delete(socket)
    this.#readers.delete(socket)
    if (socket.isKnown) this.presenceChanged()
  }

  /** Keeps what a browser's person does, and tells the switchboard. */
  acted(socket: AgentSocket, activity: Activity): void {
    if (!this.#sockets.has(socket)) return
    if (!this.#activities.set(socket, socket.session, activity)) return
    this.presenceChanged()
  }

  countOf(session: string): number {
    return this.#of(session).length
  }

  /** It watches something else from now on, and has what it watched until now. */
  watches(socket: AgentSocket, { thread }: Watch): void {
    const { waiting } = this.#rounds
    if (waiting !== undefined && socket.agent)
      this.#encode(waiting, (encoder) => socket.take(encoder))
    if (this.#sockets.has(socket)) this.#readers.set(socket, thread)
  }

  /** Whether a browser here, welcomed or on its way, has this thread open. */
  isOpen(thread: string): boolean {
    return this.#readers.has(thread)
  }

  /** Hands on consecutive changesets: to each browser what it watches, at once where a thread is open that they touch. */
  take(batch: Batch): void {
    const { mirror } = this.#context
    for (const { changeset } of batch.changes) mirror.apply(changeset)
    this.#hold(batch)
    this.#rounds.add(batch)
    const { waiting } = this.#rounds
    if (waiting !== undefined) this.#sendThreads(batch, waiting.after)
    const agents = batch.changes.flatMap(({ changeset }) => changeset.agents)
    const disabled = new Set(agents.filter((agent) => agent.disabled).map(({ id }) => id))
    if (disabled.size > 0) void this.#revalidate(this.#sessions(disabled))
  }

  /** Sends one frame, encoded once, to every browser that was welcomed. */
  tellAll(frame: ConsoleFrame): void {
    const encoded = encodeFrame(frame)
    for (const socket of this.#sockets) if (socket.agent) socket.sendEncoded(encoded)
  }

  /** Whether the switchboard is followed; also what tells a browser that we are alive. */
  tellUpstream(): void {
    const { live, since } = this.#context.upstream
    const encoded = encodeFrame({ type: 'upstream', live, since })
    for (const socket of this.#sockets) socket.sendEncoded(encoded)
  }

  upstreamIsLive(): void {
    for (const socket of this.#sockets) socket.upstreamIsLive()
  }

  /** Somebody came, went or did something: the switchboard hears of it, at most four times a second. */
  presenceChanged(): void {
    if (this.#isStopped) return
    const waitMs = this.#waitMs(this.#presenceToldAt)
    if (waitMs > 0) this.#presenceTimer ??= setTimeout(() => this.tellPresence(), waitMs)
    else this.tellPresence()
  }

  /** Tells the switchboard which sessions are here. */
  tellPresence(): void {
    this.#presenceToldAt = performance.now()
    clearTimeout(this.#presenceTimer)
    this.#presenceTimer = undefined
    const sessions = this.#sessions()
    this.#context.upstream.tellPresence({ sessions, ...this.#activities.report(sessions) })
  }

  closeSession(session: string): void {
    for (const socket of this.#of(session)) {
      socket.close(closeCodes.UNAUTHENTICATED, 'The session is over.')
    }
  }

  historyStartsOver(): void {
    this.#rounds.drop()
    for (const socket of this.#sockets) socket.historyStartsOver()
  }

  #takeTurn(sockets: readonly AgentSocket[], batch: Batch): void {
    const counts = new CountsEncoder(this.#context.mirror)
    this.#encode(batch, (encoder) => {
      for (const socket of sockets) if (socket.agent) socket.takeTurn(encoder, counts)
    })
  }

  /** To whoever has a thread open that these changes touch; `seq` is what all browsers have. */
  #sendThreads(batch: Batch, seq: number): void {
    this.#encode(batch, (encoder) => {
      for (const socket of this.#readers.of(batch)) socket.takeThread(encoder, seq)
    })
  }

  #encode(batch: Batch, send: (encoder: BatchEncoder) => void): void {
    const encoder = new BatchEncoder(batch)
    send(encoder)
    this.#encoded += encoder.encoded
  }

  /** Who catches up keeps each batch as it comes. */
  #hold(batch: Batch): void {
    const encoder = new BatchEncoder(batch)
    for (const socket of this.#sockets) if (!socket.agent) socket.take(encoder)
  }

  #of(session: string): AgentSocket[] {
    return [...this.#sockets].filter((socket) => socket.session === session)
  }

  /** Sessions with a welcomed browser, of all Agents or of these. */
  #sessions(agents?: ReadonlySet<string>): string[] {
    const welcomed = [...this.#sockets].filter(({ agent }) => {
      return agent !== undefined && (agents === undefined || agents.has(agent.id))
    })
    return [...new Set(welcomed.map(({ session }) => session))]
  }

  #checkAlive(): void {
    for (const socket of this.#sockets) socket.checkAlive()
  }

  /** How long to wait with what may be told four times a second, and was told then. */
  #waitMs(toldAt: number): number {
    return toldAt + this.#context.config.intervals.tellIntervalMs - performance.now()
  }

  /** Asks about each session in turn, and closes those that are over. */
  async #revalidate(sessions: readonly string[]): Promise<void> {
    for (const session of sessions) {
      try {
        await this.#context.upstream.ask('whoami', {}, session)
      } catch (error) {
        const isOver = error instanceof SwitchboardError && error.code === 'UNAUTHENTICATED'
        if (isOver) this.closeSession(session)
        else if (!this.#context.upstream.live) return
      }
    }
  }
}
