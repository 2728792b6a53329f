import { Channel, Requests, type ChannelState, type OperationResults } from '@switchboard/channel'
import {
  closeCodes,
  PROTOCOL_VERSION,
  SwitchboardError,
  type Changeset,
  type GatewayFrame,
  type OperationInput,
  type OperationName,
  type SwitchboardFrame,
} from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { GatewayConfig } from './config.ts'
import { parseUpstreamFrame } from './upstream-frame.ts'

type FrameOf<T extends SwitchboardFrame['type']> = Extract<SwitchboardFrame, { type: T }>

export interface UpstreamEvents {
  /** Everything starts over at this point; what was followed before may have a gap. */
  snapshot(snapshot: FrameOf<'snapshot'>): void
  /** The next changeset, contiguous. What it throws makes the channel come back from the cursor. */
  changeset(changeset: Changeset): void
  about(about: FrameOf<'about'>): void
  ephemeral(frame: FrameOf<'ephemeral'>): void
  /** Whether the switchboard is followed has changed. */
  live(live: boolean): void
}

/** The one socket to the switchboard: follows its changesets from a cursor, and carries requests to it. */
export class Upstream {
  readonly #config: GatewayConfig
  readonly #events: UpstreamEvents
  readonly #logger: Logger
  readonly #channel: Channel<SwitchboardFrame, GatewayFrame>
  readonly #requests: Requests<{ session: string | null }>
  #cursor: number | null = null
  #history: string | null = null
  #live = false
  #lastLiveAt = new Date()
  #retry: NodeJS.Timeout | undefined

  constructor(config: GatewayConfig, name: string, logger: Logger, events: UpstreamEvents) {
    this.#config = config
    this.#events = events
    this.#logger = logger
    this.#channel = new Channel({
      url: () => `${config.switchboardUrl.replace(/^http/, 'ws')}/gateway`,
      headers: () => ({ authorization: `Bearer ${config.gatewayToken.reveal()}` }),
      hello: () => ({
        type: 'hello',
        version: PROTOCOL_VERSION,
        gateway: name,
        cursor: this.#cursor,
        history: this.#history,
      }),
      parse: parseUpstreamFrame,
      // Our own switchboard: while it restarts every agent waits, and few gateways ask at once.
      backoff: { initialMs: 200, maxMs: 3_000 },
      logger,
    })
    this.#requests = new Requests({
      send: (request) => this.#live && this.#channel.send(request),
      timeoutMs: config.intervals.requestTimeoutMs,
    })
    this.#channel.onFrame((frame) => this.#take(frame))
    this.#channel.onState((state) => this.#stateChanged(state))
  }

  /** True while the switchboard is connected and followed. */
  get live(): boolean {
    return this.#live
  }

  /** Which history is followed; null before the first snapshot. */
  get history(): string | null {
    return this.#history
  }

  /** When the switchboard was last followed, ISO 8601. */
  get since(): string {
    return (this.#live ? new Date() : this.#lastLiveAt).toISOString()
  }

  /** Why it is not followed, for those who operate it. */
  get problem(): string {
    const state = this.#channel.state
    if (state.status === 'closed' && state.code === closeCodes.UNAUTHENTICATED) {
      return 'The switchboard refused our GATEWAY_TOKEN.'
    }
    return 'reason' in state && state.reason !== '' ? state.reason : 'Not connected.'
  }

  start(): void {
    this.#channel.start()
  }

  close(): void {
    clearTimeout(this.#retry)
    this.#channel.close()
  }

  /** Asks on behalf of a session; UNAVAILABLE at once while the switchboard is not followed. */
  ask<K extends OperationName>(
    op: K,
    args: OperationInput<K>,
    session: string | null,
  ): Promise<OperationResults[K]> {
    return this.#requests.ask(op, args, { session })
  }

  /** Says which sessions have a browser open here. */
  tellPresence(report: Omit<Extract<GatewayFrame, { type: 'presence' }>, 'type'>): void {
    this.#channel.send({ type: 'presence', ...report })
  }

  #take(frame: SwitchboardFrame): void {
    switch (frame.type) {
      case 'resumed':
        if (frame.from !== this.#cursor) throw gap(this.#cursor, frame.from)
        return this.#becomeLive(true)
      case 'snapshot':
        this.#cursor = frame.seq
        this.#history = frame.history
        this.#events.snapshot(frame)
        return this.#becomeLive(true)
      case 'changeset':
        return this.#follow(frame.changeset)
      case 'about':
        return this.#events.about(frame)
      case 'ephemeral':
        return this.#events.ephemeral(frame)
      case 'response':
        return this.#requests.answer(frame)
      case 'error':
        return this.#logger.warn({ code: frame.code }, `The switchboard says: ${frame.message}`)
    }
  }

  #follow(changeset: Changeset): void {
    if (this.#cursor === null) throw gap(this.#cursor, changeset.seq)
    if (changeset.seq <= this.#cursor) return
    if (changeset.seq !== this.#cursor + 1) throw gap(this.#cursor, changeset.seq)
    this.#events.changeset(changeset)
    this.#cursor = changeset.seq
  }

  #stateChanged(state: ChannelState): void {
    if (state.status === 'open') return
    this.#becomeLive(false)
    if (state.status === 'connecting') return
    this.#requests.disconnected()
    if (state.code === closeCodes.TOO_OLD) this.#cursor = null
    if (state.status === 'closed' && state.code !== 1000) this.#retryLater()
  }

  /** A wrong token or version may be put right on the other side. */
  #retryLater(): void {
    this.#logger.error({ switchboard: this.#config.switchboardUrl }, this.problem)
    this.#retry = setTimeout(() => this.#channel.start(), this.#config.intervals.refusedRetryMs)
  }

  #becomeLive(live: boolean): void {
    if (this.#live === live) return
    if (!live) this.#lastLiveAt = new Date()
    this.#live = live
    this.#events.live(live)
  }
}

function gap(cursor: number | null, seq: number): SwitchboardError {
  return new SwitchboardError('BAD_REQUEST', `Changeset ${seq} does not follow ${cursor}.`)
}
