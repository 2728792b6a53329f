import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import {
  ADMIN_UPLOAD_TIMEOUT_MS,
  Metrics,
  answerHealthz,
  answerReadyz,
  createHttpServer,
  isAdminUpload,
  metricsContentType,
  refuseUpgrade,
  sendError,
} from '@switchboard/service'
import type { HttpServer, Logger, Service } from '@switchboard/service'
import { refuseUnavailable } from './answers.ts'
import type { FrontDoorConfig } from './config.ts'
import { Forwarder, isRepeatable, type ForwardOptions } from './forward.ts'
import { setForwardedHeaders, setRequestHeaders } from './forwarded-headers.ts'
import { mayReadMetrics, metricsOf, readinessOf } from './operators.ts'
import { destinationOf, hasDotSegment, isWebhook, pathOf, upgradeDestinationOf } from './route.ts'
import { Tunnels } from './tunnels.ts'
import { Upstreams } from './upstreams.ts'
import type { Upstream } from './upstreams.ts'
import { isBoundedWebhook, WebhookForwarder } from './webhooks.ts'

export { defaultLimits, envToConfig, readEnv } from './config.ts'
export type { FrontDoorConfig } from './config.ts'

const methods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** One port for everything: passes requests on by path, to live gateways in turn. */
export class FrontDoor implements Service {
  readonly #config: FrontDoorConfig
  readonly #http: HttpServer
  readonly #upstreams: Upstreams
  readonly #forwarder = new Forwarder()
  readonly #webhooks: WebhookForwarder
  readonly #tunnels = new Tunnels()
  readonly #metrics = new Metrics('front-door')
  readonly #answers = this.#metrics.counter(
    'front_door_answers_total',
    'Requests answered, by who should answer and status class',
    ['destination', 'status'],
  )
  #running = 0
  #draining = false

  private constructor(config: FrontDoorConfig, logger: Logger) {
    this.#config = config
    this.#webhooks = new WebhookForwarder(config.idleUpstreamMs)
    this.#upstreams = new Upstreams(config, {
      ...config,
      onChange: ({ name, url, alive }) =>
        alive
          ? logger.info({ upstream: name, url }, 'upstream is back')
          : logger.warn({ upstream: name, url }, 'upstream is out'),
    })
    this.#http = createHttpServer(
      {
        // Longer than any upstream may take, so that its silence gets an answer from us.
        requestTimeoutMs: (req) =>
          isAdminUpload(req.method, pathOf(req.url))
            ? ADMIN_UPLOAD_TIMEOUT_MS
            : config.upstreamTimeoutMs + 30_000,
        upgrade: (req, socket, head) => this.#upgrade(req, socket, head),
        onError: (error) => logger.error({ err: error }, 'request failed'),
      },
      (req, res) => this.#answer(req, res),
    )
    this.#describeState()
  }

  static create(config: FrontDoorConfig, logger: Logger): FrontDoor {
    return new FrontDoor(config, logger)
  }

  async start(): Promise<{ port: number }> {
    this.#upstreams.startChecking()
    return this.#http.listen(this.#config.port, this.#config.host)
  }

  /** Stops accepting, lets requests finish within `drainMs`, then ends the tunnels and what is left. */
  async destroy(): Promise<void> {
    this.#draining = true
    this.#upstreams.stopChecking()
    if (this.#http.server.listening) this.#http.server.close()
    const deadline = Date.now() + this.#config.drainMs
    while (this.#running > 0 && Date.now() < deadline) await delay(10)
    this.#tunnels.closeAll()
    await this.#http.close(100)
    this.#forwarder.destroy()
    this.#webhooks.destroy()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.destroy()
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = pathOf(req.url)
    const destination = destinationOf(path)
    this.#running++
    res.once('close', () => {
      this.#running--
      this.#answers.inc({ destination, status: `${Math.floor(res.statusCode / 100)}xx` })
    })
    if (this.#draining) res.setHeader('connection', 'close')
    if (this.#refuseBad(req, res)) return
    switch (destination) {
      case 'healthz':
        return answerHealthz(res)
      case 'readyz':
        return answerReadyz(res, () => readinessOf(this.#upstreams))
      case 'metrics':
        return this.#answerMetrics(req, res)
      case 'switchboard':
      case 'gateway':
      case 'simulator':
        setRequestHeaders(req, this.#config.behindRouter)
        return this.#pass(req, res, destination, this.#timeoutMs(path))
    }
  }

  #refuseBad(req: IncomingMessage, res: ServerResponse): boolean {
    if (!methods.has(req.method ?? ''))
      sendError(res, 405, 'METHOD_NOT_ALLOWED', 'Not a method we know.')
    // Absolute and asterisk forms are for proxies of another kind.
    else if (!req.url?.startsWith('/')) sendError(res, 400, 'BAD_REQUEST', 'Not a path.')
    else if (hasDotSegment(pathOf(req.url)))
      sendError(res, 400, 'BAD_REQUEST', 'A path has no "." or ".." here.')
    else if (hasTwoHosts(req)) sendError(res, 400, 'BAD_REQUEST', 'Two hosts.')
    else if (Number(req.headers['content-length'] ?? 0) > this.#maxBodyBytes(req)) {
      res.setHeader('connection', 'close')
      sendError(res, 413, 'TOO_LARGE', 'The request is too large.')
    } else return false
    return true
  }

  async #pass(
    req: IncomingMessage,
    res: ServerResponse,
    destination: Upstream['service'],
    timeoutMs: number,
  ): Promise<void> {
    const tried = new Set<Upstream>()
    const limits = { timeoutMs, maxBodyBytes: this.#maxBodyBytes(req) }
    let forgiven = false
    for (;;) {
      const upstream = this.#choose(destination, tried)
      if (upstream === undefined) return this.#refuseAbsent(req, res, destination)
      tried.add(upstream)
      const outcome = await this.#forward(req, res, upstream, limits)
      if (outcome === 'answered') return
      if (outcome === 'unreachable') this.#upstreams.markDead(upstream)
      if (outcome === 'silent')
        return sendError(res, 504, 'UNAVAILABLE', `The ${destination} took too long to answer.`)
      if (!isRepeatable(req)) return refuseUnavailable(req, res, destination)
      if (res.destroyed) return
      // A connection kept from before a restart says nothing of the upstream: it gets one more chance.
      if (outcome === 'broken' && !forgiven) tried.delete(upstream)
      forgiven ||= outcome === 'broken'
    }
  }

  #forward(req: IncomingMessage, res: ServerResponse, upstream: Upstream, limits: ForwardOptions) {
    if (isBoundedWebhook(req)) return this.#webhooks.forward(req, res, upstream, limits.timeoutMs)
    return this.#forwarder.forward(req, res, upstream, limits)
  }

  #choose(destination: Upstream['service'], tried: ReadonlySet<Upstream>): Upstream | undefined {
    if (destination === 'gateway') return this.#upstreams.nextGateway(tried)
    const only = this.#upstreams[destination]
    return only === undefined || tried.has(only) ? undefined : only
  }

  #refuseAbsent(req: IncomingMessage, res: ServerResponse, destination: Upstream['service']): void {
    if (destination === 'simulator' && this.#upstreams.simulator === undefined)
      sendError(res, 404, 'NOT_FOUND', 'There is no simulator here.')
    else refuseUnavailable(req, res, destination)
  }

  #timeoutMs(path: string): number {
    const { upstreamTimeoutMs, webhookTimeoutMs } = this.#config
    return isWebhook(path) ? webhookTimeoutMs : upstreamTimeoutMs
  }

  #maxBodyBytes(req: IncomingMessage): number {
    const { maxBodyBytes, maxAdminUploadBytes } = this.#config
    return isAdminUpload(req.method, pathOf(req.url)) ? maxAdminUploadBytes : maxBodyBytes
  }

  #upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean | Promise<void> {
    if (hasTwoHosts(req) || hasDotSegment(pathOf(req.url))) {
      refuseUpgrade(socket, 400, 'Bad Request')
      return true
    }
    const destination = upgradeDestinationOf(pathOf(req.url))
    const known = destination !== 'simulator' || this.#upstreams.simulator !== undefined
    if (destination === undefined || !known) return false
    const upstream = this.#choose(destination, new Set())
    const full = this.#tunnels.size >= this.#config.maxTunnels
    if (upstream === undefined || full || this.#draining)
      refuseUpgrade(socket, 503, 'Service Unavailable')
    else return this.#tunnel(req, socket, head, upstream)
    return true
  }

  async #tunnel(req: IncomingMessage, socket: Duplex, head: Buffer, upstream: Upstream) {
    const { upgradeTimeoutMs, behindRouter } = this.#config
    setForwardedHeaders(req, behindRouter)
    const reached = await this.#tunnels.open(req, socket, head, upstream, upgradeTimeoutMs)
    if (!reached) this.#upstreams.markDead(upstream)
  }

  async #answerMetrics(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { apiToken } = this.#config
    if (!mayReadMetrics(req, apiToken)) {
      if (apiToken === undefined) return sendError(res, 404, 'NOT_FOUND', 'Nothing is here.')
      res.setHeader('www-authenticate', 'Bearer')
      return sendError(res, 401, 'UNAUTHENTICATED', 'Metrics need the API token.')
    }
    const service = new URL(req.url ?? '/', 'http://localhost').searchParams.get('service')
    const text = await metricsOf(this.#upstreams, () => this.#metrics.text(), service, apiToken)
    if (text === undefined)
      return sendError(res, 404, 'NOT_FOUND', 'No service of that name is here.')
    res.writeHead(200, { 'content-type': metricsContentType, 'cache-control': 'no-store' })
    res.end(text)
  }

  #describeState(): void {
    this.#metrics.gauge('front_door_tunnels', 'Open WebSockets', [], (gauge) =>
      gauge.set(this.#tunnels.size),
    )
    this.#metrics.gauge('front_door_upstream_up', 'Alive: 1', ['upstream'], (gauge) => {
      for (const { name, alive } of this.#upstreams.all)
        gauge.set({ upstream: name }, Number(alive))
    })
  }
}

/** RFC 9112 §3.2: whoever is behind us may take the other one. */
function hasTwoHosts({ headersDistinct }: IncomingMessage): boolean {
  return (headersDistinct.host?.length ?? 0) > 1
}
