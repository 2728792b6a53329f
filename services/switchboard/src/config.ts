import { isE164 } from '@switchboard/protocol'
import {
  ConfigError,
  envAdminUploadBytes,
  envFlag,
  envInt,
  envList,
  envSecret,
  envString,
  envUrl,
  required,
  Secret,
  type Env,
} from '@switchboard/service'

import { mediaDefaults, type MediaConfig } from './media/media-config.ts'

/** The switchboard's environment as read, nothing checked but the form of each variable. */
export function readEnv(env: Env = process.env) {
  return {
    port: envInt(env, 'PORT', { min: 0, max: 65_535 }),
    host: envString(env, 'HOST'),
    url: envUrl(env, 'URL'),
    consoleUrl: envUrl(env, 'CONSOLE_URL', { path: true }),
    dataDir: envString(env, 'DATA_DIR'),
    accountSid: envString(env, 'TWILIO_SID'),
    authTokens: envList(env, 'TWILIO_AUTH_TOKEN'),
    phoneNumberSid: envString(env, 'TWILIO_PHONE_NUMBER_SID'),
    defaultFrom: envString(env, 'TWILIO_DEFAULT_FROM'),
    apiUrl: envUrl(env, 'TWILIO_API_URL', { path: true }),
    registerWebhook: envFlag(env, 'REGISTER_WEBHOOK'),
    apiToken: envSecret(env, 'API_TOKEN'),
    gatewayToken: envSecret(env, 'GATEWAY_TOKEN'),
    maxAdminUploadBytes: envAdminUploadBytes(env),
    lineRate: envInt(env, 'LINE_RATE', { min: 1, max: 10_000 }),
    simulator: envFlag(env, 'SIMULATOR'),
    dyno: envString(env, 'DYNO'),
  }
}

export type SwitchboardEnv = ReturnType<typeof readEnv>

export interface TwilioConfig {
  accountSid: string
  /** The first signs our requests; a webhook may be signed with any of them. */
  authTokens: Secret[]
  phoneNumberSid: string
  /** E.164 or a Messaging Service (`MG…`). */
  defaultLine: string
  /** Another base address for the REST API. */
  apiUrl: string | undefined
  registerWebhook: boolean
  requestTimeoutMs: number
}

export interface SwitchboardConfig {
  port: number
  host: string
  /** Public base address, without a trailing slash; signatures are checked against it. */
  url: string
  consoleUrl: string
  dataDir: string
  twilio: TwilioConfig
  apiToken: Secret | undefined
  gatewayToken: Secret
  simulator: boolean
  /** True on Heroku, where the disk does not outlive a restart. */
  ephemeralDisk: boolean
  /** How long an Agent without any socket still counts as on line. */
  presenceGraceMs: number
  /** A gateway that says nothing about presence for this long has nobody. */
  presenceLeaseMs: number
  /** How long an Agent's tabs may all be idle before they count as away. */
  awayAfterMs: number
  /** Open Conversations automatic assignment may give an Agent without a capacity of their own. */
  defaultCapacity: number
  heartbeatIntervalMs: number
  helloTimeoutMs: number
  /** Changesets that may wait for one gateway. */
  maxBufferedChangesets: number
  /** Requests of one gateway that may be under way. */
  maxGatewayRequests: number
  /** Changesets kept for readers to catch up with. */
  keepChangesMs: number
  /** What a history that is restored or imported over the network may weigh. */
  maxAdminUploadBytes: number
  outbox: {
    concurrency: number
    retryBaseMs: number
    retryCeilingMs: number
    /** How long an unknown reply holds back later ones of its Conversation. */
    holdAfterUnknownMs: number
    /** Segments per second a Line may send at most; undefined leaves it to the carrier. */
    lineRate: number | undefined
  }
  /** When the carrier's messages are looked through for a reply whose outcome is unknown. */
  lookUps: {
    /** After it became unknown; the carrier's lists lag. */
    afterMs: readonly number[]
    /** How long to wait when the carrier could not be asked. */
    retryMs: number
  }
  media: MediaConfig
  backfill: {
    everyMs: number
    /** How far before the newest message looked at a run begins. */
    overlapMs: number
    /** The same for the first run after a start and once every `longEveryMs`. */
    longOverlapMs: number
    longEveryMs: number
    /** A text this young may still come by webhook. */
    youngMs: number
    pageSize: number
    retryTries: number
    retryBaseMs: number
    retryCeilingMs: number
  }
}

