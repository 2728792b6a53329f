import type { AgentActivity, AgentPresence, ChosenPresence } from '@switchboard/protocol'
import { systemClock, type Clock } from '../clock.ts'

export interface PresenceOptions {
  /** How long an Agent without any socket still counts as on line. */
  graceMs: number
  /** A source that says nothing for this long has nobody. */
  leaseMs: number
  /** How long every tab of an Agent may be idle before they count as away; default: at once. */
  awayAfterMs?: number
  /** A clock that is never set: a jump of the wall clock is no absence. */
  now?: () => number
  after?: Clock['after']
}

/** What a gateway says of the people behind its sockets. */
export interface Report {
  agents: Iterable<string>
  /** Those nobody of whose tabs here was touched for a while. */
  idle?: Iterable<string>
  activity?: readonly AgentActivity[]
}

interface Source {
  agents: ReadonlySet<string>
  idle: ReadonlySet<string>
  activity: readonly AgentActivity[]
  heardAt: number
}

const later: Clock['after'] = (delayMs, work) => systemClock.after(delayMs, work)

/**
 * Who is connected, over all gateways, who was until a moment ago, and what they do. Nothing here is
 * stored: after a start everybody has the full grace time.
 */
export class Presence {
  readonly #options: Required<PresenceOptions>
  readonly #sources = new Map<symbol, Source>()
  readonly #leftAt = new Map<string, number>()
  readonly #idleSince = new Map<string, number>()
  readonly #chosen = new Map<string, ChosenPresence>()
  readonly #listeners = new Set<() => void>()
  readonly #startedAt: number
  #told = ''
  #cancelTimer: (() => void) | undefined

  constructor(options: PresenceOptions) {
    this.#options = { awayAfterMs: 0, now: () => performance.now(), after: later, ...options }
    this.#startedAt = this.#options.now()
  }

  /** Other times for absence and idleness, from now on. */
  configure(times: Pick<PresenceOptions, 'graceMs' | 'awayAfterMs'>): void {
    Object.assign(this.#options, times)
    this.#tell()
  }

  /** Begins to let leases and grace times run out. */
  start(): void {
    if (this.#cancelTimer === undefined) this.#expireLater()
  }

  stop(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  offChange(listener: () => void): void {
    this.#listeners.delete(listener)
  }

  /** Everything one gateway knows of people; replaces what it said before. */
  report(source: symbol, { agents, idle = [], activity = [] }: Report): void {
    const heardAt = this.#options.now()
    this.#replace(source, { agents: new Set(agents), idle: new Set(idle), activity, heardAt })
  }

  /** A gateway is gone; its Agents keep the grace time. */
  forget(source: symbol): void {
    this.#replace(source, undefined)
  }

  /** What an Agent chose holds until they choose again, or are gone past the grace time. */
  choose(agent: string, presence: ChosenPresence): void {
    this.#chosen.set(agent, presence)
    this.#tell()
  }

  /** Agents with at least one socket, in a stable order. */
  connected(): string[] {
    return [...new Set([...this.#sources.values()].flatMap(({ agents }) => [...agents]))].toSorted()
  }

  /** Those whom work may be given to: connected, and neither busy nor away. */
  available(): string[] {
    return this.connected().filter((agent) => this.of(agent) === 'available')
  }

  of(agent: string): AgentPresence['presence'] {
    if (!this.isOnLine(agent)) return 'offline'
    const chosen = this.#chosen.get(agent) ?? 'available'
    return chosen === 'available' && this.#isIdle(agent) ? 'away' : chosen
  }

  /** Connected, or away for less than the grace time. */
  isOnLine(agent: string): boolean {
    if (this.#isConnected(agent)) return true
    const { now, graceMs } = this.#options
    return now() - (this.#leftAt.get(agent) ?? this.#startedAt) < graceMs
  }

  /** Everybody who is not offline. */
  list(): AgentPresence[] {
    const onLine = [
      ...this.connected(),
      ...[...this.#leftAt.keys()].filter((id) => this.isOnLine(id)),
    ]
    return [...new Set(onLine)].toSorted().map((agent) => {
      const presence = this.of(agent)
      const isIdle = presence === 'away' && this.#chosen.get(agent) !== 'away'
      return { agent, presence, ...(isIdle && { idle: true }) }
    })
  }

  /** Who views what; an Agent with several tabs in one Conversation is there once. */
  activity(): AgentActivity[] {
    const all = new Map<string, AgentActivity>()
    for (const { activity } of this.#sources.values()) {
      for (const one of activity) {
        const key = `${one.agent} ${one.number}`
        all.set(key, { ...one, typing: one.typing || all.get(key)?.typing === true })
      }
    }
    return [...all.keys()].toSorted().map((key) => all.get(key) as AgentActivity)
  }

  /** Lets leases and grace times run out, and tells of what that changed. */
  expire(): void {
    const { now, leaseMs, graceMs } = this.#options
    for (const [key, { heardAt }] of this.#sources) {
      if (now() - heardAt > leaseMs) this.forget(key)
    }
    for (const [agent, leftAt] of this.#leftAt) {
      if (now() - leftAt < graceMs) continue
      this.#chosen.delete(agent)
      // Kept for as long again, so that the end of the grace time is not taken for its beginning.
      if (now() - leftAt >= graceMs * 2 || this.#isConnected(agent)) this.#leftAt.delete(agent)
    }
    this.#tell()
  }

  #expireLater(): void {
    const everyMs = Math.min(1000, this.#options.leaseMs / 4)
    this.#cancelTimer = this.#options.after(everyMs, () => {
      this.#expireLater()
      this.expire()
    })
  }

  #isConnected(agent: string): boolean {
    for (const { agents } of this.#sources.values()) if (agents.has(agent)) return true
    return false
  }

  #isIdle(agent: string): boolean {
    const since = this.#idleSince.get(agent)
    return since !== undefined && this.#options.now() - since >= this.#options.awayAfterMs
  }

  #replace(key: symbol, source: Source | undefined): void {
    const before = this.#sources.get(key)?.agents ?? new Set<string>()
    if (source) this.#sources.set(key, source)
    else this.#sources.delete(key)
    for (const agent of source?.agents ?? []) this.#leftAt.delete(agent)
    for (const agent of before)
      if (!this.#isConnected(agent)) this.#leftAt.set(agent, this.#options.now())
    this.#noteIdle()
    this.#tell()
  }

  /** Idle is who is so at every gateway they are connected to. */
  #noteIdle(): void {
    const sources = [...this.#sources.values()]
    for (const agent of this.connected()) {
      const isIdle = sources.every(({ agents, idle }) => !agents.has(agent) || idle.has(agent))
      if (!isIdle) this.#idleSince.delete(agent)
      else if (!this.#idleSince.has(agent)) this.#idleSince.set(agent, this.#options.now())
    }
  }

  #tell(): void {
    const hasStarted = this.#options.now() - this.#startedAt >= this.#options.graceMs
    const state = JSON.stringify([this.connected(), this.list(), this.activity(), hasStarted])
    if (state === this.#told) return
    this.#told = state
    for (const listener of this.#listeners) listener()
  }
}
