import type { Batch, Change } from './batch.ts'

/** Changes at which what waits goes out early. */
const MAX_WAITING = 500

/**
 * Holds back, for everybody alike, what no open thread shows: an inbox on which a hundred texts a second fall
 * is sent them ten at a time. After a pause nothing waits.
 */
export class RestWindow {
  readonly #intervalMs: number
  readonly #send: (batch: Batch) => void
  #changes: Change[] = []
  #after = 0
  #to = 0
  #sentAt = -Infinity
  #timer: NodeJS.Timeout | undefined

  /** `send` is given all that waited, as one batch. */
  constructor(intervalMs: number, send: (batch: Batch) => void) {
    this.#intervalMs = intervalMs
    this.#send = send
  }

  /** What waits now, as one batch. */
  get waiting(): Batch | undefined {
    if (this.#changes.length === 0) return undefined
    return { after: this.#after, to: this.#to, changes: this.#changes }
  }

  get isFull(): boolean {
    return this.#changes.length >= MAX_WAITING
  }

  /** False: it may go out whole at once. True: only threads have it; the rest of it waits here. */
  holdsBack(batch: Batch): boolean {
    const waitMs = this.#sentAt + this.#intervalMs - performance.now()
    if (waitMs <= 0 && this.#changes.length === 0) {
      this.#sentAt = performance.now()
      return false
    }
    if (this.#changes.length === 0) this.#after = batch.after
    this.#changes.push(...batch.changes)
    this.#to = batch.to
    this.#timer ??= setTimeout(() => this.flush(), Math.max(0, waitMs))
    return true
  }

  flush(): void {
    const { waiting } = this
    this.drop()
    if (waiting === undefined) return
    this.#sentAt = performance.now()
    this.#send(waiting)
  }

  drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#changes = []
  }
}
