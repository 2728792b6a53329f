import { jsonIn, seal, sealJson } from './checksum.ts'
import { deepFreeze } from './deep-freeze.ts'
import { isInRange, type KeyRange, type Row, type Write } from './key-value.ts'
import type { KeyOf } from './keys.ts'
import type { ValueReader } from './recent-values.ts'

/** Rows of a range as they are with these writes laid over them. `below` is asked for enough to fill the limit. */
export function withWrites(
  writes: ReadonlyMap<string, string | null>,
  range: KeyRange,
  below: Row[],
): Row[] {
  const rows = below.filter(([key]) => !writes.has(key))
  for (const [key, value] of writes) {
    if (value !== null && isInRange(key, range)) rows.push([key, value])
  }
  rows.sort(([a], [b]) => (a < b ? -1 : 1))
  if (range.reverse) rows.reverse()
  return rows.slice(0, range.limit)
}

/** The same range with room for rows that the writes replace or remove. */
export function widened(range: KeyRange, by: number): KeyRange {
  return range.limit === undefined ? range : { ...range, limit: range.limit + by }
}

/** What will be stored under a key; its text is made when it is first asked for, and once. */
interface Pending {
  value: unknown
  stored: unknown
  text: string | undefined
}

/** Writes that are not stored yet, and what reads see through them. */
export class Overlay implements ValueReader {
  #below: ValueReader
  /** Null removes the key. */
  readonly #writes = new Map<string, Pending | null>()
  readonly #missing = new Set<string>()
  /** Length of all keys and values absorbed, in UTF-16 code units. */
  size = 0

  constructor(below: ValueReader) {
    this.#below = below
  }

  /** What lay below is stored now, and is read there from now on. */
  rebase(store: ValueReader): void {
    this.#below = store
  }

  get(key: string): string | undefined {
    const written = this.#writes.get(key)
    if (written === undefined) return this.#getBelow(key)
    return written === null ? undefined : textOf(key, written)
  }

  value<T>(key: KeyOf<T>): T | undefined {
    const written = this.#writes.get(key)
    if (written === undefined) return this.#below.value(key)
    return written === null ? undefined : (written.value as T)
  }

  /** Nothing comes to be below while this lies over it, so a key is missed once. */
  #getBelow(key: string): string | undefined {
    if (this.#missing.has(key)) return undefined
    const text = this.#below.get(key)
    if (text === undefined) this.#missing.add(key)
    return text
  }

  async rows(range: KeyRange): Promise<Row[]> {
    const below = await this.#below.rows(widened(range, this.#writes.size))
    return withWrites(new Map(this.writes()), range, below)
  }

  /** The value is shared with all who read it from now on, so it is frozen. `stored` is what its text is made of. */
  put(key: string, value: unknown, stored = value): void {
    this.#writes.set(key, { value: deepFreeze(value), stored, text: undefined })
  }

  /** The same where the value's JSON is there already. */
  putJson(key: string, value: unknown, json: string): void {
    this.#writes.set(key, { value: deepFreeze(value), stored: value, text: sealJson(key, json) })
  }

  /** The JSON of what was written under this key. */
  json(key: string): string {
    const text = this.get(key)
    if (text === undefined) throw new TypeError(`Nothing is stored under ${key}`)
    return jsonIn(text)
  }

  remove(key: string): void {
    this.#writes.set(key, null)
  }

  absorb(other: Overlay): void {
    for (const [key, pending] of other.#writes) {
      this.#writes.set(key, pending)
      this.size += key.length + (pending ? textOf(key, pending).length : 0)
    }
  }

  writes(): Write[] {
    return Array.from(this.#writes, ([key, pending]) => [key, pending && textOf(key, pending)])
  }

  /** What was written, by key; undefined where the key was removed. */
  *values(): Generator<[key: string, value: unknown], void, undefined> {
    for (const [key, pending] of this.#writes) yield [key, pending?.value]
  }
}

function textOf(key: string, pending: Pending): string {
  return (pending.text ??= seal(key, pending.stored))
}
