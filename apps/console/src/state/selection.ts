import { createStore, type Readable } from './store.ts'

export interface Selected {
  numbers: ReadonlySet<string>
  /** Where a range begins. */
  anchor: string | null
}

const none: Selected = { numbers: new Set(), anchor: null }

/** The rows of the inbox that are chosen to do something with at once. */
export class Selection {
  readonly #store = createStore<Selected>(none)

  get store(): Readable<Selected> {
    return this.#store
  }

  get numbers(): ReadonlySet<string> {
    return this.#store.get().numbers
  }

  toggle(number: string): void {
    this.#store.update(({ numbers }) => {
      const next = new Set(numbers)
      if (!next.delete(number)) next.add(number)
      return { numbers: next, anchor: number }
    })
  }

  /** From the anchor to a row, both with it, in the order of the list; what was chosen before stays. */
  extend(to: string, listed: readonly string[]): void {
    this.#store.update(({ numbers, anchor }) => {
      const from = listed.indexOf(anchor ?? to)
      const end = listed.indexOf(to)
      if (end === -1) return { numbers, anchor }
      const start = from === -1 ? end : from
      const range = listed.slice(Math.min(start, end), Math.max(start, end) + 1)
      return { numbers: new Set([...numbers, ...range]), anchor: start === end ? to : anchor }
    })
  }

  choose(numbers: Iterable<string>): void {
    this.#store.set({ numbers: new Set(numbers), anchor: null })
  }

  drop(gone: Iterable<string>): void {
    const { numbers, anchor } = this.#store.get()
    const next = new Set(numbers)
    for (const number of gone) next.delete(number)
    if (next.size < numbers.size) this.#store.set({ numbers: next, anchor })
  }

  clear(): void {
    this.#store.set(none)
  }
}
