import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryStore, type HistoryStore } from '@switchboard/history'
import type { Entry } from '@switchboard/protocol'
import { createLogger, Secret } from '@switchboard/service'
import twilio from 'twilio'
import { envToConfig, Switchboard, type SwitchboardConfig } from '../../src/index.ts'
import type { MessageLog } from '../../src/twilio/message-log.ts'
import type { OutgoingMessage, SendOutcome } from '../../src/twilio/message-sender.ts'

export const LINE = '+15005550006'
export const AUTH_TOKEN = 'a-token-of-the-account'
export const API_TOKEN = 'a-token-for-the-api'
export const GATEWAY_TOKEN = 'a-token-for-gateways'
export const PUBLIC_URL = 'https://sms.example.com'

export interface Running extends AsyncDisposable {
  switchboard: Switchboard
  store: HistoryStore
  base: string
  dataDir: string
  welcomeToken: string
  /** Log lines as objects. */
  log: Record<string, unknown>[]
  /** What was handed to the carrier. */
  sent: OutgoingMessage[]
  /** Posts a signed webhook. */
  webhook(params: Record<string, string>, options?: WebhookOptions): Promise<Response>
  api(path: string, init?: RequestInit): Promise<Response>
  entries(number: string): Promise<Entry[]>
}

export interface WebhookOptions {
  path?: string
  token?: string
  headers?: Record<string, string>
}

export interface StartOptions {
  config?: Partial<SwitchboardConfig>
  store?: HistoryStore
  /** What lies in the data folder before the start. */
  prepare?: (dataDir: string) => Promise<void>
  send?: (message: OutgoingMessage) => Promise<SendOutcome>
  messageLog?: MessageLog
}

/** A carrier that has kept nothing. */
export const emptyMessageLog: MessageLog = {
  page: async () => ({ messages: [], next: null }),
  media: async () => [],
  ourNumbers: async () => [],
}

/** A switchboard on a free port with an in-memory store and a carrier that takes everything. */
export async function startSwitchboard(options: StartOptions = {}): Promise<Running> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
  await options.prepare?.(dataDir)
  const store = options.store ?? new MemoryStore()
  const sent: OutgoingMessage[] = []
  const log: Record<string, unknown>[] = []
  const send = async (message: OutgoingMessage): Promise<SendOutcome> => {
    sent.push(message)
    return (await options.send?.(message)) ?? { kind: 'sent', sid: makeSid('SM'), status: 'queued' }
  }
  const logger = createLogger('switchboard', {
    level: 'debug',
    destination: { write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>) },
  })
  const switchboard = await Switchboard.create(
    { ...testConfig(dataDir), ...options.config },
    { store, send, logger, messageLog: options.messageLog ?? emptyMessageLog },
  )
  const { port } = await switchboard.start()
  const base = `http://127.0.0.1:${port}`
  return {
    switchboard,
    store,
    base,
    dataDir,
    welcomeToken: switchboard.announcements()[0]?.split('/').at(-1) ?? '',
    log,
    sent,
    webhook: (params, webhookOptions) => postSigned(base, params, webhookOptions),
    api: (path, init) => callApi(base, path, init),
    entries: async (number) => (await store.entries(number, { limit: 200 })).entries.toReversed(),
    async [Symbol.asyncDispose]() {
      await switchboard.destroy()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function testConfig(dataDir: string): SwitchboardConfig {
  const config = envToConfig({
    port: 0,
    host: '127.0.0.1',
    url: PUBLIC_URL,
    consoleUrl: undefined,
    dataDir,
    accountSid: `AC${'0'.repeat(32)}`,
    authTokens: [AUTH_TOKEN],
    phoneNumberSid: `PN${'0'.repeat(32)}`,
    defaultFrom: LINE,
    // Nothing listens there: a test that wants the carrier's REST API brings one along.
    apiUrl: 'http://127.0.0.1:9',
    registerWebhook: false,
    apiToken: new Secret(API_TOKEN),
    gatewayToken: new Secret(GATEWAY_TOKEN),
    maxAdminUploadBytes: 64 * 1024 * 1024,
    lineRate: undefined,
    simulator: false,
    dyno: undefined,
  })
  return { ...config, outbox: { ...config.outbox, retryBaseMs: 5, retryCeilingMs: 20 } }
}

export function makeSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex')
}

/** A webhook's parameters as Twilio sends them, with what a test cares about. */
export function makeText(params: Record<string, string> = {}): Record<string, string> {
  const sid = makeSid('SM')
  return {
    ToCountry: 'US',
    SmsMessageSid: sid,
    NumMedia: '0',
    SmsSid: sid,
    FromState: 'CA',
    SmsStatus: 'received',
    FromCity: '',
    Body: 'Hello',
    FromCountry: 'US',
    To: LINE,
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: '+14155550101',
    ApiVersion: '2010-04-01',
    ...params,
  }
}

export function sign(path: string, params: Record<string, string>, token = AUTH_TOKEN): string {
  return twilio.getExpectedTwilioSignature(token, PUBLIC_URL + path, params)
}

function postSigned(
  base: string,
  params: Record<string, string>,
  { path = '/smswebhook', token, headers }: WebhookOptions = {},
): Promise<Response> {
  return fetch(base + path, {
    method: 'POST',
    body: new URLSearchParams(params).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(path, params, token),
      ...headers,
    },
  })
}

function callApi(base: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' }
  return fetch(`${base}/api/v1${path}`, {
    ...init,
    headers: { ...headers, ...(init.headers as Record<string, string>) },
  })
}
