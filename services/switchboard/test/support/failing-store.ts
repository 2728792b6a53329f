import { MemoryStore, type Committed, type Transaction } from '@switchboard/history'
import type { Changeset } from '@switchboard/protocol'

/** A history in memory whose calls a test can make fail, as a disk does. */
export class FailingStore extends MemoryStore {
  /** Called before each; what it throws is what the call rejects with. */
  beforeChanges: () => void = () => undefined
  beforeTransact: () => void = () => undefined
  /** How often the changes were read. */
  changesRead = 0

  override async changes(after: number, limit: number): Promise<Changeset[]> {
    this.changesRead += 1
    this.beforeChanges()
    return super.changes(after, limit)
  }

  override async transact<T>(
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<Committed<T>> {
    this.beforeTransact()
    return super.transact(work)
  }
}
