import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { eventually } from './eventually.ts'

/** The services as built; both this file and its bundle lie two folders below `packages/`. */
const binOf = (service: string): string =>
  fileURLToPath(new URL(`../../../services/${service}/dist/bin.js`, import.meta.url))

const MAX_OUTPUT = 1_000_000
const START_TIMEOUT_MS = 20_000

/** One service as a real process that can be stopped, killed and started again on the same port. */
export class ServiceProcess {
  readonly service: string
  readonly base: string
  readonly #env: Record<string, string>
  readonly #execArgv: readonly string[]
  #child: ChildProcess | undefined
  #output = ''

  /** `execArgv` are Node's own arguments, such as `--cpu-prof`. */
  constructor(
    service: string,
    port: number,
    env: Record<string, string>,
    execArgv: readonly string[] = [],
  ) {
    this.service = service
    this.#execArgv = execArgv
    this.base = `http://127.0.0.1:${port}`
    this.#env = { ...env, PORT: String(port), HOST: '127.0.0.1', LOG_FORMAT: 'json' }
  }

  /** Everything it has printed; the newest megabyte of it. */
  get output(): string {
    return this.#output
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Resolves when it answers on its port. */
  async start(timeoutMs = START_TIMEOUT_MS): Promise<void> {
    const { PATH = '', HOME = '' } = process.env
    const env = { PATH, HOME, ...this.#env }
    const child = spawn(process.execPath, [...this.#execArgv, binOf(this.service)], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const keep = (text: Buffer): void =>
      void (this.#output = (this.#output + text.toString()).slice(-MAX_OUTPUT))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
    const what = `${this.service} answers or ends`
    await eventually(what, async () => isOver() || isUp(this.base), timeoutMs)
    if (isOver()) throw new Error(`${this.service} ended:\n${this.#output}`)
  }

  /** Whether it runs and has not been started anew since it had this pid. */
  isStill(pid: number | undefined): boolean {
    return pid !== undefined && this.pid === pid && this.#child?.exitCode === null
  }

  /** As a power cut would: nothing it had in mind is written down. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** In good order. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

async function isUp(base: string): Promise<boolean> {
  const { ok } = await fetch(`${base}/healthz`)
  return ok
}
