import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { MAX_UPSTREAM_FRAME_BYTES } from '@switchboard/protocol'
import { refuseUpgrade, type Check, isBearer } from '@switchboard/service'
import { WebSocketServer } from 'ws'
import type { AppContext } from '../context.ts'
import { GatewayConnection } from './gateway-connection.ts'

/** A gateway may be this many changesets behind and still count as caught up: they are in flight. */
const MAX_LAG = 1000
const MAX_GATEWAYS = 200

/** The socket the gateways come to, `GET /gateway`. */
export class Gateways {
  readonly #context: AppContext
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_UPSTREAM_FRAME_BYTES,
    maxFragments: 64,
    maxBufferedChunks: 8192,
    perMessageDeflate: false,
  })
  readonly #connections = new Set<GatewayConnection>()

  constructor(context: AppContext) {
    this.#context = context
  }

  get size(): number {
    return this.#connections.size
  }

  /** Takes an upgrade over, or refuses it; false for any other path. */
  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    if (request.url?.split('?', 1)[0] !== '/gateway') return false
    if (!this.#isAuthorised(request)) refuseUpgrade(socket, 401, 'Unauthorized')
    else if (this.size >= MAX_GATEWAYS) refuseUpgrade(socket, 503, 'Service Unavailable')
    else this.#accept(request, socket, head)
    return true
  }

  /** For `/readyz`: every connected gateway has what the store has; true where none is connected. */
  check(): Check {
    const { seq } = this.#context.store
    const behind = [...this.#connections].filter(({ sentSeq }) => seq - (sentSeq ?? 0) > MAX_LAG)
    const names = behind.map(
      ({ name, sentSeq }) => `${name} is ${seq - (sentSeq ?? 0)} changes behind`,
    )
    return behind.length === 0
      ? { ok: true, detail: `${this.size} connected` }
      : { ok: false, detail: names.join(', ') }
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.goAway()
    const deadline = setTimeout(() => {
      for (const connection of this.#connections) connection.terminate()
    }, 1000)
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
    clearTimeout(deadline)
  }

  #isAuthorised({ headers }: IncomingMessage): boolean {
    return isBearer(headers.authorization, this.#context.config.gatewayToken.reveal())
  }

  #accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new GatewayConnection(this.#context, webSocket, socket)
      this.#connections.add(connection)
      webSocket.once('close', () => this.#connections.delete(connection))
      connection.start()
    })
  }
}
