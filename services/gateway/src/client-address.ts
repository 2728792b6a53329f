import type { IncomingMessage } from 'node:http'

export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

/**
 * Where a request really comes from. Proxies append at the right, so only the last element of X-Forwarded-For
 * was written by the one in front of us; it is believed of our front door (on loopback) and of Heroku's router.
 */
export function clientAddress(request: IncomingMessage, behindRouter: boolean): string {
  const peer = request.socket.remoteAddress ?? ''
  if (!behindRouter && !isLoopbackAddress(peer)) return peer
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',')
  return forwarded.split(',').at(-1)?.trim() || peer
}
