import { crc32 } from 'node:zlib'
import { readValue, seal } from './checksum.ts'
import type { Reader, Write } from './key-value.ts'
import { privatePrefixes, tallyKey, type Tally } from './keys.ts'

/** Records that nothing else tells of: without a tally nobody would miss one. */
export const talliedPrefixes: readonly string[] = ['p!', ...privatePrefixes]

const none: Tally = { count: 0, sum: 0 }

/** How many records there are, and the sum of their checksums; by prefix. */
export class Tallies {
  readonly #reader: Reader | undefined
  readonly #tallies = new Map<string, Tally>()

  /** Begins with what is stored, or with nothing. */
  constructor(reader?: Reader) {
    this.#reader = reader
  }

  get(prefix: string): Tally {
    const stored = () => this.#reader && readValue(this.#reader, tallyKey(prefix))
    return this.#tallies.get(prefix) ?? stored() ?? none
  }

  add(key: string, text: string): void {
    this.#move(key, text, 1)
  }

  remove(key: string, text: string): void {
    this.#move(key, text, -1)
  }

  /** The tallies that moved. */
  writes(): Write[] {
    return [...this.#tallies].map(([prefix, tally]) => {
      const key = tallyKey(prefix)
      return [key, seal(key, tally)]
    })
  }

  #move(key: string, text: string, by: 1 | -1): void {
    const prefix = key.slice(0, 2)
    if (!talliedPrefixes.includes(prefix)) return
    const { count, sum } = this.get(prefix)
    const checksum = crc32(text, crc32(key))
    this.#tallies.set(prefix, { count: count + by, sum: (sum + by * checksum) >>> 0 })
  }
}

/** Writes with the tallies they move among them. Each key is written once. */
export function tallied(reader: Reader, writes: Write[]): Write[] {
  const tallies = new Tallies(reader)
  for (const [key, value] of writes) {
    if (!talliedPrefixes.includes(key.slice(0, 2))) continue
    const before = reader.get(key)
    if (before !== undefined) tallies.remove(key, before)
    if (value !== null) tallies.add(key, value)
  }
  return [...writes, ...tallies.writes()]
}
