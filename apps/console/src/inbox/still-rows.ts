import type { Conversation } from '@switchboard/protocol'
import { Hold, PRESS_MS } from '../ui/hold.ts'

/** From a row that slips away under the pointer to the hand that presses there all the same it takes no longer. */
const AIM_MS = 300

type Rows = readonly Conversation[]

/**
 * Rows that stay where they are while somebody is about to press one, so that it is the one they saw that opens:
 * each says what is new of it, but none comes, goes or changes places until the pointer rests.
 */
export class StillRows {
  readonly #listeners = new Set<() => void>()
  readonly #hold = new Hold(() => this.#goOn())
  #isPressed = false
  #list = ''
  #rows: Rows = []
  #shown: Rows = []

  /** What to show of these rows of this list; another list is shown as it is. */
  of(rows: Rows, list: string): Rows {
    if (list !== this.#list) this.cancel()
    if (rows !== this.#rows) this.#shown = this.#hold.isOn ? this.#inPlace(rows) : rows
    this.#rows = rows
    this.#list = list
    return this.#shown
  }

  readonly aim = (): void => {
    if (!this.#isPressed) this.#hold.for(AIM_MS)
  }

  readonly press = (): void => {
    this.#isPressed = true
    this.#hold.for(PRESS_MS)
  }

  /** A finger's click comes a moment after it was lifted. */
  readonly release = (): void => {
    this.#isPressed = false
    this.#hold.for(AIM_MS)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  cancel(): void {
    this.#hold.cancel()
    this.#isPressed = false
    this.#shown = this.#rows
  }

  #goOn(): void {
    this.cancel()
    for (const listener of this.#listeners) listener()
  }

  #inPlace(rows: Rows): Rows {
    const newest = new Map(rows.map((row) => [row.number, row]))
    return this.#shown.map((row) => newest.get(row.number) ?? row)
  }
}
