import type { Changeset, Conversation } from '@switchboard/protocol'

/** A Conversation before a changeset and after it. */
export interface Move {
  before: Conversation | undefined
  after: Conversation
}

const nobody: ReadonlySet<string> = new Set()

/** What every console knows: the Conversations, as the changesets leave them. */
export class Desk {
  readonly #conversations = new Map<string, Conversation>()
  readonly #held = new Map<string, Set<string>>()
  readonly #queue = new Set<string>()
  readonly #snoozed = new Set<string>()
  /** The last changeset it has taken in. */
  cursor = 0

  get(number: string): Conversation | undefined {
    return this.#conversations.get(number)
  }

  all(): Iterable<Conversation> {
    return this.#conversations.values()
  }

  /** The open ones an Agent holds. */
  held(agent: string): Conversation[] {
    return this.#those(this.#held.get(agent) ?? nobody)
  }

  load(agent: string): number {
    return this.#held.get(agent)?.size ?? 0
  }

  holders(): string[] {
    return [...this.#held.keys()]
  }

  /** The open ones that nobody holds and whose Customer waits. */
  queue(): Conversation[] {
    return this.#those(this.#queue)
  }

  get queueLength(): number {
    return this.#queue.size
  }

  snoozed(): Conversation[] {
    return this.#those(this.#snoozed)
  }

  apply({ seq, conversations }: Changeset): Move[] {
    this.cursor = seq
    return conversations.map(({ conversation }) => this.#put(conversation))
  }

  #put(after: Conversation): Move {
    const { number, status, assignee, waitingSince } = after
    const before = this.#conversations.get(number)
    this.#conversations.set(number, after)
    if (before?.assignee != null) this.#held.get(before.assignee)?.delete(number)
    if (status === 'open' && assignee !== null) this.#heldBy(assignee).add(number)
    setTo(this.#queue, number, status === 'open' && assignee === null && waitingSince !== null)
    setTo(this.#snoozed, number, status === 'snoozed')
    return { before, after }
  }

  #heldBy(agent: string): Set<string> {
    const held = this.#held.get(agent) ?? new Set()
    this.#held.set(agent, held)
    return held
  }

  #those(numbers: ReadonlySet<string>): Conversation[] {
    return [...numbers].flatMap((number) => this.#conversations.get(number) ?? [])
  }
}

function setTo(set: Set<string>, one: string, isIn: boolean): void {
  if (isIn) set.add(one)
  else set.delete(one)
}