const defaults = {
  media: mediaDefaults,
  presenceGraceMs: 30_000,
  presenceLeaseMs: 10_000,
  awayAfterMs: 300_000,
  defaultCapacity: 20,
  heartbeatIntervalMs: 15_000,
  helloTimeoutMs: 5000,
  maxBufferedChangesets: 10_000,
  maxGatewayRequests: 512,
  keepChangesMs: 7 * 24 * 3600_000,
  outbox: {
    concurrency: 8,
    retryBaseMs: 500,
    retryCeilingMs: 60_000,
    holdAfterUnknownMs: 120_000,
  },
  lookUps: {
    afterMs: [5000, 20_000, 60_000, 110_000, 300_000, 900_000],
    retryMs: 30_000,
  },
  backfill: {
    everyMs: 300_000,
    overlapMs: 900_000,
    longOverlapMs: 24 * 3600_000,
    longEveryMs: 24 * 3600_000,
    youngMs: 20_000,
    pageSize: 500,
    retryTries: 8,
    retryBaseMs: 1000,
    retryCeilingMs: 60_000,
  },
}

/** Checks what was read and fills in the rest; throws a ConfigError that names the variable. */
export function envToConfig(env: SwitchboardEnv): SwitchboardConfig {
  const url = required('URL', env.url, 'the public base address, such as https://sms.example.com')
  return {
    ...defaults,
    outbox: { ...defaults.outbox, lineRate: env.lineRate },
    port: env.port ?? 8080,
    host: env.host ?? '127.0.0.1',
    url,
    consoleUrl: env.consoleUrl ?? url,
    dataDir: env.dataDir ?? 'data',
    twilio: twilioConfig(env),
    apiToken: env.apiToken,
    maxAdminUploadBytes: env.maxAdminUploadBytes,
    gatewayToken: required('GATEWAY_TOKEN', env.gatewayToken, 'a long random secret'),
    simulator: env.simulator ?? false,
    ephemeralDisk: env.dyno !== undefined,
  }
}

function twilioConfig(env: SwitchboardEnv): TwilioConfig {
  const tokens = required('TWILIO_AUTH_TOKEN', env.authTokens, "the account's auth token")
  if (tokens.length > 2)
    throw new ConfigError(
      'TWILIO_AUTH_TOKEN lists more than two tokens: set it to one, or to two while it is rotated.',
    )
  return {
    accountSid: sid('TWILIO_SID', env.accountSid, 'AC', 'the account SID'),
    authTokens: tokens.map((token) => new Secret(token)),
    phoneNumberSid: sid('TWILIO_PHONE_NUMBER_SID', env.phoneNumberSid, 'PN', "the number's SID"),
    defaultLine: line('TWILIO_DEFAULT_FROM', env.defaultFrom),
    apiUrl: env.apiUrl,
    registerWebhook: env.registerWebhook ?? true,
    requestTimeoutMs: 30_000,
  }
}

function sid(name: string, value: string | undefined, prefix: string, what: string): string {
  const text = required(name, value, `${what}, which begins with ${prefix}`)
  if (new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(text)) return text
  throw new ConfigError(
    `${name} is "${text}": set it to ${what}, ${prefix} and 32 hexadecimal digits.`,
  )
}

function line(name: string, value: string | undefined): string {
  const text = required(
    name,
    value,
    'our number in full, such as +14155550100, or a Messaging Service SID',
  )
  if (isE164(text) || /^MG[0-9a-fA-F]{32}$/.test(text)) return text
  throw new ConfigError(
    `${name} is "${text}": set it to a number such as +14155550100, or to a Messaging Service SID that begins with MG.`,
  )
}
