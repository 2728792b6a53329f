import { setImmediate } from 'node:timers/promises'
import {
  isInRange,
  type KeyRange,
  type KeyValue,
  type KeyValueEvents,
  type Row,
  type Snapshot,
  type Write,
} from './key-value.ts'
import { changeKeys } from './keys.ts'
import { widened, withWrites } from './overlay.ts'

/** Announcements made before other work gets its turn, so that a quick reader is never overrun. */
const ANNOUNCED_AT_ONCE = 16

/** An ordered map in memory that keeps the promises of the disk, but for outliving the process. */
export class MemoryKeyValue implements KeyValue {
  readonly #values = new Map<string, string>()
  readonly #keys: string[] = []
  /** Of each open snapshot: what the keys written since then were before. */
  readonly #undo = new Set<Map<string, string | null>>()
  #events: KeyValueEvents | undefined
  #announced: Promise<void> = Promise.resolve()

  async open(events: KeyValueEvents): Promise<void> {
    this.#events = events
  }

  async close(): Promise<void> {
    await this.#announced
    this.#events = undefined
  }

  get(key: string): string | undefined {
    return this.#values.get(key)
  }

  async rows(range: KeyRange): Promise<Row[]> {
    return this.#rows(range)
  }

  snapshot(): Snapshot {
    const undo = new Map<string, string | null>()
    this.#undo.add(undo)
    return {
      get: (key) => {
        const before = undo.get(key)
        return before === undefined ? this.#values.get(key) : (before ?? undefined)
      },
      rows: async (range) => withWrites(undo, range, this.#rows(widened(range, undo.size))),
      close: async () => void this.#undo.delete(undo),
    }
  }

  async write(writes: Write[]): Promise<void> {
    // A disk never answers within the same turn; neither does this.
    await setImmediate()
    for (const [key, value] of writes) this.#set(key, value)
    this.#announced = this.#announced.then(() => this.#announce(writes))
  }

  #set(key: string, value: string | null): void {
    const before = this.#values.get(key)
    for (const undo of this.#undo) if (!undo.has(key)) undo.set(key, before ?? null)
    if (value === null) {
      if (this.#values.delete(key)) this.#keys.splice(this.#indexOf(key), 1)
    } else {
      if (before === undefined) this.#keys.splice(this.#indexOf(key), 0, key)
      this.#values.set(key, value)
    }
  }

  async #announce(writes: Write[]): Promise<void> {
    let announced = 0
    for (const [key, value] of writes) {
      if (value === null || !isInRange(key, changeKeys)) continue
      this.#events?.changed([key, value])
      announced += 1
      if (announced % ANNOUNCED_AT_ONCE === 0) await setImmediate()
    }
  }

  #rows(range: KeyRange): Row[] {
    const { limit = Infinity, reverse = false } = range
    const rows: Row[] = []
    const step = reverse ? -1 : 1
    let at = reverse ? this.#upperIndex(range) - 1 : this.#lowerIndex(range)
    for (; rows.length < limit; at += step) {
      const key = this.#keys[at]
      if (key === undefined || !isInRange(key, range)) break
      rows.push([key, this.#values.get(key) ?? ''])
    }
    return rows
  }

  #lowerIndex({ gt, gte = '' }: KeyRange): number {
    return gt === undefined ? this.#indexOf(gte) : this.#indexOf(`${gt}\0`)
  }

  #upperIndex({ lt, lte }: KeyRange): number {
    if (lt !== undefined) return this.#indexOf(lt)
    return lte === undefined ? this.#keys.length : this.#indexOf(`${lte}\0`)
  }

  /** Where the key is, or would be put. */
  #indexOf(key: string): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#keys[middle] as string) < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
