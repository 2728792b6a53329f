import type { StoreWork } from './history-store.ts'
import type {
  KeyRange,
  KeyValue,
  KeyValueEvents,
  Reader,
  Row,
  Snapshot,
  Write,
} from './key-value.ts'

/** Passes everything on, and counts it: what a change costs the disk shows here and not in the clock. */
export class CountedKeyValue implements KeyValue {
  readonly work: StoreWork = { batches: 0, writes: 0, writtenBytes: 0, gets: 0, scans: 0 }
  readonly #inner: KeyValue

  constructor(inner: KeyValue) {
    this.#inner = inner
  }

  open(events: KeyValueEvents): Promise<void> {
    return this.#inner.open(events)
  }

  close(): Promise<void> {
    return this.#inner.close()
  }

  get(key: string): string | undefined {
    this.work.gets += 1
    return this.#inner.get(key)
  }

  rows(range: KeyRange): Promise<Row[]> {
    this.work.scans += 1
    return this.#inner.rows(range)
  }

  snapshot(): Snapshot {
    const snapshot = this.#inner.snapshot()
    return { ...this.#counted(snapshot), close: () => snapshot.close() }
  }

  write(writes: Write[]): Promise<void> {
    this.work.batches += 1
    this.work.writes += writes.length
    // Keys and values are ASCII, but for the letters of other scripts in a text.
    for (const [key, value] of writes) this.work.writtenBytes += key.length + (value?.length ?? 0)
    return this.#inner.write(writes)
  }

  #counted(reader: Reader): Reader {
    return {
      get: (key) => {
        this.work.gets += 1
        return reader.get(key)
      },
      rows: (range) => {
        this.work.scans += 1
        return reader.rows(range)
      },
    }
  }
}
