import type { Batch, Change } from './batch.ts'

/** Changes at which what waits goes out early. */
const MAX_WAITING = 500

/**
 * Changes that not every browser has yet. After a pause nothing waits; in quick succession they go out together,
 * so that an inbox on which hundreds of texts a second fall costs a few writes a second.
 */
export class WaitingChanges {
  readonly #intervalMs: number
  readonly #send: (batch: Batch) => void
  #changes: Change[] = []
  #after = 0
  #to = 0
  #sentAt = -Infinity
  #timer: NodeJS.Timeout | undefined

  /** `send` is given all that waited, as one batch, for every browser. */
  constructor(intervalMs: number, send: (batch: Batch) => void) {
    this.#intervalMs = intervalMs
    this.#send = send
  }

  /** What waits now; it is only good until more comes. */
  get batch(): Batch | undefined {
    if (this.#changes.length === 0) return undefined
    return { after: this.#after, to: this.#to, changes: this.#changes }
  }

  /** Sends it at once, with what waits, unless something was sent a moment ago. */
  add({ after, to, changes }: Batch): void {
    if (this.#changes.length === 0) this.#after = after
    for (const change of changes) this.#changes.push(change)
    this.#to = to
    const waitMs = this.#sentAt + this.#intervalMs - performance.now()
    if (waitMs <= 0 || this.#changes.length >= MAX_WAITING) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), waitMs)
  }

  flush(): void {
    const { batch } = this
    this.drop()
    if (batch === undefined) return
    this.#sentAt = performance.now()
    this.#send(batch)
  }

  drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#changes = []
  }
}
