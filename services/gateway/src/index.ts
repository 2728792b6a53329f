import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Changeset } from '@switchboard/protocol'
import { createHttpServer, createLogger } from '@switchboard/service'
import type { HttpServer, Logger, Service } from '@switchboard/service'
import { agentUpgrade } from './agent-upgrade.ts'
import { createApp } from './app.ts'
import type { GatewayConfig } from './config.ts'
import { FanOut } from './fan-out.ts'
import { gatewayMetrics } from './gateway-metrics.ts'
import { LiveFeed } from './live-feed.ts'
import { Mirror } from './mirror.ts'
import { SessionCookie } from './session-cookie.ts'
import { SignInLimit } from './sign-in-limit.ts'
import { Upstream } from './upstream.ts'

export {
  defaultIntervals,
  defaultLimits,
  envToConfig,
  readEnv,
  type GatewayConfig,
  type GatewayEnvironment,
  type GatewayIntervals,
  type GatewayLimits,
} from './config.ts'

export interface GatewayOverrides {
  logger?: Logger
  /** The pipeline has failed, which nothing but a new process mends; by default this one ends. */
  onFailure?: (error: unknown) => void
}

/** The server that agents' browsers talk to. It holds nothing that matters when it dies. */
export class Gateway implements Service {
  readonly #config: GatewayConfig
  readonly #logger: Logger
  readonly #mirror = new Mirror()
  readonly #feed: LiveFeed
  readonly #upstream: Upstream
  readonly #fanOut: FanOut
  readonly #http: HttpServer
  #isFollowing = false

  static async create(config: GatewayConfig, overrides: GatewayOverrides = {}): Promise<Gateway> {
    return new Gateway(config, overrides)
  }

  private constructor(config: GatewayConfig, overrides: GatewayOverrides) {
    const logger = (this.#logger = overrides.logger ?? createLogger('gateway'))
    this.#config = config
    const feed = (this.#feed = new LiveFeed({
      onBatch: (batch) => this.#fanOut.take(batch),
      isOpen: (thread) => this.#fanOut.isOpen(thread),
      onFailure: overrides.onFailure ?? dieOf,
      maxInside: config.limits.maxEntriesInside,
    }))
    const upstream = (this.#upstream = this.#followUpstream())
    const sockets = { config, logger, upstream, feed, mirror: this.#mirror }
    const fanOut = (this.#fanOut = new FanOut(sockets))
    const metrics = gatewayMetrics({ upstream, feed, fanOut })
    const cookie = new SessionCookie(config.url)
    const signInLimit = new SignInLimit(config.limits.signInsPerMinute)
    const metricsText = () => metrics.text()
    const app = createApp({ ...sockets, fanOut, cookie, signInLimit, metricsText })
    const upgrade = agentUpgrade({ context: sockets, fanOut, cookie })
    const onError = (error: unknown) => logger.error({ err: error }, 'A request failed.')
    this.#http = createHttpServer({ upgrade, onError }, app)
  }

  async start(): Promise<{ port: number }> {
    const { port, host, consoleFolder } = this.#config
    if (!existsSync(join(consoleFolder, 'index.html'))) {
      this.#logger.warn({ consoleFolder }, 'The console is not built; run `npm run build`.')
    }
    const address = await this.#http.listen(port, host)
    this.#upstream.start()
    this.#fanOut.start()
    return address
  }

  /** Browsers are told to come back elsewhere, then the switchboard is left. */
  async destroy(): Promise<void> {
    this.#fanOut.stop()
    await this.#http.close(this.#config.intervals.closeGraceMs)
    this.#fanOut.terminate()
    this.#upstream.close()
    await this.#feed.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy()
  }

  #followUpstream(): Upstream {
    const name = `${hostname().slice(0, 40)}-${randomBytes(4).toString('hex')}`
    return new Upstream(this.#config, name, this.#logger, {
      snapshot: ({ seq, agents, counts }) => {
        this.#mirror.startOver(agents, counts)
        this.#feed.reset(seq)
        if (this.#isFollowing) this.#fanOut.historyStartsOver()
        this.#isFollowing = true
      },
      changeset: (changeset: Changeset) => this.#feed.push(changeset),
      about: ({ simulator, lines, warnings }) => {
        this.#mirror.about = { simulator, lines, warnings }
        this.#fanOut.tellAll({ type: 'about', simulator, lines, warnings })
      },
      ephemeral: ({ presence, activity = [] }) => {
        this.#mirror.activity = activity
        const everybody = this.#mirror.applyPresence(presence)
        this.#fanOut.tellAll({ type: 'ephemeral', presence: everybody, activity })
      },
      live: (live) => {
        this.#fanOut.tellUpstream()
        if (!live) return
        this.#fanOut.tellPresence()
        this.#fanOut.upstreamIsLive()
      },
    })
  }
}

function dieOf(error: unknown): never {
  throw error
}
