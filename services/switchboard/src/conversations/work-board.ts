import { setImmediate } from 'node:timers/promises'
import type { HistoryStore } from '@switchboard/history'
import {
  SwitchboardError,
  type Agent,
  type Changeset,
  type Conversation,
  type ConversationStatus,
  type Settings,
  type Team,
} from '@switchboard/protocol'
import { readChosenSettings, readTeams } from '../people/shared.ts'
import { SortedPlaces } from './sorted-places.ts'

/** What routing needs to know of a Conversation that is not resolved. */
export type Work = Pick<
  Conversation,
  | 'number'
  | 'status'
  | 'assignee'
  | 'assignmentVersion'
  | 'waitingSince'
  | 'lastAgent'
  | 'team'
  | 'priority'
  | 'releasedBy'
  | 'snoozedUntil'
>

/** What one Agent holds. */
interface Held {
  open: number
  /** Numbers of those whose Customer waits. */
  unanswered: Set<string>
}

/** Who may be given work, and how. */
export interface People {
  agents: ReadonlyMap<string, Agent>
  teams: ReadonlyMap<string, Team>
  settings: Partial<Settings>
}

const PAGE = 200
const CHANGES = 500
/** Turns of the event loop in which a whole batch is announced. */
const TURNS = 40
const NONE: Held = { open: 0, unanswered: new Set() }

/**
 * All work that is not resolved, as of the last `catchUp`: read once, then kept true by the changes, so that a
 * look costs what has changed and not what waits. About 300 bytes for each Conversation.
 */
export class WorkBoard {
  readonly #store: HistoryStore
  readonly #work = new Map<string, Work>()
  readonly #held = new Map<string, Held>()
  /** By team; `''` is everybody's. */
  readonly #queues = new Map<string, SortedPlaces>()
  readonly #snoozed = new SortedPlaces()
  #people: People | undefined
  /** How often something of them has changed. */
  #peopleChanges = 0
  /** The changeset it is as of; undefined before it was read. */
  #seq: number | undefined

  constructor(store: HistoryStore) {
    this.#store = store
  }

