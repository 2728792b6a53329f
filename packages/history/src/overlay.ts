import { isInRange, type KeyRange, type Reader, type Row, type Write } from './key-value.ts'

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

/** Writes that are not stored yet, and what reads see through them. */
export class Overlay implements Reader {
  readonly #below: Reader
  readonly #writes = new Map<string, string | null>()
  /** Length of all keys and values written, in UTF-16 code units. */
  size = 0

  constructor(below: Reader) {
    this.#below = below
  }

  get(key: string): string | undefined {
    const written = this.#writes.get(key)
    return written === undefined ? this.#below.get(key) : (written ?? undefined)
  }

  async rows(range: KeyRange): Promise<Row[]> {
    const below = await this.#below.rows(widened(range, this.#writes.size))
    return withWrites(this.#writes, range, below)
  }

  set(key: string, value: string | null): void {
    this.#writes.set(key, value)
    this.size += key.length + (value?.length ?? 0)
  }

  absorb(other: Overlay): void {
    for (const [key, value] of other.#writes) this.set(key, value)
  }

  writes(): Write[] {
    return [...this.#writes]
  }
}
