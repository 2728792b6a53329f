import type { IncomingMessage } from 'node:http'

/** This machine, and the private networks of RFC 1918 and RFC 4193, where a proxy of ours stands. */
const nearby = /^(::1$|f[cd]|(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.))/i

/**
 * Where a request comes from, to count its failures. Proxies append at the right, so only the last element of
 * X-Forwarded-For was written by the one in front of us; it is believed of a proxy nearby (our front door, NGINX
 * beside us) and of Heroku's router. Somebody on our own network could make one up: never let anyone in by it.
 */
export function clientAddress(request: IncomingMessage, behindRouter: boolean): string {
  const peer = request.socket.remoteAddress ?? ''
  if (!behindRouter && !nearby.test(peer)) return peer
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',')
  return forwarded.split(',').at(-1)?.trim() || peer
}
