import type { Batch } from './batch.ts'

/** Who has which thread open, so that a change costs what it reaches and not how many are connected. */
export class ThreadReaders<Reader extends object> {
  readonly #byThread = new Map<string, Set<Reader>>()
  readonly #threads = new Map<Reader, string>()

  set(reader: Reader, thread: string | null): void {
    if (thread === (this.#threads.get(reader) ?? null)) return
    this.delete(reader)
    if (thread === null) return
    this.#threads.set(reader, thread)
    const readers = this.#byThread.get(thread)
    if (readers === undefined) this.#byThread.set(thread, new Set([reader]))
    else readers.add(reader)
  }

  delete(reader: Reader): void {
    const thread = this.#threads.get(reader)
    if (thread === undefined) return
    this.#threads.delete(reader)
    const readers = this.#byThread.get(thread)
    readers?.delete(reader)
    if (readers?.size === 0) this.#byThread.delete(thread)
  }

  has(thread: string): boolean {
    return this.#byThread.has(thread)
  }

  /** Readers of the threads that these changes touch. */
  of({ changes }: Batch): Set<Reader> {
    const found = new Set<Reader>()
    for (const { changeset, entries } of changes) {
      for (const { conversation } of entries) this.#add(found, conversation)
      for (const { conversation } of changeset.conversations) this.#add(found, conversation.number)
    }
    return found
  }

  #add(found: Set<Reader>, thread: string): void {
    for (const reader of this.#byThread.get(thread) ?? []) found.add(reader)
  }
}
