import type { Conversation, Entry } from '@switchboard/protocol'
import type { Reader } from './key-value.ts'
import { clientKey, conversationKey, entryKey, sidKey, unescapeKey, type Place } from './keys.ts'
import type { Difference } from './maintenance.ts'
import { storedSummary } from './stored-summary.ts'
import { newConversation, summaryAfter } from './summary.ts'
import type { Check } from './verify.ts'
import { compare, peek } from './verify-peek.ts'

const followed = ['lastActivityAt', 'lastPosition', 'lastMessagePosition'] as const

/** Positions without holes, each entry found by its ids, and the summaries they add up to. */
export class EntryCheck implements Check {
  readonly prefixes = ['e!']
  readonly shape = /^e![^!]+!\d{12}$/
  readonly #reader: Reader
  readonly #newest: number
  #summary: Conversation | undefined

  constructor(reader: Reader, newest: number) {
    this.#reader = reader
    this.#newest = newest
  }

  *row(key: string, value: unknown): Iterable<Difference> {
    const entry = value as Entry
    const [number, position] = [unescapeKey(key.slice(2, -13)), Number(key.slice(-12))]
    if (this.#summary?.number !== number) {
      yield* this.end()
      this.#summary = newConversation(number, entry.at)
    }
    const summary = this.#summary ?? newConversation(number, entry.at)
    if (position !== summary.lastPosition + 1) {
      yield { key: entryKey(number, summary.lastPosition + 1), what: 'missing' }
    }
    yield* compare(key, 'position differs from its key', position, entry.position)
    yield* compare(key, 'number differs from its key', number, entry.conversation)
    if (!(entry.seq > 0 && entry.seq <= entry.changedSeq && entry.changedSeq <= this.#newest)) {
      yield { key, what: 'seq was never given', found: `${entry.seq}, ${entry.changedSeq}` }
    }
    yield* this.#checkIds({ number, position }, entry)
    this.#summary = summaryAfter(summary, { ...entry, position })
  }

  /** The history that ended here, compared with its summary. */
  *end(): Iterable<Difference> {
    const expected = this.#summary
    if (!expected) return
    const key = conversationKey(expected.number)
    const { value, missing } = peek(this.#reader, key)
    if (missing) yield { key, what: 'missing' }
    if (!value) return
    const { lastEntry } = typeof value.lastEntry === 'object' ? expected : storedSummary(expected)
    yield* compare(key, 'lastEntry differs', lastEntry, value.lastEntry)
    for (const name of followed) {
      yield* compare(key, `${name} differs`, expected[name], value[name])
    }
  }

  *#checkIds(place: Place, entry: Entry): Iterable<Difference> {
    for (const key of idKeysOf(entry)) {
      const { value, missing } = peek(this.#reader, key)
      if (missing) yield { key, what: 'missing', expected: `${place.number} ${place.position}` }
      else if (value) yield* compare(key, 'names another entry', place, value)
    }
  }
}

/** Ids that name entries which carry them. */
export class IdCheck implements Check {
  readonly prefixes = ['i!']
  readonly shape = /^i!(sid|client)!./s
  readonly #reader: Reader

  constructor(reader: Reader) {
    this.#reader = reader
  }

  *row(key: string, value: unknown): Iterable<Difference> {
    const { number, position } = value as Place
    const { value: entry, missing } = peek(this.#reader, entryKey(number, position))
    if (!entry && !missing) return
    const ids = entry ? idKeysOf(entry) : []
    if (!ids.includes(key)) yield { key, what: 'no such entry', found: `${number} ${position}` }
  }
}

/** Under which an entry is found: a message by both its ids, a note by its author's. */
function idKeysOf(entry: Entry): string[] {
  if (entry.kind === 'event') return []
  const { clientMessageId } = entry
  const sid = entry.kind === 'message' ? entry.sid : null
  return [
    ...(sid === null ? [] : [sidKey(sid)]),
    ...(clientMessageId === undefined ? [] : [clientKey(clientMessageId)]),
  ]
}
