import { fileURLToPath } from 'node:url'
import {
  envInt,
  envSecret,
  envString,
  envUrl,
  isLoopbackHost,
  required,
} from '@switchboard/service'
import type { Env, Secret } from '@switchboard/service'

export interface GatewayLimits {
  /** Sockets of people who are signed in, all together and of one session. */
  maxSockets: number
  maxSocketsPerSession: number
  /** Sockets of whom nobody knows yet whether they are, all together and of one address. */
  maxNewcomers: number
  maxNewcomersPerAddress: number
  /** Frames a browser may send in any window of ten seconds. */
  framesPerTenSeconds: number
  /** Requests of one browser that may wait for their answer. */
  maxRequestsPerSocket: number
  /** Unsent bytes at which a browser counts as too slow. */
  maxBufferedBytes: number
  /** Changesets held for a browser that is catching up. */
  maxHeldChangesets: number
  /** Entries of changesets and pages inside the pipeline. */
  maxEntriesInside: number
  /** Failed attempts to sign in per address and minute. */
  signInsPerMinute: number
}

export interface GatewayIntervals {
  pingIntervalMs: number
  /** How often a browser is sent an `upstream` frame when nothing else is. */
  upstreamFrameIntervalMs: number
  presenceIntervalMs: number
  revalidateIntervalMs: number
  /** What is told at most so often: to each browser rows and counts, to the switchboard who is here. */
  tellIntervalMs: number
  helloTimeoutMs: number
  requestTimeoutMs: number
  /** How long to wait after the switchboard refused our token. */
  refusedRetryMs: number
  /** How long open connections may take to end. */
  closeGraceMs: number
}

export interface GatewayConfig {
  port: number
  host: string
  /** The public base URL; unset for a gateway that is reached over loopback only. */
  url: string | undefined
  switchboardUrl: string
  gatewayToken: Secret
  apiToken: Secret | undefined
  /** True where a router in front adds X-Forwarded-For, as on Heroku. */
  behindRouter: boolean
  /** The folder of the built console. */
  consoleFolder: string
  limits: GatewayLimits
  intervals: GatewayIntervals
}

export interface GatewayEnvironment {
  port: number | undefined
  host: string | undefined
  url: string | undefined
  switchboardUrl: string | undefined
  gatewayToken: Secret | undefined
  apiToken: Secret | undefined
  dyno: string | undefined
}

export const defaultLimits: GatewayLimits = {
  maxSockets: 2_000,
  maxSocketsPerSession: 20,
  maxNewcomers: 400,
  maxNewcomersPerAddress: 100,
  framesPerTenSeconds: 600,
  maxRequestsPerSocket: 64,
  maxBufferedBytes: 1024 * 1024,
  maxHeldChangesets: 2_000,
  maxEntriesInside: 250_000,
  signInsPerMinute: 10,
}

export const defaultIntervals: GatewayIntervals = {
  // Under the 55 s after which Heroku's router cuts a silent connection.
  pingIntervalMs: 25_000,
  upstreamFrameIntervalMs: 20_000,
  presenceIntervalMs: 4_000,
  // Also how long a tab at another gateway outlives signing out.
  revalidateIntervalMs: 60_000,
  tellIntervalMs: 250,
  helloTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  refusedRetryMs: 30_000,
  closeGraceMs: 2_000,
}

export function readEnv(env: Env = process.env): GatewayEnvironment {
  return {
    port: envInt(env, 'PORT', { max: 65_535 }),
    host: envString(env, 'HOST'),
    url: envUrl(env, 'URL'),
    switchboardUrl: envUrl(env, 'SWITCHBOARD_URL', { path: true }),
    gatewayToken: envSecret(env, 'GATEWAY_TOKEN'),
    apiToken: envSecret(env, 'API_TOKEN'),
    dyno: envString(env, 'DYNO'),
  }
}

/** Throws ConfigError for what is missing. Without a public URL only this machine is listened to. */
export function envToConfig(env: GatewayEnvironment): GatewayConfig {
  return {
    port: env.port ?? 8080,
    host: env.host ?? (isPublic(env) ? '0.0.0.0' : '127.0.0.1'),
    url: env.url,
    switchboardUrl: required(
      'SWITCHBOARD_URL',
      env.switchboardUrl,
      'the base address of the switchboard, such as https://sms.example.com',
    ),
    gatewayToken: required(
      'GATEWAY_TOKEN',
      env.gatewayToken,
      'the secret the switchboard was started with',
    ),
    apiToken: env.apiToken,
    behindRouter: env.dyno !== undefined,
    // From src/ and from dist/ alike.
    consoleFolder: fileURLToPath(new URL('../../../apps/console/dist', import.meta.url)),
    limits: defaultLimits,
    intervals: defaultIntervals,
  }
}

function isPublic({ url, dyno }: GatewayEnvironment): boolean {
  return dyno !== undefined || (url !== undefined && !isLoopbackHost(new URL(url).hostname))
}
