import type { Report } from '@switchboard/switchboard/in-process'
import type { DayClock } from './day-clock.ts'
import type { Random } from './random.ts'
import { SECOND } from './times.ts'

/** How often a gateway says who is there, as the real one does. */
const REPORT_EVERY_MS = 4 * SECOND

interface Gateway {
  name: string
  /** A new one for each process. */
  source: symbol
  isAlive: boolean
  /** Its socket to the switchboard is open. */
  isLinked: boolean
  /** Who is connected; the value: nobody touches the tab. */
  agents: Map<string, { isIdle: boolean }>
}

export interface GatewaysOptions {
  clock: DayClock
  random: Random
  report: (gateway: symbol, report: Report | undefined) => void
}

/** The gateways with the sockets behind them, as far as the switchboard hears of them. */
export class Gateways {
  readonly #options: GatewaysOptions
  readonly #gateways: Gateway[]

  constructor(count: number, options: GatewaysOptions) {
    this.#options = options
    this.#gateways = Array.from({ length: count }, (_, index) => ({
      name: `gateway ${index + 1}`,
      source: Symbol('gateway'),
      isAlive: true,
      isLinked: true,
      agents: new Map(),
    }))
    for (const gateway of this.#gateways) this.#reportAgain(gateway)
  }

  /** Through the living gateway with the fewest sockets. */
  connect(agent: string): void {
    this.disconnect(agent)
    const living = this.#gateways.filter(({ isAlive }) => isAlive)
    const [gateway] = living.toSorted((a, b) => a.agents.size - b.agents.size)
    if (!gateway) return
    gateway.agents.set(agent, { isIdle: false })
    this.#report(gateway)
  }

  disconnect(agent: string): void {
    const gateway = this.#of(agent)
    if (!gateway) return
    gateway.agents.delete(agent)
    this.#report(gateway)
  }

  setIdle(agent: string, isIdle: boolean): void {
    const gateway = this.#of(agent)
    if (!gateway) return
    gateway.agents.set(agent, { isIdle })
    this.#report(gateway)
  }

  isConnected(agent: string): boolean {
    return this.#of(agent) !== undefined
  }

  /** Whether what an Agent asks reaches the switchboard. */
  reaches(agent: string): boolean {
    return this.#of(agent)?.isLinked === true
  }

  /** The first gateway dies with all its sockets; another process takes its place later. Returns whom it cut off. */
  kill(downMs: number): string[] {
    const [gateway] = this.#gateways
    if (!gateway) return []
    const cutOff = [...gateway.agents.keys()]
    gateway.agents.clear()
    gateway.isAlive = false
    this.#options.report(gateway.source, undefined)
    this.#options.clock.after(downMs, () => {
      gateway.source = Symbol('gateway')
      gateway.isAlive = true
    })
    return cutOff
  }

  /** The switchboard stops: every socket to it ends. */
  unlink(): void {
    for (const gateway of this.#gateways) gateway.isLinked = false
  }

  /** It is back, and each gateway finds it in its own time. */
  relink(): void {
    const { clock, random } = this.#options
    for (const gateway of this.#gateways)
      clock.after(random.between(0.5, 4) * SECOND, () => {
        gateway.source = Symbol('gateway')
        gateway.isLinked = true
        this.#report(gateway)
      })
  }

  #of(agent: string): Gateway | undefined {
    return this.#gateways.find(({ agents }) => agents.has(agent))
  }

  #reportAgain(gateway: Gateway): void {
    this.#report(gateway)
    this.#options.clock.after(REPORT_EVERY_MS, () => this.#reportAgain(gateway))
  }

  #report({ source, isAlive, isLinked, agents }: Gateway): void {
    if (!isAlive || !isLinked) return
    const idle = [...agents].filter(([, { isIdle }]) => isIdle).map(([agent]) => agent)
    this.#options.report(source, { agents: agents.keys(), idle })
  }
}