  /** Brings it to what the store has now. */
  async catchUp(): Promise<void> {
    const now = this.#store.seq
    if (this.#seq === undefined) await this.#read()
    try {
      await this.#hear(now)
      while ((this.#seq ?? 0) < now)
        for (const changeset of await this.#store.changes(this.#seq ?? 0, CHANGES))
          this.apply(changeset)
    } catch (error) {
      if (!(error instanceof SwitchboardError && error.code === 'TOO_OLD')) throw error
      this.#seq = undefined
      await this.catchUp()
    }
  }

  /** What was just stored is about to be announced: whoever hears it there need not read it again. */
  async #hear(seq: number): Promise<void> {
    for (let turn = 0; turn < TURNS && (this.#seq ?? 0) < seq; turn += 1) await setImmediate()
  }

  /** The next change; any other is left to `catchUp`. */
  apply({ seq, conversations, agents, shared = [] }: Changeset): void {
    if (this.#seq === undefined || seq !== this.#seq + 1) return
    for (const { conversation } of conversations) this.#put(conversation)
    if (agents.length > 0 || shared.some(({ kind }) => kind === 'team' || kind === 'settings'))
      this.#forgetPeople()
    this.#seq = seq
  }

  /** Read when something of it has changed. */
  async people(): Promise<People> {
    if (this.#people) return this.#people
    const changes = this.#peopleChanges
    const [{ agents }, teams] = [await this.#store.agents(), await readTeams(this.#store)]
    const people = {
      agents: new Map(agents.map((agent) => [agent.id, agent])),
      teams: new Map(teams.map((team) => [team.id, team])),
      settings: await readChosenSettings(this.#store),
    }
    // What changed while it was read is read again the next time.
    if (changes === this.#peopleChanges) this.#people = people
    return people
  }

  #forgetPeople(): void {
    this.#people = undefined
    this.#peopleChanges += 1
  }

  held(agent: string): Readonly<Held> {
    return this.#held.get(agent) ?? NONE
  }

  /** Those who hold something. */
  holders(): string[] {
    return [...this.#held.keys()]
  }

  /** What waits, by team (null: everybody's), each in the order of the Queue. */
  *queues(): Iterable<{ team: string | null; waiting: Iterable<Work & { place: string }> }> {
    for (const [team, places] of this.#queues)
      yield { team: team === '' ? null : team, waiting: this.#at(places) }
  }

  /** Numbers of what is snoozed until a time that has come. */
  *due(now: string): Iterable<string> {
    for (const place of this.#snoozed) {
      if (place.slice(0, now.length) > now) return
      yield numberOf(place)
    }
  }

  *#at(places: SortedPlaces): Iterable<Work & { place: string }> {
    for (const place of places) {
      const work = this.#work.get(numberOf(place))
      if (work) yield { ...work, place }
    }
  }

  async #read(): Promise<void> {
    // What changes while it is read comes again with the changes from here on.
    const seq = this.#store.seq
    const all = [...(await this.#all('open')), ...(await this.#all('snoozed'))]
    for (const index of [this.#work, this.#held, this.#queues, this.#snoozed]) index.clear()
    // In order, so that each is added at the end.
    for (const conversation of all.toSorted((a, b) => (queuePlace(a) < queuePlace(b) ? -1 : 1)))
      this.#put(conversation)
    this.#forgetPeople()
    this.#seq = seq
  }

  async #all(status: ConversationStatus): Promise<Conversation[]> {
    const all: Conversation[] = []
    let page: string | null = ''
    do {
      const query = { status, limit: PAGE, ...(page && { page }) }
      const found = await this.#store.conversations(query)
      all.push(...found.conversations)
      page = found.next
    } while (page !== null)
    return all
  }

  #put(conversation: Conversation): void {
    const { number } = conversation
    const before = this.#work.get(number)
    if (before) this.#move(before, -1)
    this.#work.delete(number)
    if (conversation.status === 'resolved') return
    const work = workOf(conversation)
    this.#work.set(number, work)
    this.#move(work, 1)
  }

  /** Where a piece of work stands, in or out. */
  #move(work: Work, by: 1 | -1): void {
    const { number, status, assignee, waitingSince, snoozedUntil } = work
    if (status === 'snoozed') {
      if (snoozedUntil != null) change(this.#snoozed, `${snoozedUntil}!${number}`, by)
    } else if (assignee !== null) this.#moveHeld(assignee, work, by)
    else if (waitingSince !== null) {
      const team = work.team ?? ''
      const places = this.#queues.get(team) ?? new SortedPlaces()
      change(places, queuePlace(work), by)
      if (places.size > 0) this.#queues.set(team, places)
      else this.#queues.delete(team)
    }
  }

  #moveHeld(agent: string, { number, waitingSince }: Work, by: 1 | -1): void {
    const held = this.#held.get(agent) ?? { open: 0, unanswered: new Set<string>() }
    held.open += by
    if (waitingSince !== null) change(held.unanswered, number, by)
    if (held.open > 0) this.#held.set(agent, held)
    else this.#held.delete(agent)
  }
}

function workOf(conversation: Conversation): Work {
  const { number, status, assignee, assignmentVersion, waitingSince } = conversation
  const { lastAgent, team, priority, releasedBy, snoozedUntil } = conversation
  return {
    number,
    status,
    assignee,
    assignmentVersion,
    waitingSince,
    lastAgent,
    team,
    priority,
    releasedBy,
    snoozedUntil,
  }
}

const rank = { urgent: 0, high: 1, normal: 2, low: 3 } as const

/** The order of the Queue, which is the store's: priority, then the longest waiting, then the number. */
function queuePlace({ priority, waitingSince, number }: Work | Conversation): string {
  return `${rank[priority?.level ?? 'normal']}${waitingSince ?? ''}!${number}`
}

const numberOf = (place: string): string => place.slice(place.indexOf('!') + 1)

function change(
  places: { add(place: string): unknown; delete(place: string): unknown },
  place: string,
  by: 1 | -1,
): void {
  if (by === 1) places.add(place)
  else places.delete(place)
}
