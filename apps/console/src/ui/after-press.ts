import { Hold, PRESS_MS } from './hold.ts'

/** A finger's click comes so long after it was lifted, at most. */
const CLICK_MS = 100

/** What would move things under a pointer waits while one is pressed: the click would be lost. */
export class AfterPress {
  #owed: (() => void) | undefined
  readonly #hold = new Hold(() => this.#pay())

  /** At once, or when a press has become a click; of several the last. */
  do(work: () => void): void {
    this.#owed = work
    if (!this.#hold.isOn) this.#pay()
  }

  readonly press = ({ button }: Pick<PointerEvent, 'button'>): void => {
    if (button === 0) this.#hold.for(PRESS_MS)
  }

  readonly release = (): void => {
    if (this.#hold.isOn) this.#hold.for(CLICK_MS)
  }

  /** What waits is not done. */
  cancel(): void {
    this.#hold.cancel()
    this.#owed = undefined
  }

  #pay(): void {
    const work = this.#owed
    this.#owed = undefined
    work?.()
  }
}
