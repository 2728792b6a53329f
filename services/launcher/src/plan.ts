import { ConfigError, required } from '@switchboard/service/config'
import { chooseCarrier } from './carrier.ts'
import type { Carrier, CarrierAccount } from './carrier.ts'
import { keptGatewayToken, keptSimulatorAccount } from './kept-secrets.ts'
import { choosePorts, claimPort } from './ports.ts'
import type { LauncherEnv, Role } from './read-env.ts'
import {
  gatewayEnv,
  loneGatewayEnv,
  loneFrontDoorEnv,
  planService,
  simulatorEnv,
  switchboardEnv,
} from './service-env.ts'
import type { Ground, ServicePlan } from './service-env.ts'

/** What to run, in the order of starting; stopping goes the other way round. */
export interface Plan {
  services: ServicePlan[]
  summary: Summary
}

export interface Summary {
  /** The simulator is our carrier. */
  onSimulator: boolean
  host: string
  consoleUrl?: string
  phoneUrl?: string
  address: string
  notes: string[]
}

/** Settings → processes. Makes and keeps the secrets nobody gave; throws ConfigError. */
export async function makePlan(env: LauncherEnv): Promise<Plan> {
  const role = env.service ?? 'all'
  checkRole(role, env)
  if (role === 'all' || role === 'switchboard') {
    const carrier = chooseCarrier(env)
    const ground = await groundOf(env, carrier.kind === 'simulator')
    return withSwitchboard(ground, carrier, role === 'all')
  }
  return lone(await groundOf(env, role === 'simulator'), role)
}

async function groundOf(env: LauncherEnv, onSimulator: boolean): Promise<Ground> {
  const host = env.host ?? (onSimulator ? '127.0.0.1' : '0.0.0.0')
  const port = await claimPort(env.port ?? 8080, host)
  const url = env.url ?? `http://${reachable(host)}:${port}`
  return { env, port, host, url, dataDir: env.dataDir ?? 'data' }
}

function checkRole(role: Role, env: LauncherEnv): void {
  if (role === 'gateway' || role === 'front-door')
    required('SWITCHBOARD_URL', env.switchboardUrl, "the switchboard's base address")
  if (role === 'gateway')
    required('GATEWAY_TOKEN', env.gatewayToken, 'the same secret as at the switchboard')
  if (role === 'front-door')
    required('GATEWAY_URLS', env.gatewayUrls, "the gateways' base addresses, separated by commas")
  if (role === 'switchboard' && env.dyno !== undefined)
    required('GATEWAY_TOKEN', env.gatewayToken, 'a secret that the gateways get too')
}

/** The switchboard with what it needs here: its simulator, and for `all` the gateways and the front door. */
async function withSwitchboard(ground: Ground, carrier: Carrier, all: boolean): Promise<Plan> {
  const { env, port, host } = ground
  const gatewayCount = all ? (env.gateways ?? 1) : 0
  const [simulatorPort = 0, switchboardPort = 0, ...gatewayPorts] = await choosePorts(
    2 + gatewayCount,
  )
  const token = env.gatewayToken ?? (await keptGatewayToken(ground.dataDir))
  const account =
    carrier.kind === 'twilio' ? carrier.account : await keptSimulatorAccount(ground.dataDir)
  const simulatorUrl = carrier.kind === 'simulator' ? inner(simulatorPort) : undefined
  const place = all ? at(switchboardPort) : { PORT: String(port), HOST: host }
  const services = [
    ...(simulatorUrl === undefined
      ? []
      : [planService(env, 'simulator', simulatorEnv(ground, account, at(simulatorPort)))]),
    planService(
      env,
      'switchboard',
      switchboardEnv(ground, carrier, account, token, simulatorUrl, place),
    ),
    ...gatewayPorts.map((gatewayPort, index) =>
      planService(
        env,
        'gateway',
        gatewayEnv(ground, inner(switchboardPort), token, at(gatewayPort)),
        gatewayCount > 1 ? `gateway-${index}` : undefined,
      ),
    ),
    ...(all
      ? [
          planService(env, 'front-door', {
            PORT: String(port),
            HOST: host,
            SWITCHBOARD_URL: inner(switchboardPort),
            GATEWAY_URLS: gatewayPorts.map(inner).join(','),
            SIMULATOR_URL: simulatorUrl,
          }),
        ]
      : []),
  ]
  return { services, summary: summaryOf(ground, all, simulatorUrl, services) }
}

function summaryOf(
  ground: Ground,
  all: boolean,
  simulatorUrl: string | undefined,
  services: ServicePlan[],
): Summary {
  const { env, host, url, dataDir } = ground
  const notes = [
    ...(!all && env.gatewayToken === undefined
      ? [`Gateways need the GATEWAY_TOKEN kept in ${dataDir}/gateway-token.`]
      : []),
    ...(!all && env.consoleUrl === undefined
      ? [
          "Set CONSOLE_URL to a gateway's address, so that the link for the first admin leads there.",
        ]
      : []),
  ]
  const phoneUrl = simulatorUrl && `${all ? url : simulatorUrl}/phone`
  return {
    onSimulator: simulatorUrl !== undefined,
    host,
    address: url,
    ...(services.some(({ service }) => service === 'gateway') && {
      consoleUrl: env.consoleUrl ?? url,
    }),
    ...(phoneUrl !== undefined && { phoneUrl }),
    notes,
  }
}

/** A service whose neighbours run elsewhere. */
async function lone(ground: Ground, role: 'gateway' | 'front-door' | 'simulator'): Promise<Plan> {
  const { env, port, host, url } = ground
  const place = { PORT: String(port), HOST: host }
  const summary: Summary = { onSimulator: false, host, address: url, notes: [] }
  if (role === 'simulator') {
    const account = givenAccount(env) ?? (await keptSimulatorAccount(ground.dataDir))
    const services = [planService(env, role, simulatorEnv(ground, account, place))]
    return { services, summary: { ...summary, phoneUrl: `${url}/phone` } }
  }
  const own = role === 'gateway' ? loneGatewayEnv(ground, place) : loneFrontDoorEnv(env, place)
  return { services: [planService(env, role, own)], summary: { ...summary, consoleUrl: url } }
}

/** A lone simulator takes the account it shall play, whole, or makes one. */
function givenAccount(env: LauncherEnv): CarrierAccount | undefined {
  const { twilioSid, twilioAuthToken, twilioPhoneNumberSid, twilioDefaultFrom } = env
  const given = [twilioSid, twilioAuthToken, twilioPhoneNumberSid, twilioDefaultFrom]
  if (given.every((value) => value === undefined)) return undefined
  if (!twilioSid || !twilioAuthToken || !twilioPhoneNumberSid || !twilioDefaultFrom)
    throw new ConfigError(
      'The simulated account is incomplete: set all of TWILIO_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER_SID and TWILIO_DEFAULT_FROM, or none.',
    )
  return {
    sid: twilioSid,
    authToken: twilioAuthToken,
    phoneNumberSid: twilioPhoneNumberSid,
    defaultFrom: twilioDefaultFrom,
  }
}

function at(port: number) {
  return { PORT: String(port), HOST: '127.0.0.1' }
}

function inner(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** How this machine itself reaches a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
