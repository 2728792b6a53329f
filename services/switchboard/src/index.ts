import { SwitchboardError, type Warning } from '@switchboard/protocol'
import type { AnnouncingService, HttpServer } from '@switchboard/service'
import type { SwitchboardConfig } from './config.ts'
import { listenLocally, localSocketPath } from './admin/local-socket.ts'
import { createContext, type AppContext, type Overrides } from './context.ts'
import { countStoreWork } from './metrics.ts'
import { adoptIncoming } from './incoming/adopt-incoming.ts'
import { settleAdoption } from './incoming/settle-adoption.ts'
import { createLocalServer, createServer } from './server.ts'
import { lostTailWarning } from './lost-tail.ts'
import { defaultSettings, presenceTimes, readChosenSettings } from './people/shared.ts'
import { Gateways } from './stream/gateways.ts'
import { historyIdOf } from './stream/history-id.ts'
import { findWebhook, registerWebhook } from './twilio/register-webhook.ts'
import { makeWarning } from './warnings.ts'
import { within } from './within.ts'

export { envToConfig, readEnv, type SwitchboardConfig } from './config.ts'
export type { Overrides } from './context.ts'

const REQUEST_GRACE_MS = 3000
const REGISTER_RETRY_MS = 5000
const MAX_REGISTER_RETRY_MS = 5 * 60_000
const TRIM_EVERY_MS = 3600_000

/** The only writer of history: takes webhooks, keeps, routes, sends, and feeds the gateways. */
export class Switchboard implements AnnouncingService {
  readonly #context: AppContext
  readonly #gateways: Gateways
  readonly #http: HttpServer
  readonly #local: HttpServer
  readonly #stopped = new AbortController()
  readonly #timers: NodeJS.Timeout[] = []
  #registering: NodeJS.Timeout | undefined

  private constructor(context: AppContext) {
    this.#context = context
    this.#gateways = new Gateways(context)
    this.#http = createServer(context, this.#gateways)
    this.#local = createLocalServer(context)
  }

  static async create(config: SwitchboardConfig, overrides: Overrides = {}): Promise<Switchboard> {
    return new Switchboard(createContext(config, overrides))
  }

  /** Resolves with the reason when the store can no longer write; the process should then end. */
  get failed(): Promise<Error> {
    return this.#context.store.failed
  }

  /** Resolves with the reason when a new process is to go on with what is on disk. */
  get restartAsked(): Promise<string> {
    return this.#context.restartAsked
  }

  async start(): Promise<{ port: number }> {
    const { store, people, presence, router, outbox, lookUps, backfill } = this.#context
    const { config, logger, metrics, media } = this.#context
    const adoption = await adoptIncoming(config.dataDir)
    await store.open()
    this.#context.historyId = await historyIdOf(store)
    if (store.lostTail) this.#warn(lostTailWarning(store.lostTail))
    await listenLocally(this.#local, localSocketPath(config.dataDir), logger)
    await people.start()
    const settings = { ...defaultSettings(config), ...(await readChosenSettings(store)) }
    presence.configure(presenceTimes(settings))
    presence.start()
    router.start()
    await media.start()
    await outbox.start()
    await lookUps.start()
    if (adoption) settleAdoption(this.#context, adoption)
    metrics.gauge('switchboard_outbox_replies', 'Replies that wait.', [], (g) => g.set(outbox.size))
    metrics.gauge('switchboard_gateways', 'Connected gateways.', [], (g) =>
      g.set(this.#gateways.size),
    )
    metrics.gauge('switchboard_replies_looked_for', 'Unknown replies.', [], (g) =>
      g.set(lookUps.size),
    )
    metrics.gauge(
      'switchboard_backfill_last_success_seconds',
      "When the carrier's messages were last looked through, seconds since the epoch; 0: never.",
      [],
      (g) => g.set(Date.parse(backfill.state.lastRunAt ?? '') / 1000 || 0),
    )
    metrics.gauge('switchboard_seq', 'The last changeset.', [], (g) => g.set(store.seq))
    countStoreWork(metrics, store)
    const { port } = await this.#http.listen(config.port, config.host)
    if (config.ephemeralDisk)
      for (const warning of this.#context.about().warnings) logger.warn(warning.text)
    this.#timers.push(setInterval(() => void this.#trim(), TRIM_EVERY_MS))
    void this.#register()
    backfill.start()
    return { port }
  }

  /** The one-time link, while there is no admin. */
  announcements(): string[] {
    const token = this.#context.people.welcomeToken
    if (token === undefined) return []
    return [`Create the first admin: ${this.#context.config.consoleUrl}/welcome/${token}`]
  }

  /** No new work; gateways are told to come back, what is under way gets its time, the store is closed. */
  async destroy(): Promise<void> {
    const { store, presence, logger } = this.#context
    this.#stopped.abort()
    for (const timer of this.#timers) clearTimeout(timer)
    clearTimeout(this.#registering)
    const [isFinished] = await Promise.all([
      within(REQUEST_GRACE_MS, this.#stopWork()),
      this.#http.close(REQUEST_GRACE_MS),
      this.#local.close(REQUEST_GRACE_MS),
      this.#gateways.close(),
    ])
    // The carrier may take half a minute to answer; whoever stops us does not wait that long.
    if (!isFinished)
      logger.warn('calls to the carrier were cut: a reply under way is unknown at the next start')
    presence.stop()
    await store.close()
  }

  async #stopWork(): Promise<void> {
    const { jobs, router, backfill, outbox, lookUps, media } = this.#context
    const parts = [jobs, router, backfill, outbox, lookUps, media]
    await Promise.all(parts.map((part) => part.stop()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy()
  }

  /** Until it succeeds: a carrier that cannot be reached now is no reason not to start. */
  async #register(retryMs = REGISTER_RETRY_MS): Promise<void> {
    const { carrier, config, logger } = this.#context
    const { phoneNumberSid, registerWebhook: shouldRegister } = config.twilio
    try {
      if (shouldRegister) {
        const { line, replaced } = await registerWebhook(carrier, phoneNumberSid, config.url)
        this.#context.addLine(line)
        logger.info({ line, url: `${config.url}/smswebhook` }, 'webhook registered')
        if (replaced) this.#warn(makeWarning('webhookMoved', line, new URL(replaced).host))
      } else {
        const { line, foreign } = await findWebhook(carrier, phoneNumberSid, config.url)
        this.#context.addLine(line)
        if (foreign) this.#warn(makeWarning('webhookElsewhere', foreign))
      }
    } catch (error) {
      logger.error({ err: error, retryMs }, 'the webhook could not be registered; trying again')
      if (this.#stopped.signal.aborted) return
      const next = Math.min(retryMs * 2, MAX_REGISTER_RETRY_MS)
      this.#registering = setTimeout(() => void this.#register(next), retryMs)
    }
  }

  #warn(warning: Warning): void {
    this.#context.logger.warn(warning.text)
    this.#context.warn(warning)
  }

  async #trim(): Promise<void> {
    const { store, people, config, logger } = this.#context
    const before = new Date(Date.now() - config.keepChangesMs).toISOString()
    try {
      const trimmed = await store.trimChanges(before)
      if (trimmed > 0) logger.info({ trimmed, before }, 'old changes forgotten')
      await people.sweep()
    } catch (error) {
      // A closing store refuses; anything else shows up in `failed`.
      if (!(error instanceof SwitchboardError))
        logger.error({ err: error }, 'old changes could not be trimmed')
    }
  }
}
