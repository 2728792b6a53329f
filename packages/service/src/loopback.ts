import type { IncomingMessage } from 'node:http'

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

/**
 * Whether a request comes from this very machine. One that a proxy forwarded does not, whatever
 * the proxy's own address is.
 */
export function isLoopbackRequest(request: IncomingMessage): boolean {
  const isForwarded = request.headers['x-forwarded-for'] !== undefined
  return !isForwarded && loopback.test(request.socket.remoteAddress ?? '')
}
