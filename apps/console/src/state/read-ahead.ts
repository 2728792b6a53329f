import type { ConsoleResults } from '@switchboard/channel'
import { DEFAULT_PAGE, type Conversation } from '@switchboard/protocol'

/** What is opened now comes first. */
const NEIGHBOURS_AFTER_MS = 100
/** Whoever only passes over a row does not want it. */
const REST_MS = 50
const MAX_AT_ONCE = 2

interface ReadAheadOptions {
  ask: (number: string, limit: number) => Promise<ConsoleResults['entries']>
  /** Whether a page would be of use: asked again when it is its turn. */
  isWanted: (number: string) => boolean
  rows: () => readonly Conversation[]
  onPage: (number: string, page: ConsoleResults['entries']) => void
}

/** Reads the newest page of threads that are likely to be opened next, two at a time; a new guess replaces the last. */
export class ReadAhead {
  readonly #options: ReadAheadOptions
  /** With who waits for it. */
  readonly #asked = new Map<string, (() => void)[]>()
  #waiting: string[] = []
  #times = 0
  #neighbours: ReturnType<typeof setTimeout> | undefined
  #rest: ReturnType<typeof setTimeout> | undefined

  constructor(options: ReadAheadOptions) {
    this.#options = options
  }

  /** The next and the previous one in the list. */
  around(number: string): void {
    clearTimeout(this.#neighbours)
    this.#neighbours = setTimeout(() => {
      const rows = this.#options.rows()
      const at = rows.findIndex((row) => row.number === number)
      if (at === -1) return
      this.#want([rows[at + 1], rows[at - 1]].flatMap((row) => row?.number ?? []))
    }, NEIGHBOURS_AFTER_MS)
  }

  /** One the pointer came to; null when it left. */
  restOn(number: string | null): void {
    clearTimeout(this.#rest)
    if (number !== null) this.#rest = setTimeout(() => this.now(number), REST_MS)
  }

  /** One that is about to be opened. */
  now(number: string): void {
    clearTimeout(this.#rest)
    this.#want([number, ...this.#waiting.filter((other) => other !== number)].slice(0, MAX_AT_ONCE))
  }

  /** Calls when the page that is on its way is here, or will not come; false when none is. */
  whenRead(number: string, done: () => void): boolean {
    const waiting = this.#asked.get(number)
    waiting?.push(done)
    return waiting !== undefined
  }

  /** Nothing more is read, and what is on its way is of no use any more. */
  forget(): void {
    clearTimeout(this.#neighbours)
    clearTimeout(this.#rest)
    this.#waiting = []
    this.#times += 1
  }

  #want(numbers: string[]): void {
    this.#waiting = numbers
    this.#next()
  }

  #next(): void {
    while (this.#asked.size < MAX_AT_ONCE) {
      const number = this.#waiting.shift()
      if (number === undefined) return
      if (!this.#asked.has(number) && this.#options.isWanted(number)) void this.#read(number)
    }
  }

  async #read(number: string): Promise<void> {
    const times = this.#times
    const waiting: (() => void)[] = []
    this.#asked.set(number, waiting)
    try {
      const page = await this.#options.ask(number, DEFAULT_PAGE)
      if (times === this.#times) this.#options.onPage(number, page)
    } catch {
      // It was a guess: whoever opens the thread asks for it, and is told why it cannot be read.
    } finally {
      this.#asked.delete(number)
      for (const done of waiting) done()
      this.#next()
    }
  }
}
