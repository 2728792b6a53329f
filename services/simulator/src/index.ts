import { createHttpServer } from '@switchboard/service'
import type { HttpServer, Service } from '@switchboard/service'
import { createApp } from './app.ts'
import { resumeDeliveries } from './carrier/deliver.ts'
import type { SimulatorConfig } from './config.ts'
import { createContext } from './context.ts'
import type { Context, Overrides } from './context.ts'
import { PhoneSocket } from './phone/phone-socket.ts'

export { defaultLimits, envToConfig, readEnv } from './config.ts'
export type { SimulatorConfig } from './config.ts'
export { faultKinds } from './faults.ts'
export type { Fault, FaultKind, FaultRequest } from './faults.ts'

const closeGraceMs = 500

/** A Twilio that behaves: REST, signed webhooks, phones to text from, and faults on request. */
export class Simulator implements Service {
  readonly #context: Context
  readonly #http: HttpServer
  readonly #phones: PhoneSocket
  #destroyed: Promise<void> | null = null

  private constructor(context: Context) {
    this.#context = context
    this.#phones = new PhoneSocket(context)
    this.#http = createHttpServer(
      {
        upgrade: this.#phones.upgrade,
        // A fault that slows an answer down must not meet a time-out of our own first.
        requestTimeoutMs: 60_000,
        onError: (error) => context.logger.error({ err: error }, 'a request failed'),
      },
      createApp(context),
    )
  }

  static async create(config: SimulatorConfig, overrides: Overrides = {}): Promise<Simulator> {
    return new Simulator(createContext(config, overrides))
  }

  /** Listens, and goes on delivering what the last run left under way. */
  async start(): Promise<{ port: number }> {
    const { config } = this.#context
    const { port } = await this.#http.listen(config.port, config.host)
    this.#context.baseUrl ||= `http://${reachable(config.host)}:${port}`
    resumeDeliveries(this.#context)
    return { port }
  }

  destroy(): Promise<void> {
    this.#destroyed ??= this.#stop()
    return this.#destroyed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy()
  }

  async #stop(): Promise<void> {
    this.#phones.close()
    await this.#context.tasks.stop()
    await this.#http.close(closeGraceMs)
    this.#context.store.close()
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
