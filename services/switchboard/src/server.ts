import type { IncomingMessage, ServerResponse } from 'node:http'
import { SwitchboardError } from '@switchboard/protocol'
import {
  ADMIN_UPLOAD_TIMEOUT_MS,
  answerHealthz,
  answerReadyz,
  createHttpServer,
  isAdminUpload,
  isLoopbackRequest,
  metricsContentType,
  type HttpServer,
  isBearer,
} from '@switchboard/service'
import helmet from 'helmet'
import restify from 'restify'
import type { AppContext } from './context.ts'
import { answerError } from './errors.ts'
import {
  authorised,
  getConversations,
  getEntries,
  getOpenApi,
  postMessage,
  type ApiRoute,
} from './routes/api.ts'
import { workRoutes } from './routes/api-work.ts'
import { adminRoutes, localRoutes, remoteRoutes } from './routes/admin.ts'
import { getMedia, postMedia } from './routes/media.ts'
import { smsStatus } from './routes/sms-status.ts'
import { smsWebhook } from './routes/sms-webhook.ts'
import type { Gateways } from './stream/gateways.ts'

/** Twilio gives a webhook 15 s in all; an upload of 5 MB over a slow line needs this long. */
const REQUEST_TIMEOUT_MS = 60_000

/**
 * restify inside an http server of our own: bounds, upgrades and bodies are ours, since restify
 * leaves upgrades hanging and its body parser can be made to kill the process.
 */
export function createServer(context: AppContext, gateways: Gateways): HttpServer {
  const { logger } = context
  const onError = (error: unknown): void => logger.error({ err: error }, 'request handler threw')
  const app = createApp(context, gateways)
  const protect = securityHeaders(context.config.url)
  return createHttpServer(
    { requestTimeoutMs: timeoutOf, onError, upgrade: gateways.upgrade },
    (request, response) => {
      const route = (): void => {
        if (hasReadableAddress(request)) app.server.emit('request', request, response)
        else answerError(response, unreadable(), logger)
      }
      if (isWebhook(request)) route()
      else protect(request, response, route)
    },
  )
}

/** As the gateway's: nothing speaks of https where there is none. */
function securityHeaders(url: string): ReturnType<typeof helmet> {
  const isHttps = url.startsWith('https:')
  return helmet({
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: isHttps ? [] : null } },
    strictTransportSecurity: isHttps,
  })
}

/** The carrier asks these, and no browser that a page's headers would protect. */
const isWebhook = ({ url = '' }: IncomingMessage): boolean => /^\/sms(webhook|status)\b/.test(url)

function timeoutOf({ method, url = '' }: IncomingMessage): number {
  const isUpload = isAdminUpload(method, url.split('?', 1)[0] ?? '')
  return isUpload ? ADMIN_UPLOAD_TIMEOUT_MS : REQUEST_TIMEOUT_MS
}

/**
 * @NOTE restify makes a URL of Host and path in a later tick, where a throw is nobody's to catch and
 * ends the process: `Host: [` is enough.
 */
function hasReadableAddress({ url = '', headers }: IncomingMessage): boolean {
  return url.startsWith('/') && URL.canParse(`http://${headers.host || 'localhost'}${url}`)
}

/** What the commands talk to, on a socket of this machine that only its owner may open. */
export function createLocalServer(context: AppContext): HttpServer {
  const onError = (error: unknown): void => context.logger.error({ err: error }, 'command threw')
  const app = restify.createServer({ name: '' })
  for (const { method, path, handler } of [...adminRoutes, ...localRoutes])
    app[method](path, guarded(context, handler))
  refuseUnknown(app)
  return createHttpServer({ onError }, (request, response) =>
    app.server.emit('request', request, response),
  )
}

function createApp(context: AppContext, gateways: Gateways): restify.Server {
  const app = restify.createServer({ name: '' })
  const route = (handler: ApiRoute) => guarded(context, handler)
  app.post('/smswebhook', route(smsWebhook))
  app.post('/smsstatus', route(smsStatus))
  app.get('/media/:id', route(getMedia))
  app.head('/media/:id', route(getMedia))
  app.post('/media', route(postMedia))
  app.get('/api/v1/conversations', route(authorised(getConversations)))
  app.get('/api/v1/conversations/:number/entries', route(authorised(getEntries)))
  app.post('/api/v1/messages', route(authorised(postMessage)))
  for (const { method, path, handler } of workRoutes)
    app[method](`/api/v1${path}`, route(authorised(handler)))
  for (const { method, path, handler } of adminRoutes)
    app[method](`/api/v1/admin${path}`, route(authorised(handler)))
  for (const { method, path, handler } of remoteRoutes)
    app[method](`/api/v1/admin${path}`, route(handler))
  app.get('/api/v1/openapi.json', route(authorised(getOpenApi)))
  app.get(
    '/healthz',
    route(async (_context, _request, response) => answerHealthz(response)),
  )
  app.get(
    '/readyz',
    route(async (_context, _request, response) =>
      answerReadyz(response, () => readiness(context, gateways)),
    ),
  )
  app.get('/metrics', route(metrics))
  app.get('/', route(root))
  refuseUnknown(app)
  return app
}

/** Every error ends here: a throw inside a restify handler would end the process or tell its text. */
function guarded(context: AppContext, handler: ApiRoute) {
  return async (request: restify.Request, response: restify.Response): Promise<void> => {
    try {
      await handler(context, request, response)
    } catch (error) {
      answerError(response, error, context.logger)
    }
  }
}

const root: ApiRoute = async (_context, _request, response) => {
  answerText(response, 'text/plain; charset=utf-8', 'Switchboard is active\n')
}

const metrics: ApiRoute = async ({ config, metrics: { text } }, request, response) => {
  const token = config.apiToken?.reveal()
  const allowed =
    isLoopbackRequest(request) || (token && isBearer(request.headers.authorization, token))
  if (!allowed)
    throw new SwitchboardError('UNAUTHENTICATED', 'Metrics need the bearer token of the API.')
  answerText(response, metricsContentType, await text())
}

/** restify's writeHead answers nothing, so it cannot be chained. */
function answerText(response: ServerResponse, contentType: string, text: string): void {
  response.writeHead(200, { 'content-type': contentType })
  response.end(text)
}

function readiness({ store, about }: AppContext, gateways: Gateways) {
  return {
    checks: { store: { ok: true, detail: `seq ${store.seq}` }, gateways: gateways.check() },
    figures: { gateways: gateways.size },
    warnings: about().warnings.map(({ text }) => text),
  }
}

/** What restify itself refuses (no such path, another method, a path it cannot decode), in our envelope. */
function refuseUnknown(app: restify.Server): void {
  app.on(
    'restifyError',
    (_request, response: restify.Response, error: unknown, done: () => void) => {
      const refusal = ourRefusal((error as { statusCode?: number }).statusCode)
      const body = JSON.stringify({ error: refusal.toBody() })
      // Unlike a plain end, sendRaw tells restify that the answer is given.
      response.sendRaw(refusal.status, body, { 'content-type': 'application/json; charset=utf-8' })
      done()
    },
  )
}

function ourRefusal(status: number | undefined): SwitchboardError {
  if (status === 404) return new SwitchboardError('NOT_FOUND', 'There is nothing here.')
  if (status === 405)
    return new SwitchboardError('METHOD_NOT_ALLOWED', 'This path does not take that method.')
  if (status !== undefined && status < 500) return unreadable()
  return new SwitchboardError('INTERNAL', 'Something went wrong on our side.')
}

function unreadable(): SwitchboardError {
  return new SwitchboardError('BAD_REQUEST', 'The request cannot be read.')
}
