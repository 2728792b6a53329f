import type { Conversation } from '@switchboard/protocol'
import type { Counters } from './counters.ts'
import { indexKeysOf } from './keys.ts'
import type { Overlay } from './overlay.ts'

interface Move {
  before: Conversation | undefined
  after: Conversation
}

/** Moves Conversations in indexes and counters: once, however often an operation writes a summary. */
export class Places {
  readonly #draft: Overlay
  readonly #counters: Counters
  readonly #moves = new Map<string, Move>()

  constructor(draft: Overlay, counters: Counters) {
    this.#draft = draft
    this.#counters = counters
  }

  /** Notes how a summary was before this write and is after it. */
  move(after: Conversation, before: Conversation | undefined): void {
    const move = this.#moves.get(after.number)
    if (move) move.after = after
    else this.#moves.set(after.number, { before, after })
  }

  /** Writes what was noted since the last time. */
  settle(): void {
    for (const { before, after } of this.#moves.values()) {
      this.#index(before, after)
      this.#counters.move(before, after)
    }
    this.#moves.clear()
  }

  #index(before: Conversation | undefined, after: Conversation): void {
    const [old, now] = [before ? indexKeys(before) : [], indexKeys(after)]
    for (const key of old) if (!now.includes(key)) this.#draft.remove(key)
    for (const key of now) if (!old.includes(key)) this.#draft.put(key, null)
  }
}

const known = new WeakMap<Conversation, string[]>()

/** What was one operation's after is the next one's before. */
function indexKeys(conversation: Conversation): string[] {
  const keys = known.get(conversation) ?? indexKeysOf(conversation)
  known.set(conversation, keys)
  return keys
}
