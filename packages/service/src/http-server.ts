import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { sendError } from './json-answer.ts'

export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => unknown
/** Takes the socket over, or returns false (at once) for a path it does not know. */
export type UpgradeHandler = (
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) => boolean | void | Promise<void>

export interface HttpServerOptions {
  /** From the first byte of a request to the end of its headers. */
  headersTimeoutMs?: number
  /** From the first byte of a request to the end of its body; by request: from the end of its headers. */
  requestTimeoutMs?: number | ((req: IncomingMessage) => number)
  /** Longer than the 90 s for which Heroku's router keeps idle connections. */
  keepAliveTimeoutMs?: number
  connectionsCheckingIntervalMs?: number
  maxConnections?: number
  /** How long listen() waits for a port that a stopped predecessor still holds. */
  portRetryMs?: number
  /** Upgrades without a handler, or refused by it, get 404. */
  upgrade?: UpgradeHandler
  /** A handler threw; the client has got a 500 that says nothing. */
  onError?: (error: unknown) => void
}

export interface HttpServer {
  readonly server: Server
  /** May be set or changed at any time. */
  upgrade: UpgradeHandler | undefined
  /** Port 0 takes a free one. */
  listen(port: number, host: string): Promise<{ port: number }>
  /** Stops accepting, closes idle connections, and after `graceMs` (or once all are gone) destroys what is left. */
  close(graceMs: number): Promise<void>
}

/** Connections the system keeps for us until we take them; what a burst brings beyond is asked to come again after seconds. */
const BACKLOG = 4096

/** An HTTP server whose headers, bodies, connections and idle times are bounded, and which can be closed for sure. */
export function createHttpServer(options: HttpServerOptions, handler: RequestHandler): HttpServer {
  const onError = options.onError ?? (() => undefined)
  const { requestTimeoutMs = 30_000 } = options
  const server = createServer(
    {
      connectionsCheckingInterval: options.connectionsCheckingIntervalMs ?? 1000,
      headersTimeout: options.headersTimeoutMs ?? 15_000,
      // 0: Node has one bound for all requests only.
      requestTimeout: typeof requestTimeoutMs === 'number' ? requestTimeoutMs : 0,
      keepAliveTimeout: options.keepAliveTimeoutMs ?? 95_000,
      maxHeaderSize: 16 * 1024,
    },
    (req, res) => {
      if (typeof requestTimeoutMs !== 'number')
        // Most bodies come in one piece with their head and are here already by then.
        process.nextTick(() => req.complete || boundBody(req, res, requestTimeoutMs(req)))
      void answer(handler, req, res, onError)
    },
  )
  server.maxConnections = options.maxConnections ?? 10_000
  const sockets = trackSockets(server)
  const http: HttpServer = {
    server,
    upgrade: options.upgrade,
    listen: (port, host) => listen(server, port, host, options.portRetryMs ?? 5000),
    close: (graceMs) => close(server, sockets, graceMs),
  }
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy())
    void upgrade(http.upgrade, req, socket, head, onError)
  })
  return http
}

/** Ends the connection, as Node does, when the body is not here in time. */
function boundBody(req: IncomingMessage, res: ServerResponse, timeoutMs: number): void {
  const timer = setTimeout(() => {
    if (req.complete || req.socket.destroyed) return
    if (!res.headersSent && req.socket.writable)
      req.socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
    req.socket.destroySoon()
  }, timeoutMs)
  const stop = (): void => clearTimeout(timer)
  req.once('close', stop)
  res.once('close', stop)
}

async function answer(
  handler: RequestHandler,
  req: IncomingMessage,
  res: ServerResponse,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    await handler(req, res)
  } catch (error) {
    onError(error)
    if (res.headersSent) res.destroy()
    else sendError(res, 500, 'INTERNAL', 'Something went wrong on our side.')
  }
}

async function upgrade(
  handler: UpgradeHandler | undefined,
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    const taken = handler === undefined ? false : handler(req, socket, head)
    if (taken === false) refuseUpgrade(socket, 404, 'Not Found')
    else await taken
  } catch (error) {
    onError(error)
    socket.destroy()
  }
}

/** Ends an upgrade request with a plain HTTP answer. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () =>
    socket.destroy(),
  )
}

function trackSockets(server: Server): Set<Duplex> {
  const sockets = new Set<Duplex>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

async function listen(
  server: Server,
  port: number,
  host: string,
  retryMs: number,
): Promise<{ port: number }> {
  const deadline = Date.now() + retryMs
  for (;;) {
    try {
      await listenOnce(server, port, host)
      return { port: (server.address() as AddressInfo).port }
    } catch (error) {
      const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!busy || Date.now() >= deadline) throw error
      await delay(100)
    }
  }
}

function listenOnce(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      server.off('error', settle).off('listening', settle)
      if (error) reject(error)
      else resolve()
    }
    const options = { port, host, backlog: BACKLOG }
    server.once('error', settle).once('listening', settle).listen(options)
  })
}

async function close(server: Server, sockets: Set<Duplex>, graceMs: number): Promise<void> {
  if (server.listening) server.close()
  const deadline = Date.now() + graceMs
  // A connection turns idle when its answer ends, which no event tells: hence the short steps.
  for (;;) {
    server.closeIdleConnections()
    if (sockets.size === 0 || Date.now() >= deadline) break
    await delay(25)
  }
  for (const socket of sockets) socket.destroy()
}
