import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { exitCodeConfig } from '@switchboard/service/config'
import type { ReadyMessage, StopMessage } from '@switchboard/service/config'
import { backoffMs } from './backoff.ts'
import type { BackoffOptions } from './backoff.ts'
import type { ServicePlan } from './service-env.ts'

export interface SupervisionOptions {
  /** The service's bin.js. */
  file: string
  /** Options of node itself. */
  execArgv: readonly string[]
  backoff: BackoffOptions
  /** A process that lived this long was well: the next restart comes quickly again. */
  healthyAfterMs: number
}

export interface SupervisionEvents {
  ready(service: SupervisedService, message: ReadyMessage): void
  /** It will be started again in so many milliseconds. */
  died(service: SupervisedService, why: string, restartInMs: number): void
  /** It said on stderr which setting is wrong; it is not started again. */
  misconfigured(service: SupervisedService): void
}

/** One service as a child process, started again whenever it dies, until stop(). */
export class SupervisedService {
  #child: ChildProcess | undefined
  #restart: NodeJS.Timeout | undefined
  #attempt = 0
  #startedAt = 0
  #stopping = false

  constructor(
    readonly plan: ServicePlan,
    private readonly options: SupervisionOptions,
    private readonly events: SupervisionEvents,
  ) {}

  get label(): string {
    return this.plan.label
  }

  /** Undefined while the service waits to be started again. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts it unless it has been started before. */
  startIfNew(): void {
    if (this.#startedAt === 0) this.#start()
  }

  #start(): void {
    const { file, execArgv } = this.options
    this.#startedAt = Date.now()
    const child = fork(file, [], {
      env: this.plan.env,
      execArgv: [...execArgv],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    child.on('message', (message) => this.#onMessage(message))
    // `exit` follows unless the process could not be started at all.
    child.on('error', (error) => child.pid === undefined && this.#onEnd(error.message, undefined))
    child.once('exit', (code, signal) => this.#onEnd(signal ?? `exit code ${code}`, code))
  }

  /** Resolves once the process is gone; it may take as long as it likes, see kill(). */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#restart)
    const child = this.#child
    if (child === undefined) return
    const gone = once(child, 'exit')
    const message: StopMessage = { type: 'stop' }
    // A child that no longer listens stops by itself, or is killed in the end.
    if (child.connected) child.send(message, () => undefined)
    await gone
  }

  /** True if there was something left to kill. */
  kill(): boolean {
    return this.#child?.kill('SIGKILL') ?? false
  }

  #onMessage(message: unknown): void {
    if ((message as Partial<ReadyMessage> | null)?.type === 'ready')
      this.events.ready(this, message as ReadyMessage)
  }

  #onEnd(why: string, code: number | null | undefined): void {
    this.#child = undefined
    if (this.#stopping) return
    if (code === exitCodeConfig) {
      this.#stopping = true
      this.events.misconfigured(this)
      return
    }
    if (Date.now() - this.#startedAt >= this.options.healthyAfterMs) this.#attempt = 0
    const restartInMs = backoffMs(this.#attempt++, this.options.backoff)
    this.#restart = setTimeout(() => this.#start(), restartInMs)
    this.events.died(this, why, restartInMs)
  }
}
