/** More wait than may wait; the work was not begun. */
export class TurnstileFullError extends Error {}

/** Lets `width` pieces of work run at once; at most `maxWaiting` more wait, in order. */
export class Turnstile {
  #running = 0
  #waiting: (() => void)[] = []

  constructor(
    readonly width: number,
    readonly maxWaiting: number,
  ) {}

  get running(): number {
    return this.#running
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  #enter(): Promise<void> | undefined {
    if (this.#running < this.width) {
      this.#running += 1
      return undefined
    }
    if (this.#waiting.length >= this.maxWaiting)
      throw new TurnstileFullError(`more than ${this.maxWaiting} webhooks wait`)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** The place goes to the next in line, if any. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running -= 1
  }
}
