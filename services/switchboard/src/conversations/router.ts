import type { HistoryStore } from '@switchboard/history'
import { viewKey, type Changeset, type Conversation } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { Presence } from '../people/presence.ts'
import { assignFromQueue } from './assignments.ts'
import { chooseAgent, type Candidate } from './routing.ts'

const HANDED_OUT_AT_ONCE = 50
const RETRY_MS = 1000

/**
 * Hands the Queue out to whoever is connected. It follows the changes and people's coming and
 * going; nothing is stored about it but the assignments themselves.
 */
export class Router {
  readonly #store: HistoryStore
  readonly #presence: Presence
  readonly #logger: Logger
  readonly #stopped = new AbortController()
  readonly #lastAssignedAt = new Map<string, number>()
  #following: Promise<void> = Promise.resolve()
  #draining: Promise<void> = Promise.resolve()
  #isDraining = false
  #again = false
  #retry: NodeJS.Timeout | undefined

  constructor(store: HistoryStore, presence: Presence, logger: Logger) {
    this.#store = store
    this.#presence = presence
    this.#logger = logger
  }

  start(): void {
    this.#presence.onChange(this.drain)
    this.#following = this.#follow()
    this.drain()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#presence.offChange(this.drain)
    await Promise.all([this.#following, this.#draining])
    clearTimeout(this.#retry)
  }

  /** Hands out what waits. Called again while it runs, it runs once more afterwards. */
  readonly drain = (): void => {
    this.#again = true
    if (this.#isDraining || this.#stopped.signal.aborted) return
    this.#isDraining = true
    this.#draining = this.#drainAll()
  }

  async #drainAll(): Promise<void> {
    try {
      while (this.#again && !this.#stopped.signal.aborted) {
        this.#again = false
        await this.#handOut()
      }
    } catch (error) {
      this.#logger.error({ err: error }, 'could not hand out the queue; trying again')
      this.#retry = setTimeout(this.drain, RETRY_MS)
    } finally {
      this.#isDraining = false
    }
  }

  async #handOut(): Promise<void> {
    if (this.#presence.connected().length === 0) return
    const waiting = await this.#store.queue(HANDED_OUT_AT_ONCE)
    for (const conversation of waiting) await this.#assign(conversation)
    if (waiting.length === HANDED_OUT_AT_ONCE) this.#again = true
  }

  async #assign(conversation: Conversation): Promise<void> {
    const { value: choice } = await this.#store.transact(async (transaction) => {
      const candidates = await this.#candidates((view) => transaction.count(view))
      const chosen = chooseAgent(conversation, candidates)
      if (!chosen) return undefined
      const done = await assignFromQueue(transaction, conversation, chosen.agent, chosen.reason)
      return done ? chosen : undefined
    })
    if (choice) this.#lastAssignedAt.set(choice.agent, Date.now())
  }

  #candidates(count: (view: string) => Promise<number>): Promise<Candidate[]> {
    const connected = this.#presence.connected()
    return Promise.all(
      connected.map(async (agent) => ({
        agent,
        load: await count(viewKey('open', agent)),
        lastAssignedAt: this.#lastAssignedAt.get(agent) ?? 0,
      })),
    )
  }

  async #follow(): Promise<void> {
    const options = { maxBuffered: 1000, signal: this.#stopped.signal }
    while (!this.#stopped.signal.aborted) {
      try {
        for await (const changeset of this.#store.follow(this.#store.seq, options)) {
          if (addsToQueue(changeset)) this.drain()
        }
        return
      } catch (error) {
        // Too far behind: whatever was missed is found by looking at the queue itself.
        this.#logger.warn({ err: error }, 'routing fell behind the changes; looking at the queue')
        this.drain()
      }
    }
  }
}

function addsToQueue({ conversations }: Changeset): boolean {
  return conversations.some(
    ({ conversation: { status, assignee, waitingSince } }) =>
      status === 'open' && assignee === null && waitingSince !== null,
  )
}
