import type { Changeset } from '@switchboard/protocol'

/** What one reader has not taken yet. */
export class Subscription {
  readonly #maxBuffered: number
  readonly #leave: (subscription: Subscription) => void
  #buffer: Changeset[] = []
  #wake: (() => void) | undefined
  #ended = false
  /** More than `maxBuffered` came while the reader was elsewhere; nothing is kept from then on. */
  overflowed = false

  constructor(maxBuffered: number, leave: (subscription: Subscription) => void) {
    this.#maxBuffered = maxBuffered
    this.#leave = leave
  }

  push(changeset: Changeset): void {
    if (this.#buffer.length >= this.#maxBuffered) this.overflowed = true
    if (this.overflowed) this.#buffer = []
    else this.#buffer.push(changeset)
    this.#wake?.()
  }

  /** The next changeset, waiting for it; undefined once it has overflowed or ended. */
  async take(): Promise<Changeset | undefined> {
    while (this.#buffer.length === 0 && !this.overflowed && !this.#ended) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    return this.#buffer.shift()
  }

  end(): void {
    this.#ended = true
    this.#leave(this)
    this.#wake?.()
  }
}

/** Hands each announced changeset to every reader; none of them can hold up another. */
export class FanOut {
  readonly #subscriptions = new Set<Subscription>()

  subscribe(maxBuffered: number): Subscription {
    const subscription = new Subscription(maxBuffered, (left) => this.#subscriptions.delete(left))
    this.#subscriptions.add(subscription)
    return subscription
  }

  publish(changeset: Changeset): void {
    for (const subscription of this.#subscriptions) subscription.push(changeset)
  }

  end(): void {
    for (const subscription of this.#subscriptions) subscription.end()
  }

  get size(): number {
    return this.#subscriptions.size
  }
}
