/** Lets so many in at a time; the others wait for their turn, first come, first served. */
export class Turnstile {
  readonly #places: number
  readonly #waiting = new Set<() => void>()
  #inside = 0

  constructor(places: number) {
    this.#places = places
  }

  /**
   * True when there is a place, which has to be left again; false after `timeoutMs`, or when `signal` says that
   * nobody waits any more. Whoever owns the callers bounds how many wait.
   */
  enter(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    if (this.#inside < this.#places) {
      this.#inside += 1
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const settle = (isIn: boolean): void => {
        this.#waiting.delete(letIn)
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        resolve(isIn)
      }
      const letIn = (): void => settle(true)
      const giveUp = (): void => settle(false)
      const timer = setTimeout(giveUp, timeoutMs)
      signal.addEventListener('abort', giveUp)
      this.#waiting.add(letIn)
    })
  }

  /** The place goes to whoever has waited longest. */
  leave(): void {
    const [next] = this.#waiting
    if (next === undefined) this.#inside -= 1
    else next()
  }
}
