import type { IncomingMessage } from 'node:http'

/** Meant for the hop to us alone; node has already acted on them. */
const hopHeaders = [
  'te',
  'trailer',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'expect',
]

/**
 * Makes a request's headers fit to be passed on. The last element of X-Forwarded-For is then the client, whatever it
 * claims itself: the peer is appended, unless it is a router we trust, which has appended the client already.
 */
export function setForwardedHeaders(req: IncomingMessage, behindRouter: boolean): void {
  const { headers } = req
  for (const name of [...hopHeaders, 'forwarded', 'x-forwarded-host']) delete headers[name]
  const given = [headers['x-forwarded-for'] ?? []].flat()
  const peer = req.socket.remoteAddress ?? 'unknown'
  const isComplete = behindRouter && given.length > 0
  headers['x-forwarded-for'] = [...given, ...(isComplete ? [] : [peer])].join(', ')
  if (!behindRouter || !headers['x-forwarded-proto']) headers['x-forwarded-proto'] = 'http'
}

/** As above for what is not an upgrade: the connection to the upstream has a life of its own. */
export function setRequestHeaders(req: IncomingMessage, behindRouter: boolean): void {
  setForwardedHeaders(req, behindRouter)
  delete req.headers.connection
  delete req.headers.upgrade
}
