import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Carrier, ConsoleClient, eventually, freePort, PASSWORD } from '@switchboard/dev-env'
import type { Agent, Entry } from '@switchboard/protocol'

const launcher = fileURLToPath(new URL('../../services/launcher/dist/bin.js', import.meta.url))

export const API_TOKEN = 'a-token-for-the-api'
export const GATEWAY_TOKEN = 'a-secret-of-both-sides'
const START_TIMEOUT_MS = 60_000

/** All services as `npm start` runs them: the launcher in a process group of its own, on its built-in simulator. */
export class LaunchedSystem implements AsyncDisposable {
  readonly base: string
  readonly dataDir: string
  readonly carrier: Carrier
  readonly #port: number
  #child: ChildProcess | undefined
  #output = ''

  private constructor(port: number, dataDir: string) {
    this.#port = port
    this.dataDir = dataDir
    this.base = `http://localhost:${port}`
    this.carrier = new Carrier(this.base)
  }

  static async create(): Promise<LaunchedSystem> {
    const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
    const system = new LaunchedSystem(await freePort(), dataDir)
    try {
      await system.start()
      return system
    } catch (error) {
      await system[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Resolves when all services are ready. */
  async start(): Promise<void> {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(process.execPath, [launcher], {
      env: {
        PATH,
        HOME,
        API_TOKEN,
        GATEWAY_TOKEN,
        DATA_DIR: this.dataDir,
        PORT: String(this.#port),
        SIMULATOR_STATUS_DELAY_MS: '50',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (this.#output += text.toString()))
    await this.ready()
  }

  /** Until every service is there and the gateway follows. */
  async ready(): Promise<void> {
    const isReady = async () => (await fetch(`${this.base}/readyz`)).ok
    try {
      await eventually('all are ready', isReady, START_TIMEOUT_MS)
    } catch (cause) {
      throw new Error(`The system is not ready:\n${this.#output}`, { cause })
    }
  }

  /** kill -9 of every process at once, as a host that goes away does it. */
  async kill(): Promise<void> {
    await this.#end((pid) => process.kill(-pid, 'SIGKILL'))
  }

  async #end(signal: (pid: number) => void): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    // Its output ends with the last process of the group.
    const closed = once(child, 'close')
    signal(child.pid)
    await closed
  }

  /** The first admin, signed in and connected. */
  async admin(name: string): Promise<ConsoleClient> {
    const link = await eventually('the link is printed', () =>
      /\/welcome\/([\w-]+)/.exec(this.#output),
    )
    const client = await ConsoleClient.welcome(this.base, link[1] ?? '', name, PASSWORD)
    return client.connect()
  }

  /** The REST API, whatever it answers. */
  api(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${API_TOKEN}`)
    return fetch(`${this.base}/api/v1${path}`, { ...init, headers })
  }

  /** What the REST API answers; throws on anything but success. */
  async read<T>(path: string): Promise<T> {
    const response = await this.api(path)
    if (response.ok) return (await response.json()) as T
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  }

  async entries(number: string): Promise<Entry[]> {
    const path = `/conversations/${encodeURIComponent(number)}/entries`
    return (await this.read<{ entries: Entry[] }>(path)).entries
  }

  /** Who works here, by name. */
  async names(): Promise<string[]> {
    const { agents } = await this.read<{ agents: Agent[] }>('/agents')
    return agents.map(({ name }) => name).toSorted()
  }

  async backup(): Promise<string> {
    const response = await this.api('/admin/backup')
    if (response.ok) return response.text()
    throw new Error(`The backup answered ${response.status}: ${await response.text()}`)
  }

  restore(copy: string, query = ''): Promise<Response> {
    const headers = { 'content-type': 'application/x-ndjson' }
    return this.api(`/admin/restore${query}`, { method: 'POST', headers, body: copy })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end((pid) => process.kill(pid, 'SIGTERM'))
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
