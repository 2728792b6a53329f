import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@switchboard/service'
import twilio from 'twilio'
import { defaultLimits, Simulator } from '../../src/index.ts'
import type { FaultRequest, SimulatorConfig } from '../../src/index.ts'

export const accountSid = `AC${'a'.repeat(32)}`
export const authToken = 'a-token-of-this-test'
export const phoneNumberSid = `PN${'b'.repeat(32)}`
export const line = '+15005550006'
export const customer = '+14155550132'

/** The twilio package with its origin replaced: what the product itself does. */
class LocalClient extends twilio.RequestClient {
  constructor(
    readonly base: string,
    readonly onAnswer: (method: string, url: string, status: number, body: unknown) => void,
  ) {
    super({ timeout: 10_000, keepAlive: false })
  }

  override async request<TData>(
    options: Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0],
  ) {
    const url = new URL(options.uri)
    const response = await super.request<TData>({
      ...options,
      uri: this.base + url.pathname + url.search,
    })
    this.onAnswer(options.method, url.pathname, response.statusCode, response.body)
    return response
  }
}

export interface Seen {
  method: string
  path: string
  status: number
  body: unknown
}

/** A simulator on a free port and in a folder of its own, with everything a test asks of it. */
export class Simulated {
  /** Every answer the twilio package got. */
  readonly seen: Seen[] = []
  #simulator: Simulator
  #port = 0

  private constructor(
    simulator: Simulator,
    readonly config: SimulatorConfig,
  ) {
    this.#simulator = simulator
  }

  static async create(overrides: Partial<SimulatorConfig> = {}): Promise<Simulated> {
    const config: SimulatorConfig = {
      ...defaultLimits,
      port: 0,
      host: '127.0.0.1',
      dataDir: await mkdtemp(join(tmpdir(), 'simulator-')),
      publicUrl: null,
      url: null,
      accountSid,
      authTokens: [authToken],
      defaultFrom: line,
      phoneNumberSid,
      ...overrides,
      statusDelayMs: overrides.statusDelayMs ?? 5,
    }
    const simulated = new Simulated(await build(config), config)
    await simulated.#start()
    return simulated
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get twilio() {
    const httpClient = new LocalClient(this.url, (method, path, status, body) => {
      this.seen.push({ method: method.toLowerCase(), path, status, body: parse(body) })
    })
    return twilio(accountSid, authToken, { httpClient })
  }

  /** Stops and starts again in the same folder. */
  async restart(): Promise<void> {
    await this.#simulator.destroy()
    this.#simulator = await build(this.config)
    await this.#start()
  }

  async #start(): Promise<void> {
    this.#port = (await this.#simulator.start()).port
  }

  /** Texts our Line from a phone; the sid. */
  async text(body: string, more: Record<string, unknown> = {}): Promise<string> {
    const { sid } = await this.ask<{ sid: string }>('/messages', { from: customer, body, ...more })
    return sid
  }

  async fault(fault: FaultRequest): Promise<void> {
    await this.ask('/faults', fault)
  }

  async connectWebhook(smsUrl: string, more: { smsFallbackUrl?: string; smsMethod?: string } = {}) {
    await this.twilio.incomingPhoneNumbers(phoneNumberSid).update({ smsUrl, ...more })
  }

  /** Asks the phones' API; throws what it answers when that is no success. */
  async ask<Result>(path: string, body?: unknown): Promise<Result> {
    const post = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    const response = await fetch(`${this.url}/phone/api${path}`, body === undefined ? {} : post)
    const answer = (await response.json()) as Result
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#simulator.destroy()
    await rm(this.config.dataDir, { recursive: true, force: true })
  }
}

function build(config: SimulatorConfig): Promise<Simulator> {
  return Simulator.create(config, { logger: createLogger('simulator', { level: 'silent' }) })
}

function parse(body: unknown): unknown {
  return typeof body === 'string' && body !== '' ? (JSON.parse(body) as unknown) : body
}
