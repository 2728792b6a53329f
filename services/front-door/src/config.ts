import {
  ConfigError,
  envAdminUploadBytes,
  envInt,
  envList,
  envSecret,
  envString,
  envUrl,
  required,
} from '@switchboard/service'
import type { Env, Secret } from '@switchboard/service'

export interface FrontDoorConfig {
  port: number
  host: string
  switchboardUrl: string
  gatewayUrls: string[]
  simulatorUrl: string | undefined
  /** Opens `/metrics` to callers that are not on this machine. */
  apiToken: Secret | undefined
  /** A platform's router stands before us; what it says in X-Forwarded-Proto is true. */
  behindRouter: boolean
  healthIntervalMs: number
  /** Between two looks at an upstream that is out. */
  deadIntervalMs: number
  healthTimeoutMs: number
  /** How long an upstream may be silent. */
  upstreamTimeoutMs: number
  /** As above for the carrier's webhooks; Twilio waits 15 s in all. */
  webhookTimeoutMs: number
  /** How long a connection to the switchboard is kept unused for the next webhook; it keeps its end for 95 s. */
  idleUpstreamMs: number
  upgradeTimeoutMs: number
  maxBodyBytes: number
  /** As above for histories that an admin restores or imports. */
  maxAdminUploadBytes: number
  maxTunnels: number
  drainMs: number
}

export const defaultLimits = {
  healthIntervalMs: 2000,
  deadIntervalMs: 500,
  healthTimeoutMs: 5000,
  upstreamTimeoutMs: 30_000,
  webhookTimeoutMs: 10_000,
  idleUpstreamMs: 4000,
  upgradeTimeoutMs: 10_000,
  /** Twilio's bound for all pictures of a message is 5 MB. */
  maxBodyBytes: 6 * 1024 * 1024,
  maxTunnels: 5000,
  drainMs: 2000,
}

export interface FrontDoorEnv {
  port: number | undefined
  host: string | undefined
  switchboardUrl: string | undefined
  gatewayUrls: string[] | undefined
  simulatorUrl: string | undefined
  apiToken: Secret | undefined
  dyno: string | undefined
  maxAdminUploadBytes: number
}

/** The only reader of the environment. */
export function readEnv(env: Env): FrontDoorEnv {
  return {
    port: envInt(env, 'PORT', { max: 65_535 }),
    host: envString(env, 'HOST'),
    switchboardUrl: envUrl(env, 'SWITCHBOARD_URL'),
    gatewayUrls: envList(env, 'GATEWAY_URLS'),
    simulatorUrl: envUrl(env, 'SIMULATOR_URL'),
    apiToken: envSecret(env, 'API_TOKEN'),
    dyno: envString(env, 'DYNO'),
    maxAdminUploadBytes: envAdminUploadBytes(env),
  }
}

/** Checks what was read and fills in the rest. */
export function envToConfig(env: FrontDoorEnv): FrontDoorConfig {
  const gatewayUrls = required(
    'GATEWAY_URLS',
    env.gatewayUrls,
    'the base addresses of the gateways',
  )
  for (const url of gatewayUrls) envUrl({ GATEWAY_URLS: url }, 'GATEWAY_URLS')
  if (new Set(gatewayUrls).size < gatewayUrls.length)
    throw new ConfigError('GATEWAY_URLS names a gateway twice: set it to each address once.')
  return {
    ...defaultLimits,
    port: env.port ?? 8080,
    host: env.host ?? '0.0.0.0',
    switchboardUrl: required(
      'SWITCHBOARD_URL',
      env.switchboardUrl,
      'the base address of the switchboard',
    ),
    gatewayUrls,
    simulatorUrl: env.simulatorUrl,
    apiToken: env.apiToken,
    maxAdminUploadBytes: env.maxAdminUploadBytes,
    behindRouter: env.dyno !== undefined,
  }
}
