/** So many of a thing in a stretch of time, counted from the first of them on. */
export class Allowance {
  readonly #most: number
  readonly #withinMs: number
  #endsAt = -Infinity
  #taken = 0

  constructor(most: number, withinMs: number) {
    this.#most = most
    this.#withinMs = withinMs
  }

  /** Takes one; false when there is none left. */
  take(): boolean {
    const now = performance.now()
    if (now >= this.#endsAt) {
      this.#endsAt = now + this.#withinMs
      this.#taken = 0
    }
    if (this.#taken === this.#most) return false
    this.#taken += 1
    return true
  }
}
