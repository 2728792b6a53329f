import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Carrier } from './carrier.ts'
import { ConsoleClient } from './console-client.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { postWebhook } from './signed-webhook.ts'
import { ServiceProcess } from './service-process.ts'

export const PASSWORD = 'correct horse battery staple'
export const LINE = '+15005550006'

/** The same people in every test. */
export const people = { ada: 'Ada Lovelace', bob: 'Bob Moses', carol: 'Carol Shaw' } as const
export const customers = {
  ann: '+14155550101',
  ben: '+14155550102',
  cleo: '+14155550103',
} as const

export interface NetworkOptions {
  gateways?: number
  /** More environment for every service, such as SIMULATOR_STATUS_DELAY_MS. */
  env?: Record<string, string>
  /** A folder with a history in it, which stays; default: a new one that goes with the network. */
  dataDir?: string
  /** Node's own arguments for the switchboard, such as `--cpu-prof`. */
  switchboardArgv?: readonly string[]
  /** As above for the gateways and the front door. */
  gatewayArgv?: readonly string[]
  frontDoorArgv?: readonly string[]
  /** How long everything may take to be ready; default 20 s. */
  startTimeoutMs?: number
}

/**
 * The whole system as it runs: simulator, switchboard, gateways and front door, each a process of
 * its own, on free ports, in a folder of its own that goes with it.
 */
export class TestNetwork implements AsyncDisposable {
  /** The one public address. */
  readonly base: string
  readonly dataDir: string
  readonly apiToken: string
  readonly gatewayToken: string
  readonly account: { sid: string; authToken: string; phoneNumberSid: string }
  readonly simulator: ServiceProcess
  readonly switchboard: ServiceProcess
  readonly gateways: readonly ServiceProcess[]
  readonly frontDoor: ServiceProcess
  readonly carrier: Carrier

  readonly #isOwnFolder: boolean

  private constructor(dataDir: string, ports: readonly number[], options: NetworkOptions) {
    const [front = 0, simulator = 0, switchboard = 0, ...gateways] = ports
    const env = { SIMULATOR_STATUS_DELAY_MS: '50', ...options.env }
    this.dataDir = dataDir
    this.#isOwnFolder = options.dataDir === undefined
    this.base = local(front)
    this.apiToken = secret()
    this.gatewayToken = secret()
    this.account = { sid: `AC${hex()}`, authToken: secret(), phoneNumberSid: `PN${hex()}` }
    const account = {
      TWILIO_SID: this.account.sid,
      TWILIO_AUTH_TOKEN: this.account.authToken,
      TWILIO_PHONE_NUMBER_SID: this.account.phoneNumberSid,
      TWILIO_DEFAULT_FROM: LINE,
    }
    const shared = {
      ...env,
      URL: this.base,
      API_TOKEN: this.apiToken,
      GATEWAY_TOKEN: this.gatewayToken,
    }
    const upstreams = { SWITCHBOARD_URL: local(switchboard), SIMULATOR_URL: local(simulator) }
    this.simulator = new ServiceProcess('simulator', simulator, {
      ...env,
      ...account,
      DATA_DIR: dataDir,
    })
    const carried = { TWILIO_API_URL: local(simulator), SIMULATOR: '1', DATA_DIR: dataDir }
    this.switchboard = new ServiceProcess(
      'switchboard',
      switchboard,
      { ...shared, ...account, ...carried },
      options.switchboardArgv,
    )
    this.gateways = gateways.map(
      (port) =>
        new ServiceProcess('gateway', port, { ...shared, ...upstreams }, options.gatewayArgv),
    )
    this.frontDoor = new ServiceProcess(
      'front-door',
      front,
      { ...shared, ...upstreams, GATEWAY_URLS: gateways.map(local).join() },
      options.frontDoorArgv,
    )
    this.carrier = new Carrier(this.base)
  }

  static async create(options: NetworkOptions = {}): Promise<TestNetwork> {
    const { gateways = 1, startTimeoutMs } = options
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'switchboard-')))
    const ports = await Promise.all(Array.from({ length: 3 + gateways }, freePort))
    const network = new TestNetwork(dataDir, ports, options)
    try {
      await Promise.all(network.#services.map((service) => service.start(startTimeoutMs)))
      await network.ready(startTimeoutMs)
      return network
    } catch (error) {
      await network[Symbol.asyncDispose]()
      throw error
    }
  }

  get #services(): ServiceProcess[] {
    return [this.simulator, this.switchboard, ...this.gateways, this.frontDoor]
  }

  /** Until everything is up and every gateway follows. */
  async ready(timeoutMs?: number): Promise<void> {
    const isReady = async (): Promise<boolean> => (await fetch(`${this.base}/readyz`)).ok
    const isRegistered = (): boolean => this.switchboard.output.includes('webhook registered')
    await eventually('the system is ready', isReady, timeoutMs)
    await eventually('the webhook is registered', isRegistered, timeoutMs)
  }

  /** The secret of the first-admin link that the switchboard printed last. */
  get welcomeToken(): string {
    return (
      this.switchboard.output
        .match(/\/welcome\/([\w-]+)/g)
        ?.at(-1)
        ?.split('/')
        .at(-1) ?? ''
    )
  }

  /** The first admin, signed in and connected. */
  async admin(name: string = people.ada): Promise<ConsoleClient> {
    const client = await ConsoleClient.welcome(this.base, this.welcomeToken, name, PASSWORD)
    return client.connect()
  }

  /** A colleague the admin adds, signed in and connected. */
  async colleague(admin: ConsoleClient, name: string): Promise<ConsoleClient> {
    await admin.request('create-agent', { name, password: PASSWORD })
    return (await ConsoleClient.signIn(this.base, name, PASSWORD)).connect()
  }

  /** A signed webhook straight to the switchboard, past simulator and front door. */
  webhook(params: Record<string, string>): Promise<Response> {
    const { authToken } = this.account
    const target = { base: this.switchboard.base, publicUrl: this.base, authToken }
    return postWebhook(target, { To: LINE, From: customers.ann, Body: 'Hello', ...params })
  }

  /** The REST API; throws on anything but success. */
  async api<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.apiToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.ok) return (await response.json()) as T
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const service of this.#services.toReversed()) await service.stop()
    if (this.#isOwnFolder) await rm(this.dataDir, { recursive: true, force: true })
  }
}

const local = (port: number): string => `http://127.0.0.1:${port}`
const hex = (): string => randomBytes(16).toString('hex')
const secret = (): string => randomBytes(24).toString('base64url')
