/** A range of keys; ASCII order. */
export interface KeyRange {
  gt?: string
  gte?: string
  lt?: string
  lte?: string
  /** Greatest key first. */
  reverse?: boolean
  limit?: number
}

/**
 * What LevelDB collects in memory, with a log beside it, before it writes a table: four times its own
 * default, which halves what compaction writes for each text.
 */
export const WRITE_BUFFER_BYTES = 16 * 1024 * 1024

export type Row = [key: string, value: string]

/** `value` null removes the key. */
export type Write = [key: string, value: string | null]

export interface Reader {
  /** At once, without a promise: single reads are what the hot path is made of. */
  get(key: string): string | undefined
  rows(range: KeyRange): Promise<Row[]>
}

/** The store as it was at one moment, whatever is written meanwhile. */
export interface Snapshot extends Reader {
  close(): Promise<void>
}

/** What a store tells its owner between `open` and `close`. */
export interface KeyValueEvents {
  /** A changeset's row was stored; in the order of their keys. */
  changed(row: Row): void
  /** The announcements broke off; nothing more will be told. */
  broken(reason: Error): void
}

/** The least a history needs of a disk: ordered keys, snapshots and atomic writes. ASCII keys only. */
export interface KeyValue extends Reader {
  open(events: KeyValueEvents): Promise<void>
  close(): Promise<void>
  snapshot(): Snapshot
  /** All of it or nothing, on disk when it resolves. Never called before the last one has settled. */
  write(writes: Write[]): Promise<void>
}

export function isInRange(key: string, { gt, gte, lt, lte }: KeyRange): boolean {
  if (gt !== undefined && key <= gt) return false
  if (gte !== undefined && key < gte) return false
  if (lt !== undefined && key >= lt) return false
  return lte === undefined || key <= lte
}
