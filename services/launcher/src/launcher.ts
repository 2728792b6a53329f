import { setTimeout as delay } from 'node:timers/promises'
import type { ReadyMessage } from '@switchboard/service/config'
import { exitCodeConfig } from '@switchboard/service/config'
import type { Plan } from './plan.ts'
import type { Screen } from './screen.ts'
import type { ServiceName } from './service-env.ts'
import { SupervisedService } from './supervised-service.ts'
import type { SupervisionEvents, SupervisionOptions } from './supervised-service.ts'

export interface LauncherOptions extends Omit<SupervisionOptions, 'file' | 'execArgv'> {
  binOf: (service: ServiceName) => string
  execArgvOf: (service: ServiceName) => readonly string[]
  /** How long one kind of service may take to stop before the next is told to. */
  stageMs: number
  /** From the order to stop to the kill of what is left. */
  killAfterMs: number
}

const startsAfter: Readonly<Partial<Record<ServiceName, ServiceName>>> = {
  switchboard: 'simulator',
  gateway: 'switchboard',
}

/** Front door first, so that nobody is let in to a house that is being closed. */
const stopOrder: readonly ServiceName[] = ['front-door', 'gateway', 'switchboard', 'simulator']

/** Runs a plan's services until it is told to stop, or one of them says that its settings are wrong. */
export class Launcher {
  readonly services: readonly SupervisedService[]
  /** The exit code, once every process is gone. */
  readonly ended: Promise<number>
  readonly #options: LauncherOptions
  readonly #plan: Plan
  readonly #screen: Screen
  readonly #ready = new Set<SupervisedService>()
  readonly #announced: string[] = []
  #end: (exitCode: number) => void = () => undefined
  #stopping = false

  constructor(plan: Plan, options: LauncherOptions, screen: Screen) {
    this.#plan = plan
    this.#options = options
    this.#screen = screen
    this.ended = new Promise((resolve) => (this.#end = resolve))
    this.services = plan.services.map(
      (service) =>
        new SupervisedService(
          service,
          {
            ...options,
            file: options.binOf(service.service),
            execArgv: options.execArgvOf(service.service),
          },
          this.#events(),
        ),
    )
  }

  start(): void {
    this.#screen.starting(
      this.#plan.summary,
      this.services.map((service) => service.label),
    )
    this.#startWhatCan()
  }

  /** What calls another as soon as it runs waits until that other is there. */
  #startWhatCan(): void {
    for (const service of this.services) {
      const awaited = startsAfter[service.plan.service]
      const waits = this.services.some(
        (other) => other.plan.service === awaited && !this.#ready.has(other),
      )
      if (!waits) service.startIfNew()
    }
  }

  /** Stops all in order; more calls change nothing. */
  stop(exitCode = 0): void {
    if (this.#stopping) return
    this.#stopping = true
    this.#screen.stopping()
    void this.#stopAll().then((clean) => this.#end(clean ? exitCode : exitCode || 1))
  }

  async #stopAll(): Promise<boolean> {
    const stragglers: string[] = []
    const killer = setTimeout(() => {
      const killed = this.services.filter((service) => service.kill())
      stragglers.push(...killed.map((service) => service.label))
    }, this.#options.killAfterMs)
    const gone: Promise<void>[] = []
    for (const kind of stopOrder) {
      const stage = this.services.filter(({ plan }) => plan.service === kind)
      const stopped = stage.map((service) => service.stop())
      gone.push(...stopped)
      if (stage.length > 0) await settledWithin(stopped, this.#options.stageMs)
    }
    await Promise.all(gone)
    clearTimeout(killer)
    this.#screen.stopped(stragglers)
    return stragglers.length === 0
  }

  #events(): SupervisionEvents {
    return {
      ready: (service, message) => this.#onReady(service, message),
      died: (service, why, restartInMs) => {
        if (!this.#stopping) this.#screen.died(service.label, why, restartInMs)
      },
      misconfigured: () => this.stop(exitCodeConfig),
    }
  }

  #onReady(service: SupervisedService, { announcements }: ReadyMessage): void {
    if (this.#stopping) return
    if (this.#ready.has(service)) return this.#screen.back(service.label, announcements)
    this.#ready.add(service)
    this.#startWhatCan()
    this.#announced.push(...announcements)
    if (this.#ready.size === this.services.length)
      this.#screen.ready(this.#plan.summary, this.#announced)
  }
}

async function settledWithin(promises: Promise<void>[], ms: number): Promise<void> {
  const timer = new AbortController()
  const late = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined)
  await Promise.race([Promise.all(promises), late])
  timer.abort()
}
