import { KeyValueStore, type StoreOptions } from './key-value-store.ts'
import { MemoryKeyValue } from './memory-key-value.ts'

/** A whole history in memory, gone with the process; all else is as on disk. */
export class MemoryStore extends KeyValueStore {
  constructor(options: StoreOptions = {}) {
    super(new MemoryKeyValue(), options)
  }
}
