/** Without any sign of the other side for so long after something was asked, one is told. */
const SILENCE_MS = 8_000

/**
 * Notices that a connection answers nothing. A cable pulled far away ends none, and nothing else tells until
 * the heartbeat does, most of a minute later.
 */
export class Silence {
  readonly #waits: () => boolean
  readonly #tell: (isSilent: boolean) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #isSilent = false

  /** `waits`: whether an answer is due; `tell` is told each change. */
  constructor(waits: () => boolean, tell: (isSilent: boolean) => void) {
    this.#waits = waits
    this.#tell = tell
  }

  asked(): void {
    if (this.#isSilent || !this.#waits()) return
    this.#timer ??= setTimeout(() => this.#become(this.#waits()), SILENCE_MS)
  }

  /** Anything came, or the connection ended; what is still asked for is waited for anew. */
  heard(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#become(false)
    this.asked()
  }

  #become(isSilent: boolean): void {
    this.#timer = undefined
    if (isSilent === this.#isSilent) return
    this.#isSilent = isSilent
    this.#tell(isSilent)
  }
}
