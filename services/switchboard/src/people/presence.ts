import type { AgentPresence } from '@switchboard/protocol'

export interface PresenceOptions {
  /** How long an Agent without any socket still counts as on line. */
  graceMs: number
  /** A source that says nothing for this long has nobody. */
  leaseMs: number
  now?: () => number
}

interface Source {
  agents: ReadonlySet<string>
  heardAt: number
}

/**
 * Who is connected, over all gateways, and who was until a moment ago. Nothing here is stored:
 * after a start everybody has the full grace time.
 */
export class Presence {
  readonly #graceMs: number
  readonly #leaseMs: number
  readonly #now: () => number
  readonly #sources = new Map<symbol, Source>()
  readonly #leftAt = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  readonly #startedAt: number
  #told = ''
  #timer: NodeJS.Timeout | undefined

  constructor({ graceMs, leaseMs, now = Date.now }: PresenceOptions) {
    this.#graceMs = graceMs
    this.#leaseMs = leaseMs
    this.#now = now
    this.#startedAt = now()
  }

  /** Begins to let leases and grace times run out. */
  start(): void {
    this.#timer ??= setInterval(() => this.#expire(), Math.min(1000, this.#leaseMs / 4)).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  offChange(listener: () => void): void {
    this.#listeners.delete(listener)
  }

  /** All Agents with a socket at this gateway; replaces what it said before. */
  report(source: symbol, agents: Iterable<string>): void {
    this.#replace(source, { agents: new Set(agents), heardAt: this.#now() })
  }

  /** A gateway is gone; its Agents keep the grace time. */
  forget(source: symbol): void {
    this.#replace(source, undefined)
  }

  /** Agents with at least one socket, in a stable order. */
  connected(): string[] {
    return [...new Set([...this.#sources.values()].flatMap(({ agents }) => [...agents]))].toSorted()
  }

  /** Connected, or away for less than the grace time. */
  isOnLine(agent: string): boolean {
    if (this.#isConnected(agent)) return true
    return this.#now() - (this.#leftAt.get(agent) ?? this.#startedAt) < this.#graceMs
  }

  /** Everybody who is not offline. */
  list(): AgentPresence[] {
    const onLine = [
      ...this.connected(),
      ...[...this.#leftAt.keys()].filter((id) => this.isOnLine(id)),
    ]
    return [...new Set(onLine)].toSorted().map((agent) => ({ agent, presence: 'available' }))
  }

  #isConnected(agent: string): boolean {
    for (const { agents } of this.#sources.values()) if (agents.has(agent)) return true
    return false
  }

  #replace(key: symbol, source: Source | undefined): void {
    const before = this.#sources.get(key)?.agents ?? new Set<string>()
    if (source) this.#sources.set(key, source)
    else this.#sources.delete(key)
    for (const agent of before) if (!this.#isConnected(agent)) this.#leftAt.set(agent, this.#now())
    this.#tell()
  }

  #expire(): void {
    for (const [key, { heardAt }] of this.#sources) {
      if (this.#now() - heardAt > this.#leaseMs) this.forget(key)
    }
    for (const [agent, leftAt] of this.#leftAt) {
      if (this.#now() - leftAt >= this.#graceMs * 2 || this.#isConnected(agent))
        this.#leftAt.delete(agent)
    }
    this.#tell()
  }

  #tell(): void {
    const state = JSON.stringify([this.connected(), this.list()])
    if (state === this.#told) return
    this.#told = state
    for (const listener of this.#listeners) listener()
  }
}
