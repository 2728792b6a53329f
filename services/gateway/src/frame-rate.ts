/** Counts what comes in fixed windows of time. */
export class FrameRate {
  readonly #perWindow: number
  readonly #windowMs: number
  #windowEndsAt = 0
  #count = 0

  constructor(perWindow: number, windowMs: number) {
    this.#perWindow = perWindow
    this.#windowMs = windowMs
  }

  /** Counts one more; false when that is one too many. */
  allows(now: number): boolean {
    if (now >= this.#windowEndsAt) {
      this.#windowEndsAt = now + this.#windowMs
      this.#count = 0
    }
    this.#count += 1
    return this.#count <= this.#perWindow
  }
}
