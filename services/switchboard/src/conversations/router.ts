import type { HistoryStore, Transaction } from '@switchboard/history'
import { viewKey, type Changeset, type Conversation, type Team } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import { systemClock, type Clock } from '../clock.ts'
import { keepFollowing } from '../keep-following.ts'
import type { Presence } from '../people/presence.ts'
import { readChosenSettings, readTeams } from '../people/shared.ts'
import { assignFromQueue } from './assignments.ts'
import { wake } from './care.ts'
import { giveBack } from './hand-over.ts'
import { chooseAgent, inTeam, type Candidate } from './routing.ts'

/** How much of the Queue one look takes in: work of a team that is away must not hide what is behind it. */
const MAX_LOOKED_AT = 10_000
const PAGE = 200
const RETRY_MS = 1000
const WAKE_EVERY_MS = 1000

export interface RouterOptions {
  store: HistoryStore
  presence: Presence
  logger: Logger
  /** What an Agent without a capacity of their own may be given. */
  defaultCapacity: number
  /** Tells when what is snoozed is due, and when to look again. */
  clock?: Clock
  /** The changes could not be followed. */
  onFollowFailure?: () => void
}

/**
 * Hands the Queue out to whoever is available, gives back what the absent left unanswered, and wakes what
 * is due. It follows the changes and people's coming and going; nothing is stored but the changes themselves.
 */
export class Router {
  readonly #options: RouterOptions
  readonly #clock: Clock
  readonly #store: HistoryStore
  readonly #presence: Presence
  readonly #stopped = new AbortController()
  readonly #lastAssignedAt = new Map<string, number>()
  /** Orders assignments; a counter, since several fall into one millisecond. */
  #assignments = 0
  #following: Promise<void> = Promise.resolve()
  #draining: Promise<void> = Promise.resolve()
  #isDraining = false
  #again = false
  #cancelRetry: () => void = () => undefined
  #cancelWaking: () => void = () => undefined

  constructor(options: RouterOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#store = options.store
    this.#presence = options.presence
  }

  start(): void {
    this.#presence.onChange(this.drain)
    this.#following = this.#follow()
    this.#wakeLater()
    this.drain()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#presence.offChange(this.drain)
    this.#cancelRetry()
    this.#cancelWaking()
    await Promise.all([this.#following, this.#draining])
  }

  /** Looks after everything that waits. Called again while it runs, it runs once more afterwards. */
  readonly drain = (): void => {
    this.#again = true
    if (this.#isDraining || this.#stopped.signal.aborted) return
    this.#isDraining = true
    this.#draining = this.#drainAll()
  }

  /** Resolves when it looks after nothing; looks at nothing by itself. */
  async idle(): Promise<void> {
    while (this.#isDraining) await this.#draining
  }

  /** Resolves when nothing is left to do now. */
  async settled(): Promise<void> {
    this.drain()
    await this.#draining
  }

  #wakeLater(): void {
    this.#cancelWaking = this.#clock.after(WAKE_EVERY_MS, () => {
      this.#wakeLater()
      this.drain()
    })
  }

  async #drainAll(): Promise<void> {
    try {
      while (this.#again && !this.#stopped.signal.aborted) {
        this.#again = false
        await this.#wakeDue()
        await this.#giveBack()
        await this.#handOut()
      }
    } catch (error) {
      this.#options.logger.error({ err: error }, 'could not hand out the queue; trying again')
      this.#cancelRetry()
      this.#cancelRetry = this.#clock.after(RETRY_MS, this.drain)
    } finally {
      this.#isDraining = false
    }
  }

