import type { Changeset, Conversation, ConversationEvent } from '@switchboard/protocol'
import { AGENTS, CAPACITY, TEAMS, type ModelDesk } from './model-desk.ts'

/** Watches a desk from outside: by its changes, one by one, and by what is stored when nothing moves. */
export class ModelChecks {
  readonly #desk: ModelDesk
  readonly #all = new Map<string, Conversation>()
  /** Who gave it up last, by what the threads tell. */
  readonly #releasedBy = new Map<string, string>()
  #seq = 0

  constructor(desk: ModelDesk) {
    this.#desk = desk
  }

  async look(): Promise<void> {
    for (const changeset of await this.#desk.store.changes(this.#seq, 10_000))
      this.#apply(changeset)
    this.#checkRest()
    await this.#checkTexts()
  }

  #apply(changeset: Changeset): void {
    this.#seq = changeset.seq
    for (const { conversation, before } of changeset.conversations) {
      const known = this.#all.get(conversation.number)
      must(!known || known.assignee === before?.assignee, 'a change that nobody was told of')
      const isSameWork =
        known?.assignee === conversation.assignee && known.status === conversation.status
      must(
        !known || isSameWork || conversation.assignmentVersion > known.assignmentVersion,
        'a version that did not advance',
      )
      const isWoken = known?.status === 'snoozed' && conversation.status === 'open'
      const byHand = changeset.entries.some((one) => one.kind === 'event' && one.agent)
      must(
        !isWoken || byHand || conversation.assignee === known.assignee,
        'woken for somebody else',
      )
      this.#all.set(conversation.number, conversation)
    }
    for (const entry of changeset.entries) {
      if (entry.kind === 'message' && entry.direction === 'inbound')
        this.#releasedBy.delete(entry.conversation)
      if (entry.kind === 'event') this.#checkEvent(entry)
    }
  }

  #checkEvent({ conversation: number, event, agent, subject, reason }: ConversationEvent): void {
    const { assignee, team } = this.#all.get(number) as Conversation
    if (event === 'assigned' && !reason?.startsWith('by the API')) {
      must(subject === assignee && subject !== undefined, 'an event about somebody else')
      must(this.#load(subject as string) <= CAPACITY, 'more than their capacity, by itself')
      must(this.#releasedBy.get(number) !== subject, 'back to who released it')
      if (team != null) must(TEAMS[team]?.includes(subject as string) === true, 'another team')
    }
    if (assignee !== null) this.#releasedBy.delete(number)
    else if (event === 'released' && agent && reason === undefined)
      this.#releasedBy.set(number, agent)
    else if (event === 'resolved') this.#releasedBy.delete(number)
  }

  #checkRest(): void {
    const { presence, automatic, wallMs } = this.#desk
    const free = presence.available().filter((agent) => this.#load(agent) < CAPACITY)
    for (const one of this.#all.values()) {
      const { status, assignee, waitingSince, team, releasedBy, snoozedUntil } = one
      if (status === 'snoozed' && snoozedUntil != null)
        must(Date.parse(snoozedUntil) > wallMs, 'asleep beyond its time')
      if (status !== 'open' || waitingSince === null) continue
      if (assignee !== null) must(presence.isOnLine(assignee), 'stuck on the absent')
      const may = free.filter((agent) => team == null || TEAMS[team]?.includes(agent))
      const waits = assignee === null && may.some((agent) => agent !== releasedBy)
      must(!automatic || !waits, 'work waits')
    }
  }

  async #checkTexts(): Promise<void> {
    for (const [from, count] of this.#desk.texts) {
      const { entries, conversation } = await this.#desk.store.entries(from, { limit: 200 })
      const kept = entries.filter((one) => one.kind === 'message' && one.direction === 'inbound')
      must(kept.length === count, 'lost or doubled')
      const { assignmentVersion } = this.#all.get(from) as Conversation
      must(conversation.assignmentVersion === assignmentVersion, 'a change that nobody was told of')
    }
    const { counts } = await this.#desk.store.counts()
    for (const agent of AGENTS)
      must((counts[`open/${agent}`] ?? 0) === this.#load(agent), 'a load that is not so')
  }

  #load(agent: string): number {
    const all = [...this.#all.values()]
    return all.filter(({ status, assignee }) => status === 'open' && assignee === agent).length
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
