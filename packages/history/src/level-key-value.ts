import { setTimeout } from 'node:timers/promises'
import { Level } from 'level'
import {
  WRITE_BUFFER_BYTES,
  type KeyRange,
  type KeyValue,
  type KeyValueEvents,
  type Row,
  type Snapshot,
  type Write,
} from './key-value.ts'
import { formats as ourFormats, type Formats } from './formats.ts'
import {
  clearUnfinished,
  FolderRefusedError,
  markFormat,
  markReady,
  prepareFolder,
} from './level-folder.ts'
import { announceChanges } from './live-source.ts'
import { markAt, MarkFile } from './mark.ts'
import { NameSync } from './name-sync.ts'

export interface StoreLogger {
  info(fields: Record<string, unknown>, message: string): void
}

export interface LevelKeyValueOptions {
  location: string
  keepOpenRetryMs: number
  logger?: StoreLogger
  /** Default: those of this program. */
  formats?: Formats
}

const RETRY_INTERVAL_MS = 100

/** Records of one kind are much alike: compressed together, a tenth less is written than with LevelDB's own 4 KiB. */
const BLOCK_BYTES = 16 * 1024

/** Ordered keys on disk, in one LevelDB of this process alone. */
export class LevelKeyValue implements KeyValue {
  readonly #options: LevelKeyValueOptions
  readonly #formats: Formats
  readonly #names: NameSync
  #opened: Level | undefined
  #stopAnnouncing: (() => void) | undefined

  constructor(options: LevelKeyValueOptions) {
    this.#options = options
    this.#formats = options.formats ?? ourFormats
    this.#names = new NameSync(options.location)
  }

  async open(events: KeyValueEvents): Promise<void> {
    const { location } = this.#options
    const folder = await prepareFolder(location, this.#formats.newest)
    this.#opened = folder.isNew ? await this.#openNew() : await this.#openLevel(false)
    try {
      if (folder.isNew) await this.#finishNew()
      else await this.#migrate(folder.format)
    } catch (error) {
      await this.#opened.close()
      throw error
    }
    this.#stopAnnouncing = announceChanges(this.#opened, events)
  }

  async close(): Promise<void> {
    this.#stopAnnouncing?.()
    await this.#opened?.close()
  }

  get(key: string): string | undefined {
    return this.#level.getSync(key)
  }

  rows(range: KeyRange): Promise<Row[]> {
    return this.#level.iterator(range).all()
  }

  snapshot(): Snapshot {
    const level = this.#level
    const snapshot = level.snapshot()
    return {
      get: (key) => level.getSync(key, { snapshot }),
      rows: (range) => level.iterator({ ...range, snapshot }).all(),
      close: () => snapshot.close(),
    }
  }

  async write(writes: Write[]): Promise<void> {
    // A chained batch is as atomic as an array of operations and costs half the time.
    const batch = this.#level.batch()
    try {
      for (const [key, value] of writes) {
        if (value === null) batch.del(key)
        else batch.put(key, value)
      }
      await batch.write({ sync: true })
    } finally {
      await batch.close()
    }
    await this.#names.ensure()
  }

  get #level(): Level {
    if (!this.#opened) throw new TypeError('The database is not open')
    return this.#opened
  }

  /** LevelDB does not sync its very first manifest: a power cut may leave a beginning that cannot be opened. */
  async #openNew(): Promise<Level> {
    try {
      return await this.#openLevel(true)
    } catch (error) {
      if (!isCorruption(error)) throw error
      this.#options.logger?.info({ location: this.#options.location }, 'Beginning the history anew')
      await clearUnfinished(this.#options.location)
      return this.#openLevel(true)
    }
  }

  async #finishNew(): Promise<void> {
    const { location } = this.#options
    await new MarkFile(location).write(markAt({ seq: 0, batch: 0 }))
    await markReady(location)
  }

  /** One format after the other; each is noted before the next begins. */
  async #migrate(format: number): Promise<void> {
    const { location, logger } = this.#options
    for (let from = format; from < this.#formats.newest; from += 1) {
      const migration = this.#formats.migrations[from]
      if (!migration) throw new TypeError(`There is no way from format ${from} to the next`)
      logger?.info({ location, from, to: from + 1 }, 'Bringing the history to a newer format')
      await migration({ keyValue: this, location })
      await markFormat(location, from + 1)
    }
  }

  /** A process that just ended may hold the lock a moment longer. */
  async #openLevel(createIfMissing: boolean): Promise<Level> {
    const deadline = performance.now() + this.#options.keepOpenRetryMs
    for (let attempt = 1; ; attempt += 1) {
      const level = new Level(this.#options.location, {
        createIfMissing,
        writeBufferSize: WRITE_BUFFER_BYTES,
        blockSize: BLOCK_BYTES,
      })
      try {
        await level.open()
        return level
      } catch (error) {
        const isLocked = causeCode(error) === 'LEVEL_LOCKED'
        if (!isLocked || performance.now() >= deadline) throw this.#refusal(isLocked, error)
        if (attempt === 1) this.#tellOfWaiting()
        await setTimeout(RETRY_INTERVAL_MS)
      }
    }
  }

  #tellOfWaiting(): void {
    const { location, logger } = this.#options
    logger?.info({ location }, 'The history is in use by another process; waiting for it to end')
  }

  #refusal(isLocked: boolean, error: unknown): FolderRefusedError {
    const { location } = this.#options
    const message = isLocked
      ? `The history in ${location} is in use by another process: stop that process first.`
      : `The history in ${location} cannot be opened (${describe(error)}): restore the folder from a backup.`
    return new FolderRefusedError(message, error)
  }
}

function isCorruption(error: unknown): boolean {
  return error instanceof FolderRefusedError && causeCode(error.cause) === 'LEVEL_CORRUPTION'
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error
}

function causeCode(error: unknown): unknown {
  const cause = causeOf(error)
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

function describe(error: unknown): string {
  const cause = causeOf(error)
  return cause instanceof Error ? cause.message : String(cause)
}
