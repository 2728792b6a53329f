import { KeyValueStore, type StoreOptions } from './key-value-store.ts'
import { MemoryKeyValue } from './memory-key-value.ts'

/** A whole history in memory, gone with the process; all else is as on disk. */
export class MemoryStore extends KeyValueStore {
  readonly #options: StoreOptions
  readonly #kept: MemoryKeyValue

  constructor(options: StoreOptions = {}, kept = new MemoryKeyValue()) {
    super(kept, options)
    this.#options = options
    this.#kept = kept
  }

  /** A store over what this one kept, as a disk is opened again: close this one first. */
  reopened(): MemoryStore {
    return new MemoryStore(this.#options, this.#kept)
  }
}
