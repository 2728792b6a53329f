import { fileURLToPath } from 'node:url'
import { isE164 } from '@switchboard/protocol'
import { ConfigError, envInt, envSecret, envString, envUrl, required } from '@switchboard/service'
import type { Env, Secret } from '@switchboard/service'

export interface SimulatorEnv {
  port: number | undefined
  host: string | undefined
  dataDir: string | undefined
  publicUrl: string | undefined
  url: string | undefined
  accountSid: string | undefined
  authToken: Secret | undefined
  defaultFrom: string | undefined
  phoneNumberSid: string | undefined
  statusDelayMs: number | undefined
  busyMinuteMs: number | undefined
}

export interface SimulatorConfig {
  port: number
  host: string
  /** The folder that holds `simulator/`. */
  dataDir: string
  /** Base of the media addresses in webhooks; null: our own address. */
  publicUrl: string | null
  /** Where browsers find the phones, beside the loopback; null: nowhere else. */
  url: string | null
  accountSid: string
  /** The primary token first: it signs. All are good for Basic auth. */
  authTokens: string[]
  /** Our Line: an E.164 number, or a Messaging Service that owns +15005550006. */
  defaultFrom: string
  phoneNumberSid: string
  /** From queued to sent, and from sent to delivered. */
  statusDelayMs: number
  /** How long a minute of the busy hour takes. */
  busyMinuteMs: number
  /** The most a webhook may take in all; connection overrides cannot raise it. */
  webhookBudgetMs: number
  webhookConnectTimeoutMs: number
  maxWebhooksAtOnce: number
  maxMessages: number
  maxMediaBytes: number
  maxSockets: number
  maxSocketBufferBytes: number
  heartbeatIntervalMs: number
  /** The built phone page. */
  phonePageFolder: string
}

/** The only reader of the environment. */
export function readEnv(env: Env): SimulatorEnv {
  return {
    port: envInt(env, 'PORT', { max: 65_535 }),
    host: envString(env, 'HOST'),
    dataDir: envString(env, 'DATA_DIR'),
    publicUrl: envUrl(env, 'TWILIO_API_URL', { path: true }),
    url: envUrl(env, 'URL'),
    accountSid: envString(env, 'TWILIO_SID'),
    authToken: envSecret(env, 'TWILIO_AUTH_TOKEN'),
    defaultFrom: envString(env, 'TWILIO_DEFAULT_FROM'),
    phoneNumberSid: envString(env, 'TWILIO_PHONE_NUMBER_SID'),
    statusDelayMs: envInt(env, 'SIMULATOR_STATUS_DELAY_MS', { max: 600_000 }),
    busyMinuteMs: envInt(env, 'SIMULATOR_BUSY_MINUTE_MS', { max: 600_000 }),
  }
}

/** Checks what was read and fills in the rest. */
export function envToConfig(env: SimulatorEnv): SimulatorConfig {
  const authToken = required('TWILIO_AUTH_TOKEN', env.authToken, 'any secret text')
  return {
    ...defaultLimits,
    port: env.port ?? 8081,
    host: env.host ?? '127.0.0.1',
    dataDir: env.dataDir ?? 'data',
    publicUrl: env.publicUrl ?? null,
    url: env.url ?? null,
    accountSid: checkSid('TWILIO_SID', env.accountSid, 'AC'),
    authTokens: authToken
      .reveal()
      .split(',')
      .map((token) => token.trim()),
    defaultFrom: checkSender(env.defaultFrom),
    phoneNumberSid: checkSid('TWILIO_PHONE_NUMBER_SID', env.phoneNumberSid, 'PN'),
    statusDelayMs: env.statusDelayMs ?? defaultLimits.statusDelayMs,
    busyMinuteMs: env.busyMinuteMs ?? defaultLimits.busyMinuteMs,
  }
}

export const defaultLimits = {
  statusDelayMs: 300,
  busyMinuteMs: 5000,
  webhookBudgetMs: 15_000,
  webhookConnectTimeoutMs: 5000,
  maxWebhooksAtOnce: 200,
  maxMessages: 50_000,
  maxMediaBytes: 256 * 1024 * 1024,
  maxSockets: 100,
  maxSocketBufferBytes: 4 * 1024 * 1024,
  heartbeatIntervalMs: 25_000,
  // The same from src/ and from dist/.
  phonePageFolder: fileURLToPath(new URL('../../../apps/phone/dist', import.meta.url)),
}

function checkSid(name: string, value: string | undefined, kind: string): string {
  const sid = required(name, value, `${kind} and 32 hexadecimal digits`)
  if (new RegExp(`^${kind}[0-9a-fA-F]{32}$`).test(sid)) return sid
  throw new ConfigError(`${name} is "${sid}": set it to ${kind} and 32 hexadecimal digits.`)
}

function checkSender(value: string | undefined): string {
  const sender = required('TWILIO_DEFAULT_FROM', value, 'a number such as +15005550006')
  if (isE164(sender) || /^MG[0-9a-fA-F]{32}$/.test(sender)) return sender
  throw new ConfigError(
    `TWILIO_DEFAULT_FROM is "${sender}": set it to a number such as +15005550006, or MG and 32 hexadecimal digits.`,
  )
}
