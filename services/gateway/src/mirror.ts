import {
  inboxCountsOf,
  type Agent,
  type AgentActivity,
  type AgentPresence,
  type Changeset,
  type InboxCounts,
  type Warning,
} from '@switchboard/protocol'

export interface About {
  simulator: boolean
  lines: string[]
  warnings: Warning[]
}

/** All a gateway knows by itself: people, who is there, counts. It holds no inbox. */
export class Mirror {
  readonly #agents = new Map<string, Agent>()
  readonly #presence = new Map<string, AgentPresence>()
  #counts: Record<string, number> = {}
  /** Who views and types now, everywhere. */
  activity: AgentActivity[] = []
  about: About = { simulator: false, lines: [], warnings: [] }

  get agents(): Agent[] {
    return [...this.#agents.values()]
  }

  get presence(): AgentPresence[] {
    return [...this.#presence.values()]
  }

  countsFor(agent: string): InboxCounts {
    return inboxCountsOf(this.#counts, agent)
  }

  startOver(agents: readonly Agent[], counts: Readonly<Record<string, number>>): void {
    this.#agents.clear()
    this.#counts = { ...counts }
    this.#addAgents(agents)
  }

  apply({ agents, counts }: Changeset): void {
    this.#addAgents(agents)
    Object.assign(this.#counts, counts)
  }

  /** Takes who is on line now, all of them; tells that and who went off line. */
  applyPresence(onLine: readonly AgentPresence[]): AgentPresence[] {
    for (const agent of this.#presence.keys())
      this.#presence.set(agent, { agent, presence: 'offline' })
    for (const one of onLine) this.#presence.set(one.agent, one)
    return this.presence
  }

  #addAgents(agents: readonly Agent[]): void {
    for (const agent of agents) this.#agents.set(agent.id, agent)
  }
}
