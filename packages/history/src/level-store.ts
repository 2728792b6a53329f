import { KeyValueStore, type StoreOptions } from './key-value-store.ts'
import { MarkFile } from './mark.ts'
import { LevelKeyValue, type StoreLogger } from './level-key-value.ts'

export interface LevelStoreOptions extends StoreOptions {
  /** A folder of the store's own; made when it is missing. */
  location: string
  /** How long to wait for another process to let go of the folder; default 5 s. */
  keepOpenRetryMs?: number
  logger?: StoreLogger
}

/** A whole history in a LevelDB: what was confirmed outlives kill −9 and power loss. */
export class LevelStore extends KeyValueStore {
  constructor(options: LevelStoreOptions) {
    const { location, keepOpenRetryMs = 5000, logger } = options
    const keyValue = new LevelKeyValue({ location, keepOpenRetryMs, ...(logger && { logger }) })
    super(keyValue, options, new MarkFile(location))
  }
}
