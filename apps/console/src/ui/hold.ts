/** Until a press has become a click it takes no longer; where its end goes elsewhere, what is held goes on all the same. */
export const PRESS_MS = 2_000

/** Something that is held where it is for a while; it goes on by itself. */
export class Hold {
  readonly #onEnd: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  get isOn(): boolean {
    return this.#timer !== undefined
  }

  /** From now on, whatever was said before. */
  for(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#onEnd()
    }, ms)
  }

  /** Nothing is told. */
  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