  async #wakeDue(): Promise<void> {
    const { counts } = await this.#store.counts()
    if (!counts[viewKey('snoozed', '*')]) return
    const now = new Date(this.#clock.now()).toISOString()
    for (const { number, snoozedUntil } of await this.#all({ status: 'snoozed' }))
      if (snoozedUntil != null && snoozedUntil <= now)
        await this.#store.transact((transaction) => wake(transaction, number, now))
  }

  /** The unanswered work of whoever is gone past the grace time. */
  async #giveBack(): Promise<void> {
    const { counts } = await this.#store.counts()
    const holders = Object.keys(counts).flatMap((view) => /^open\/([^*-].*)$/.exec(view)?.[1] ?? [])
    for (const holder of holders) {
      if (this.#presence.isOnLine(holder)) continue
      for (const { number, waitingSince } of await this.#all({
        status: 'open',
        assignee: holder,
      })) {
        if (waitingSince === null) continue
        const why = { reason: 'gone without answering', onlyUnanswered: true }
        await this.#store.transact((transaction) => giveBack(transaction, number, holder, why))
      }
    }
  }

  async #handOut(): Promise<void> {
    if (this.#presence.available().length === 0) return
    const [first] = await this.#store.queue(1)
    const { automaticAssignment = true, defaultCapacity = this.#options.defaultCapacity } =
      await readChosenSettings(this.#store)
    if (first === undefined || !automaticAssignment) return
    const candidates = await this.#candidates(defaultCapacity)
    if (!candidates.some(hasRoom)) return
    const teams = new Map((await readTeams(this.#store)).map((team) => [team.id, team]))
    for (const conversation of await this.#store.queue(MAX_LOOKED_AT)) {
      if (!candidates.some(hasRoom) || this.#stopped.signal.aborted) return
      await this.#assign(conversation, candidates, teams)
    }
  }

  async #assign(
    conversation: Conversation,
    candidates: readonly Candidate[],
    teams: ReadonlyMap<string, Team>,
  ): Promise<void> {
    if (!inTeam(conversation, candidates, teams).some(hasRoom)) return
    const { value: chosen } = await this.#store.transact(async (transaction) => {
      // What people took meanwhile counts too.
      const now = await this.#asTheyAre(candidates, transaction)
      const choice = chooseAgent(conversation, inTeam(conversation, now, teams))
      if (!choice) return undefined
      const { agent, reason } = choice
      return (await assignFromQueue(transaction, conversation, agent, reason)) ? agent : undefined
    })
    const candidate = candidates.find(({ agent }) => agent === chosen)
    if (candidate === undefined) return
    candidate.load += 1
    candidate.unanswered += 1
    candidate.lastAssignedAt = ++this.#assignments
    this.#lastAssignedAt.set(candidate.agent, candidate.lastAssignedAt)
  }

  async #candidates(defaultCapacity: number): Promise<Candidate[]> {
    const { agents } = await this.#store.agents()
    const { counts } = await this.#store.counts()
    const known = new Map(agents.map((agent) => [agent.id, agent]))
    const candidates: Candidate[] = []
    for (const agent of this.#presence.available()) {
      const person = known.get(agent)
      if (person === undefined || person.disabled) continue
      const held = await this.#all({ status: 'open', assignee: agent })
      candidates.push({
        agent,
        load: counts[viewKey('open', agent)] ?? 0,
        unanswered: held.filter(({ waitingSince }) => waitingSince !== null).length,
        capacity: person.capacity ?? defaultCapacity,
        lastAssignedAt: this.#lastAssignedAt.get(agent) ?? 0,
      })
    }
    return candidates
  }

  async #asTheyAre(
    candidates: readonly Candidate[],
    transaction: Transaction,
  ): Promise<Candidate[]> {
    const there = new Set(this.#presence.available())
    const present = candidates.filter(({ agent }) => there.has(agent))
    return Promise.all(
      present.map(async (one) => ({
        ...one,
        load: await transaction.count(viewKey('open', one.agent)),
      })),
    )
  }

  async #all(query: { status: 'open' | 'snoozed'; assignee?: string }): Promise<Conversation[]> {
    const all: Conversation[] = []
    let page: string | null | undefined
    do {
      const found = await this.#store.conversations({
        ...query,
        limit: PAGE,
        ...(page && { page }),
      })
      all.push(...found.conversations)
      page = found.next
    } while (page !== null)
    return all
  }

  #follow(): Promise<void> {
    return keepFollowing({
      store: this.#store,
      clock: this.#clock,
      logger: this.#options.logger,
      signal: this.#stopped.signal,
      who: 'routing',
      from: this.#store.seq,
      maxBuffered: 1000,
      take: (changeset) => {
        if (mayMoveWork(changeset)) this.drain()
      },
      resume: () => {
        const { seq } = this.#store
        // Whatever was missed until here is found by looking at the queue itself.
        this.drain()
        return seq
      },
      onFailure: this.#options.onFollowFailure,
    })
  }
}

const hasRoom = ({ load, capacity }: Candidate): boolean => load < capacity

/** New work in the Queue, capacity that became free, or other rules. */
function mayMoveWork({ conversations, agents, shared = [] }: Changeset): boolean {
  if (agents.length > 0 || shared.some(({ kind }) => kind === 'team' || kind === 'settings'))
    return true
  return conversations.some(({ conversation: { status, assignee, waitingSince }, before }) => {
    const waits = status === 'open' && assignee === null && waitingSince !== null
    const wasHeld = before?.status === 'open' && before.assignee !== null
    return waits || (wasHeld && (status !== 'open' || assignee !== before.assignee))
  })
}
