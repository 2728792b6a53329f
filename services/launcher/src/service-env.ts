import type { Env, Secret } from '@switchboard/service/config'
import type { Carrier, CarrierAccount } from './carrier.ts'
import type { LauncherEnv, Role } from './read-env.ts'

export type ServiceName = Exclude<Role, 'all'>

/** One process to run. */
export interface ServicePlan {
  /** Unique, for people: `gateway-1`. */
  label: string
  service: ServiceName
  env: Env
}

/** What the settings come down to on this machine. */
export interface Ground {
  env: LauncherEnv
  port: number
  host: string
  url: string
  dataDir: string
}

/** Settings handed on as they are, to those who read them. */
const handedOn: Record<ServiceName, readonly string[]> = {
  simulator: ['SIMULATOR_STATUS_DELAY_MS', 'SIMULATOR_BUSY_MINUTE_MS'],
  switchboard: ['API_TOKEN', 'REGISTER_WEBHOOK', 'LINE_RATE', 'ADMIN_UPLOAD_MIB', 'DYNO'],
  gateway: ['API_TOKEN', 'DYNO'],
  'front-door': ['API_TOKEN', 'ADMIN_UPLOAD_MIB', 'DYNO'],
}

/** A process whose environment holds what its service needs and nothing else. */
export function planService(
  env: LauncherEnv,
  service: ServiceName,
  own: Env,
  label: string = service,
): ServicePlan {
  const passed = Object.fromEntries(handedOn[service].map((name) => [name, env.passed[name]]))
  return { label, service, env: { ...env.machine, NODE_ENV: 'production', ...passed, ...own } }
}

function accountEnv(account: CarrierAccount): Env {
  return {
    TWILIO_SID: account.sid,
    TWILIO_AUTH_TOKEN: account.authToken.reveal(),
    TWILIO_PHONE_NUMBER_SID: account.phoneNumberSid,
    TWILIO_DEFAULT_FROM: account.defaultFrom,
  }
}

export function simulatorEnv(ground: Ground, account: CarrierAccount, place: Env): Env {
  return { ...accountEnv(account), ...place, URL: ground.url, DATA_DIR: ground.dataDir }
}

export function switchboardEnv(
  ground: Ground,
  carrier: Carrier,
  account: CarrierAccount,
  token: Secret,
  simulatorUrl: string | undefined,
  place: Env,
): Env {
  return {
    ...accountEnv(account),
    ...place,
    URL: ground.url,
    DATA_DIR: ground.dataDir,
    TWILIO_API_URL: carrier.kind === 'twilio' ? carrier.apiUrl : simulatorUrl,
    GATEWAY_TOKEN: token.reveal(),
    CONSOLE_URL: ground.env.consoleUrl,
    SIMULATOR: carrier.kind === 'simulator' ? '1' : undefined,
  }
}

export function gatewayEnv(ground: Ground, switchboardUrl: string, token: Secret, place: Env): Env {
  return {
    ...place,
    URL: ground.url,
    SWITCHBOARD_URL: switchboardUrl,
    GATEWAY_TOKEN: token.reveal(),
  }
}

export function loneGatewayEnv(ground: Ground, place: Env): Env {
  const { switchboardUrl, gatewayToken } = ground.env
  return {
    ...place,
    URL: ground.url,
    SWITCHBOARD_URL: switchboardUrl,
    GATEWAY_TOKEN: gatewayToken?.reveal(),
  }
}

export function loneFrontDoorEnv(env: LauncherEnv, place: Env): Env {
  return {
    ...place,
    SWITCHBOARD_URL: env.switchboardUrl,
    GATEWAY_URLS: env.gatewayUrls?.join(','),
    SIMULATOR_URL: env.simulatorUrl,
  }
}
