import {
  envChoice,
  envInt,
  envList,
  envSecret,
  envString,
  envUrl,
} from '@switchboard/service/config'
import type { Env, Secret } from '@switchboard/service/config'

export const roles = ['all', 'switchboard', 'gateway', 'simulator', 'front-door'] as const
export type Role = (typeof roles)[number]

/** The launcher's settings as they were given. */
export interface LauncherEnv {
  service: Role | undefined
  port: number | undefined
  host: string | undefined
  url: string | undefined
  twilioSid: string | undefined
  twilioAuthToken: Secret | undefined
  twilioPhoneNumberSid: string | undefined
  twilioDefaultFrom: string | undefined
  twilioApiUrl: string | undefined
  dataDir: string | undefined
  gatewayToken: Secret | undefined
  gateways: number | undefined
  switchboardUrl: string | undefined
  gatewayUrls: string[] | undefined
  simulatorUrl: string | undefined
  consoleUrl: string | undefined
  /** Set on Heroku, to the dyno's name. */
  dyno: string | undefined
  /** Handed on to the services that read them. */
  passed: Env
  /** What every process may need to know about its machine. */
  machine: Env
}

const machine =
  'PATH HOME TZ LANG LC_ALL TERM TMPDIR NO_COLOR NODE_OPTIONS NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR LOG_LEVEL LOG_FORMAT'.split(
    ' ',
  )
const handedOn = [
  'REGISTER_WEBHOOK',
  'LINE_RATE',
  'API_TOKEN',
  'ADMIN_UPLOAD_MIB',
  'DYNO',
  'SIMULATOR_STATUS_DELAY_MS',
  'SIMULATOR_BUSY_MINUTE_MS',
]

/** The only reader of the environment. */
export function readEnv(env: Env): LauncherEnv {
  return {
    service: envChoice(env, 'SERVICE', roles),
    port: envInt(env, 'PORT', { max: 65_535 }),
    host: envString(env, 'HOST'),
    url: envUrl(env, 'URL'),
    twilioSid: envString(env, 'TWILIO_SID'),
    twilioAuthToken: envSecret(env, 'TWILIO_AUTH_TOKEN'),
    twilioPhoneNumberSid: envString(env, 'TWILIO_PHONE_NUMBER_SID'),
    twilioDefaultFrom: envString(env, 'TWILIO_DEFAULT_FROM'),
    twilioApiUrl: envUrl(env, 'TWILIO_API_URL', { path: true }),
    dataDir: envString(env, 'DATA_DIR'),
    gatewayToken: envSecret(env, 'GATEWAY_TOKEN'),
    gateways: envInt(env, 'GATEWAYS', { min: 1, max: 32 }),
    switchboardUrl: envUrl(env, 'SWITCHBOARD_URL'),
    gatewayUrls: envList(env, 'GATEWAY_URLS')?.map((url) => checkUrl('GATEWAY_URLS', url)),
    simulatorUrl: envUrl(env, 'SIMULATOR_URL'),
    consoleUrl: envUrl(env, 'CONSOLE_URL', { path: true }),
    dyno: envString(env, 'DYNO'),
    passed: pick(env, handedOn),
    machine: pick(env, machine),
  }
}

function checkUrl(name: string, value: string): string {
  return envUrl({ [name]: value }, name) ?? value
}

function pick(env: Env, names: readonly string[]): Env {
  const given = names.map((name) => [name, envString(env, name)] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}
