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
import { OrderedKeys } from './ordered-keys.ts'
import { widened, withWrites } from './overlay.ts'

/** Announcements made before other work gets its turn, so that a quick reader is never overrun. */
const ANNOUNCED_AT_ONCE = 16

/** A disk never answers within the same turn; neither does this, so that nobody starves the others. */
const anotherTurn = () => setImmediate()

/** An ordered map in memory that keeps the promises of the disk, but for outliving the process. */
export class MemoryKeyValue implements KeyValue {
  readonly #values = new Map<string, string>()
  readonly #keys = new OrderedKeys()
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
    await anotherTurn()
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
      rows: async (range) => {
        await anotherTurn()
        return withWrites(undo, range, this.#rows(widened(range, undo.size)))
      },
      close: async () => void this.#undo.delete(undo),
    }
  }

  async write(writes: Write[]): Promise<void> {
    await anotherTurn()
    for (const [key, value] of writes) this.#set(key, value)
    this.#announced = this.#announced.then(() => this.#announce(writes))
  }

  #set(key: string, value: string | null): void {
    const before = this.#values.get(key)
    for (const undo of this.#undo) if (!undo.has(key)) undo.set(key, before ?? null)
    if (value === null) {
      if (this.#values.delete(key)) this.#keys.delete(key)
    } else {
      if (before === undefined) this.#keys.add(key)
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
    const rows: Row[] = []
    for (const key of range.reverse ? this.#downwards(range) : this.#upwards(range)) {
      if (rows.length === range.limit || !isInRange(key, range)) break
      rows.push([key, this.#values.get(key) ?? ''])
    }
    return rows
  }

  #upwards({ gt, gte = '' }: KeyRange): Iterable<string> {
    return this.#keys.ascending(gt === undefined ? gte : `${gt}\0`)
  }

  #downwards({ lt, lte }: KeyRange): Iterable<string> {
    return this.#keys.descending(lte === undefined ? lt : `${lte}\0`)
  }
}
