import { isKeyHeld } from './held-key.ts'

/** As many as one makes by intent; more are a key held down. */
const AT_ONCE = 4
const WITHIN_MS = 300
const REST_MS = 100

/**
 * Does a thing at once, or where it is asked for at the speed of a held key, only the last one, when nothing more
 * has come for a moment.
 */
export class AtRest {
  #asked: number[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  do(work: () => void): void {
    const now = performance.now()
    const isInPassing = this.#asked.filter((at) => now - at < WITHIN_MS).length === AT_ONCE
    this.#asked = [...this.#asked, now].slice(-AT_ONCE)
    clearTimeout(this.#timer)
    if (isInPassing || isKeyHeld()) this.#later(work)
    else work()
  }

  /** A slow page hears of a held key far apart, and still it is held. */
  #later(work: () => void): void {
    this.#timer = setTimeout(() => (isKeyHeld() ? this.#later(work) : work()), REST_MS)
  }

  /** What waits is not done. */
  cancel(): void {
    clearTimeout(this.#timer)
  }
}
