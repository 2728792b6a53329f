import { statSync } from 'node:fs'
import { syncPath } from './durable-files.ts'

/** File systems count the times of a folder in ticks; two changes in one tick look like one. */
const TICK_MS = 20

/**
 * Puts the names of new files on disk. LevelDB syncs what it writes to a new log, but not the log's
 * name in the folder: after a power cut a log with confirmed batches in it might be gone.
 */
export class NameSync {
  readonly #location: string
  /** The folder's time of change when all its names were on disk for sure. */
  #syncedAt = -1n

  constructor(location: string) {
    this.#location = location
  }

  /** Resolves when every name that is in the folder now is on disk. */
  async ensure(): Promise<void> {
    const { mtimeNs, mtimeMs } = statSync(this.#location, { bigint: true })
    if (mtimeNs === this.#syncedAt) return
    await syncPath(this.#location)
    if (Date.now() - Number(mtimeMs) > TICK_MS) this.#syncedAt = mtimeNs
  }
}
