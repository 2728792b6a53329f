import { viewKey } from '@switchboard/protocol'
import type { Reader } from './key-value.ts'
import { conversationKey, countKey, entryKey, indexKeysOf, viewOfCountKey } from './keys.ts'
import type { Difference } from './maintenance.ts'
import { filledSummary, type StoredSummary } from './stored-summary.ts'
import type { Check } from './verify.ts'
import { compare, peek } from './verify-peek.ts'

/** Summaries of histories that exist, each with its place in every index; counts them. */
export class ConversationCheck implements Check {
  readonly prefixes = ['c!']
  readonly shape = /^c!./s
  readonly counts = new Map<string, number>()
  readonly #reader: Reader
  readonly #newest: number

  constructor(reader: Reader, newest: number) {
    this.#reader = reader
    this.#newest = newest
  }

  *row(key: string, value: unknown): Iterable<Difference> {
    const conversation = filledSummary(value as StoredSummary)
    const { number, lastPosition, changedSeq } = conversation
    yield* compare(key, 'number differs from its key', key, conversationKey(number))
    const newest = entryKey(number, lastPosition)
    if (peek(this.#reader, newest).missing) yield { key: newest, what: 'missing' }
    if (!(changedSeq > 0 && changedSeq <= this.#newest)) {
      yield { key, what: 'seq was never given', found: String(changedSeq) }
    }
    for (const index of indexKeysOf(conversation)) {
      if (this.#reader.get(index) === undefined) yield { key: index, what: 'missing' }
    }
    this.#count(viewKey(conversation.status, '*'))
    this.#count(viewKey(conversation.status, conversation.assignee))
  }

  #count(view: string): void {
    this.counts.set(view, (this.counts.get(view) ?? 0) + 1)
  }
}

/** Counters, compared with what was counted. Their keys come after those of the Conversations. */
export class CounterCheck implements Check {
  readonly prefixes = ['k!']
  readonly shape = /^k!./s
  readonly #counted: ReadonlyMap<string, number>
  readonly #seen = new Set<string>()

  constructor(counted: ReadonlyMap<string, number>) {
    this.#counted = counted
  }

  *row(key: string, value: unknown): Iterable<Difference> {
    const view = viewOfCountKey(key)
    this.#seen.add(view)
    yield* compare(key, 'count differs', this.#counted.get(view) ?? 0, value)
  }

  *end(): Iterable<Difference> {
    for (const [view, count] of this.#counted) {
      if (this.#seen.has(view)) continue
      yield { key: countKey(view), what: 'missing', expected: String(count) }
    }
  }
}
