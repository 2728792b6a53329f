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
 * Makes a request's headers fit to be passed on: the peer appended to X-Forwarded-For (at the right, the one place a
 * client cannot write to), X-Forwarded-Proto ours unless a router we trust set it.
 */
export function setForwardedHeaders(req: IncomingMessage, behindRouter: boolean): void {
  const { headers } = req
  for (const name of [...hopHeaders, 'forwarded', 'x-forwarded-host']) delete headers[name]
  const given = headers['x-forwarded-for']
  const peer = req.socket.remoteAddress ?? 'unknown'
  headers['x-forwarded-for'] = [...(given ? [given].flat() : []), peer].join(', ')
  if (!behindRouter || !headers['x-forwarded-proto']) headers['x-forwarded-proto'] = 'http'
}

/** As above for what is not an upgrade: the connection to the upstream has a life of its own. */
export function setRequestHeaders(req: IncomingMessage, behindRouter: boolean): void {
  setForwardedHeaders(req, behindRouter)
  delete req.headers.connection
  delete req.headers.upgrade
}
