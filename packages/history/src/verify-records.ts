import type { Agent } from '@switchboard/protocol'
import type { Reader } from './key-value.ts'
import { agentKey, tallyKey } from './keys.ts'
import type { Difference } from './maintenance.ts'
import { Tallies, talliedPrefixes } from './tallies.ts'
import type { Check } from './verify.ts'
import { compare } from './verify-peek.ts'

/** Agents and private records: as many as were written, and those. What they mean is their owners' to know. */
export class RecordCheck implements Check {
  readonly prefixes = talliedPrefixes
  readonly shape = /^/
  readonly #stored: Tallies
  readonly #found = new Tallies()

  constructor(reader: Reader) {
    this.#stored = new Tallies(reader)
  }

  row(key: string, value: unknown, text: string): Difference[] {
    this.#found.add(key, text)
    if (!key.startsWith('p!')) return []
    return compare(key, 'id differs from its key', key, agentKey((value as Agent).id))
  }

  *end(): Iterable<Difference> {
    for (const prefix of talliedPrefixes) {
      const [expected, found] = [this.#stored.get(prefix), this.#found.get(prefix)]
      yield* compare(tallyKey(prefix), 'tally differs', expected, found)
    }
  }
}
