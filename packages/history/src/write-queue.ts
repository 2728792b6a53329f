import { SwitchboardError } from '@switchboard/protocol'
import type { Write } from './key-value.ts'
import { Overlay } from './overlay.ts'
import type { ValueReader } from './recent-values.ts'

export interface QueueLimits {
  /** Operations that may wait; one more is refused with UNAVAILABLE. */
  maxWaiting: number
  /** Operations one batch may confirm. */
  maxGroupOperations: number
  /** Length of keys and values after which a batch is closed, in UTF-16 code units. */
  maxGroupSize: number
  /** Changesets that may be stored and not yet announced before writing waits for the live stream. */
  maxUnannounced: number
}

export const defaultQueueLimits: QueueLimits = {
  maxWaiting: 20_000,
  maxGroupOperations: 512,
  maxGroupSize: 4 * 1024 * 1024,
  maxUnannounced: 4096,
}

/** One operation: writes into the draft and answers; when it rejects, the draft is thrown away. */
type Operation<T> = (draft: Overlay) => Promise<T>

interface Job {
  operation: Operation<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

interface Group {
  overlay: Overlay
  /** See `QueueOwner.position`; set when the group is closed. */
  position: number
  confirm: (() => void)[]
  refuse: ((reason: unknown) => void)[]
}

export interface QueueOwner {
  /** Holds the next batch back until it resolves; a rejection is a failure for good. */
  mayWrite: () => Promise<void>
  /** Stores a batch: all of it or nothing, on disk when it resolves. */
  write: (writes: Write[]) => Promise<void>
  /** Asked when a batch is closed; what the operations after it do is not part of it. */
  position: () => number
  /** Told what was stored and its position, before the operations of its batch resolve. */
  onStored: (stored: Overlay, position: number) => void
  /** Told once, when a batch is lost or may never be written. */
  onFailed: (reason: Error) => void
}

/**
 * Runs operations one after the other and writes whatever waits as one batch. While a batch is being
 * written the next one is filled, upon what the first will have stored.
 */
export class WriteQueue {
  readonly #store: ValueReader
  readonly #limits: QueueLimits
  readonly #owner: QueueOwner
  #waiting: Job[] = []
  #running: Promise<void> | undefined
  #failure: SwitchboardError | undefined
  #onAdded: (() => void) | undefined

  constructor(store: ValueReader, limits: QueueLimits, owner: QueueOwner) {
    this.#store = store
    this.#limits = limits
    this.#owner = owner
  }

  /** Resolves when the operation's batch is stored. */
  add<T>(operation: Operation<T>): Promise<T> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (this.#waiting.length >= this.#limits.maxWaiting) {
      const message = `${this.#waiting.length} operations are waiting for the history already`
      return Promise.reject(new SwitchboardError('UNAVAILABLE', message))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operation, resolve: resolve as (value: unknown) => void, reject })
      this.#onAdded?.()
      this.#running ??= this.#run()
    })
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running
  }

  /** Refuses everything that waits and will come. */
  fail(reason: unknown): void {
    if (this.#failure) return
    const message = 'The history can no longer be written'
    this.#failure = new SwitchboardError('UNAVAILABLE', message, { cause: reason })
    for (const job of this.#waiting.splice(0)) job.reject(this.#failure)
    this.#owner.onFailed(reason instanceof Error ? reason : this.#failure)
  }

  async #run(): Promise<void> {
    // What is asked for in the same turn shares the first batch.
    await Promise.resolve()
    let before: Group | undefined
    let writing: Promise<unknown> = Promise.resolve()
    while (this.#waiting.length > 0) {
      const group = await this.#collect(before, writing)
      await writing
      group.overlay.rebase(this.#store)
      before = group
      writing = this.#confirm(group)
      if (this.#waiting.length === 0) await Promise.race([writing, this.#added()])
      if (this.#waiting.length === 0) await writing
    }
    this.#running = undefined
  }

  /** Fills a group while the one before it is being written, and at least with what waits now. */
  async #collect(before: Group | undefined, writing: Promise<unknown>): Promise<Group> {
    const overlay = new Overlay(before?.overlay ?? this.#store)
    const group: Group = { overlay, position: 0, confirm: [], refuse: [] }
    const written = writing.then(() => true)
    for (let isWritten = false; !isWritten && !this.#isFull(group);) {
      await this.#fill(group)
      isWritten = await Promise.race([written, this.#added()])
    }
    await this.#fill(group)
    group.position = this.#owner.position()
    return group
  }

  async #fill(group: Group): Promise<void> {
    while (!this.#isFull(group)) {
      const job = this.#waiting.shift()
      if (!job) break
      await this.#perform(job, group)
    }
  }

  #isFull({ confirm, overlay }: Group): boolean {
    const { maxGroupOperations, maxGroupSize } = this.#limits
    return confirm.length >= maxGroupOperations || overlay.size >= maxGroupSize
  }

  /** Resolves with false when the next operation waits. */
  #added(): Promise<false> {
    if (this.#waiting.length > 0) return Promise.resolve(false)
    return new Promise((resolve) => (this.#onAdded = () => resolve(false)))
  }

  async #perform(job: Job, group: Group): Promise<void> {
    const draft = new Overlay(group.overlay)
    try {
      const value = await job.operation(draft)
      group.overlay.absorb(draft)
      group.confirm.push(() => job.resolve(value))
      group.refuse.push(job.reject)
    } catch (error) {
      job.reject(error)
    }
  }

  async #confirm(group: Group): Promise<void> {
    const writes = group.overlay.writes()
    try {
      if (this.#failure) throw this.#failure
      await this.#owner.mayWrite()
      if (writes.length > 0) await this.#owner.write(writes)
    } catch (error) {
      this.fail(error)
      for (const refuse of group.refuse) refuse(this.#failure)
      return
    }
    this.#owner.onStored(group.overlay, group.position)
    for (const confirm of group.confirm) confirm()
  }
}
