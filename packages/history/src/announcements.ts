import { withTimeout } from './with-timeout.ts'

/** How far the announcements are behind the writes: what lies between them is held in memory. */
export class Announcements {
  readonly #maxBehind: number
  readonly #stalledAfterMs: number
  #announced = 0
  #wake: (() => void) | undefined

  constructor(maxBehind: number, stalledAfterMs: number) {
    this.#maxBehind = maxBehind
    this.#stalledAfterMs = stalledAfterMs
  }

  /** This changeset reached the readers, or was stored before any of them came. */
  reached(seq: number): void {
    this.#announced = seq
    this.#wake?.()
  }

  /** Resolves once the readers are near this `seq`; UNAVAILABLE when the live stream has stalled. */
  async near(seq: number): Promise<void> {
    while (seq - this.#announced > this.#maxBehind) {
      const moved = new Promise<void>((resolve) => (this.#wake = resolve))
      await withTimeout(moved, this.#stalledAfterMs, 'The live stream of the history')
    }
  }
}
