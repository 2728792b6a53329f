import type { HistoryStore, Transaction } from '@switchboard/history'
import { viewKey, type Changeset } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import { systemClock, type Clock } from '../clock.ts'
import { keepFollowing } from '../keep-following.ts'
import type { Presence } from '../people/presence.ts'
import { assignFromQueue } from './assignments.ts'
import { wake } from './care.ts'
import { giveBack } from './hand-over.ts'
import { chooseAgent, inTeam, type Candidate } from './routing.ts'
import { WorkBoard, type People, type Work } from './work-board.ts'

/** Operations asked for at once; they share batches. */
const MAX_AT_ONCE = 100
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
 * is due. It follows the changes and people's coming and going; nothing is stored but the changes themselves,
 * and every decision is checked once more in the operation that stores it.
 */
export class Router {
  readonly #options: RouterOptions
  readonly #clock: Clock
  readonly #store: HistoryStore
  readonly #presence: Presence
  readonly #board: WorkBoard
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
    this.#board = new WorkBoard(options.store)
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
        await this.#board.catchUp()
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
    const now = new Date(this.#clock.now()).toISOString()
    await this.#each(this.#board.due(now), (transaction, number) => wake(transaction, number, now))
  }

  /** The unanswered work of whoever is gone past the grace time. */
  async #giveBack(): Promise<void> {
    for (const holder of this.#board.holders()) {
      if (this.#presence.isOnLine(holder)) continue
      await this.#each(this.#board.held(holder).unanswered, async (transaction, number) => {
        // They may be back by now.
        if (this.#presence.isOnLine(holder)) return
        await giveBack(transaction, number, holder, { gone: true })
      })
    }
  }

  /** Does it to each, many in one batch, and looks again. */
  async #each(
    numbers: Iterable<string>,
    work: (transaction: Transaction, number: string) => Promise<unknown>,
  ): Promise<void> {
    const all = [...numbers]
    for (let from = 0; from < all.length && !this.#stopped.signal.aborted; from += MAX_AT_ONCE) {
      const some = all.slice(from, from + MAX_AT_ONCE)
      const done = some.map((number) =>
        this.#store.transact((transaction) => work(transaction, number)),
      )
      await Promise.all(done)
    }
    if (all.length > 0) await this.#board.catchUp()
  }

  /** One after the other, each by how things stand after the one before. */
  async #handOut(): Promise<void> {
    const tried = new Set<string>()
    while (!this.#stopped.signal.aborted) {
      const people = await this.#board.people()
      if (people.settings.automaticAssignment === false) return
      const candidates = this.#candidates(people)
      const next = this.#next(candidates, people, tried)
      if (next === undefined) return
      tried.add(tryOf(next))
      await this.#assign(next, candidates, people)
      await this.#board.catchUp()
    }
  }

  /** The first in the Queue that somebody may have. */
  #next(
    candidates: readonly Candidate[],
    { teams }: People,
    tried: ReadonlySet<string>,
  ): Work | undefined {
    let next: (Work & { place: string }) | undefined
    for (const { team, waiting } of this.#board.queues()) {
      const free = inTeam({ team }, candidates, teams).filter(hasRoom)
      if (free.length === 0) continue
      for (const work of waiting) {
        if (next && next.place < work.place) break
        if (tried.has(tryOf(work)) || !chooseAgent(work, free)) continue
        next = work
        break
      }
    }
    return next
  }

  async #assign(work: Work, candidates: readonly Candidate[], { teams }: People): Promise<void> {
    const { value: chosen } = await this.#store.transact(async (transaction) => {
      // What people took meanwhile counts too.
      const now = await this.#asTheyAre(candidates, transaction)
      const choice = chooseAgent(work, inTeam(work, now, teams))
      if (!choice) return undefined
      const { agent, reason } = choice
      return (await assignFromQueue(transaction, work, agent, reason)) ? agent : undefined
    })
    if (chosen !== undefined) this.#lastAssignedAt.set(chosen, ++this.#assignments)
  }

  #candidates({ agents, settings }: People): Candidate[] {
    const { defaultCapacity = this.#options.defaultCapacity } = settings
    return this.#presence.available().flatMap((agent) => {
      const person = agents.get(agent)
      if (person === undefined || person.disabled) return []
      const { open, unanswered } = this.#board.held(agent)
      const capacity = person.capacity ?? defaultCapacity
      const lastAssignedAt = this.#lastAssignedAt.get(agent) ?? 0
      return [{ agent, load: open, unanswered: unanswered.size, capacity, lastAssignedAt }]
    })
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
        this.#board.apply(changeset)
        if (this.#mayMoveWork(changeset)) this.drain()
      },
      resume: () => {
        const { seq } = this.#store
        // Whatever was missed until here is found when the board catches up.
        this.drain()
        return seq
      },
      onFailure: this.#options.onFollowFailure,
    })
  }

  /** New work in the Queue or with somebody who is gone, capacity that became free, or other rules. */
  #mayMoveWork({ conversations, agents, shared = [] }: Changeset): boolean {
    if (agents.length > 0 || shared.some(({ kind }) => kind === 'team' || kind === 'settings'))
      return true
    return conversations.some(({ conversation: { status, assignee, waitingSince }, before }) => {
      const isTended = assignee !== null && this.#presence.isOnLine(assignee)
      const waits = status === 'open' && waitingSince !== null && !isTended
      const wasHeld = before?.status === 'open' && before.assignee !== null
      return waits || (wasHeld && (status !== 'open' || assignee !== before.assignee))
    })
  }
}

/** Tried once in the state it is in. */
const tryOf = ({ number, assignmentVersion }: Work): string => `${assignmentVersion}!${number}`

const hasRoom = ({ load, capacity }: Candidate): boolean => load < capacity
