import type { Changeset } from '@switchboard/protocol'
import { checkJournal } from './journal.ts'
import type { Reader } from './key-value.ts'
import {
  agentKey,
  changeKey,
  conversationKey,
  entryKey,
  seqOfChangeKey,
  type KeyOf,
} from './keys.ts'
import { readGaps } from './log-start.ts'
import type { Difference } from './maintenance.ts'
import { wholeChangeset } from './stored-changeset.ts'
import type { Check } from './verify.ts'
import { compare, peek } from './verify-peek.ts'

/** Changesets without holes but the recorded ones, and what they tell of at least as new as they say. */
export class LogCheck implements Check {
  readonly prefixes = ['s!']
  readonly shape = /^s!\d{16}$/
  readonly #reader: Reader
  readonly #begins: Set<number>
  #last = 0

  constructor(reader: Reader) {
    this.#reader = reader
    this.#begins = new Set(readGaps(reader).map(({ to }) => to))
  }

  *row(key: string, value: unknown): Iterable<Difference> {
    const changeset = value as Changeset
    const seq = seqOfChangeKey(key)
    if (this.#last > 0 && seq !== this.#last + 1 && !this.#begins.has(seq)) {
      yield { key: changeKey(this.#last + 1), what: 'missing' }
    }
    this.#last = seq
    yield* compare(key, 'seq differs from its key', seq, changeset.seq)
    yield* this.#isWhole(key, value)
    for (const { conversation, position } of changeset.entries) {
      yield* this.#isAsNew(entryKey(conversation, position), seq)
    }
    for (const { conversation } of changeset.conversations) {
      yield* this.#isAsNew(conversationKey(conversation.number), seq)
    }
    for (const { id } of changeset.agents) {
      if (peek(this.#reader, agentKey(id)).missing) yield { key: agentKey(id), what: 'missing' }
    }
  }

  /** Whoever follows is sent it whole. */
  *#isWhole(key: string, value: unknown): Iterable<Difference> {
    try {
      wholeChangeset(key, value)
    } catch (error) {
      yield { key, what: 'cannot be made whole', found: (error as Error).message }
    }
  }

  *#isAsNew(key: KeyOf<{ changedSeq: number }>, seq: number): Iterable<Difference> {
    const { value, missing } = peek(this.#reader, key)
    if (missing) yield { key, what: 'missing', expected: `changed by ${seq}` }
    if (!value || value.changedSeq >= seq) return
    yield {
      key,
      what: 'older than the log says',
      expected: String(seq),
      found: String(value.changedSeq),
    }
  }
}

/** The numbers of the newest batches, and the gaps that are known. */
export class JournalCheck implements Check {
  readonly prefixes = ['z!', 'g!', 'h!']
  readonly shape = /^(z!\d{16}|g!lost|g!first-batch|h![a-z])$/
  readonly #reader: Reader

  constructor(reader: Reader) {
    this.#reader = reader
  }

  row(): Difference[] {
    return []
  }

  async end(): Promise<Iterable<Difference>> {
    await checkJournal(this.#reader)
    return []
  }
}
