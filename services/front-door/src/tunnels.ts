import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { refuseUpgrade } from '@switchboard/service'
import { ProxyServer } from 'httpxy'
import { isUnreachable } from './forward.ts'
import type { Upstream } from './upstreams.ts'

/** WebSockets passed through as bytes, both ways, until either side ends. */
export class Tunnels {
  readonly #proxy = new ProxyServer({ ws: true })
  readonly #open = new Set<Duplex>()
  readonly #unreached = new WeakSet<IncomingMessage>()

  constructor() {
    this.#proxy.on('proxyReqWs', (proxyReq, _req, socket) => {
      proxyReq.once('upgrade', (_res, upstreamSocket: Socket) => this.#join(socket, upstreamSocket))
    })
    this.#proxy.on('error', (error, req, socket) => {
      if (req !== undefined && isUnreachable(error)) this.#unreached.add(req)
      this.#fail(socket as Duplex | undefined)
    })
  }

  get size(): number {
    return this.#open.size
  }

  /** Resolves when the tunnel has ended: false if the upstream could not be reached, of which the client was told. */
  async open(
    req: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    upstream: Upstream,
    upgradeTimeoutMs: number,
  ): Promise<boolean> {
    await this.#proxy.ws(
      req,
      socket as Socket,
      {
        target: upstream.url,
        changeOrigin: upstream.url.startsWith('https:'),
        upgradeTimeout: upgradeTimeoutMs,
      },
      head,
    )
    return !this.#unreached.has(req)
  }

  closeAll(): void {
    for (const socket of this.#open) socket.destroy()
  }

  /** Pipes pass an orderly end on, but not the destruction of a socket. */
  #join(socket: Duplex, upstreamSocket: Socket): void {
    this.#open.add(socket)
    socket.once('close', () => {
      this.#open.delete(socket)
      upstreamSocket.destroy()
    })
    upstreamSocket.once('close', () => socket.destroy())
  }

  /** An open tunnel speaks WebSocket, where an HTTP answer would be noise. */
  #fail(socket: Duplex | undefined): void {
    if (socket === undefined || socket.destroyed) return
    if (this.#open.has(socket)) socket.destroy()
    else refuseUpgrade(socket, 503, 'Service Unavailable')
  }
}
