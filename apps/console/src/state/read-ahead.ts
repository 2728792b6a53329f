import type { ConsoleResults } from '@switchboard/channel'
import { DEFAULT_PAGE, type Conversation } from '@switchboard/protocol'
import { Allowance } from './allowance.ts'

/** What is opened now comes first. */
const NEIGHBOURS_AFTER_MS = 100
/** Whoever only passes over a row does not want it. */
const REST_MS = 50
const MAX_AT_ONCE = 2
/** As much as a screen shows: most of them are never opened, and whoever opens one has the rest a moment later. */
const IN_SIGHT_PAGE = 20
/** A very tall window has this many rows read, from its top. */
const MAX_IN_SIGHT = 20
/** Whoever scrolls and stops without end has no more read than this in ten seconds: a gateway takes 600 frames of a tab (G20). */
const IN_SIGHT_AT_MOST = 150
const WITHIN_MS = 10_000

interface ReadAheadOptions {
  ask: (number: string, limit: number) => Promise<ConsoleResults['entries']>
  /** Whether a page would be of use: asked again when it is its turn. */
  isWanted: (number: string) => boolean
  rows: () => readonly Conversation[]
  /** What is likely to be opened next, whether it is to be read or known already: beside what is open, the likeliest first. */
  onBeside: (numbers: readonly string[]) => void
  onRested: (number: string) => void
  onPressed: (number: string) => void
  onPage: (number: string, page: ConsoleResults['entries']) => void
}

/**
 * Reads the newest page of threads that are likely to be opened next, two at a time; a new guess replaces
 * the last. While there is none, those in sight are read, one at a time.
 */
export class ReadAhead {
  readonly #options: ReadAheadOptions
  /** With who waits for it. */
  readonly #asked = new Map<string, (() => void)[]>()
  #waiting: string[] = []
  #inSight: string[] = []
  readonly #inSightLeft = new Allowance(IN_SIGHT_AT_MOST, WITHIN_MS)
  /** Nothing that is only in sight is read before what is opened now is there. */
  #isOpening = false
  #times = 0
  #neighbours: ReturnType<typeof setTimeout> | undefined
  #rest: ReturnType<typeof setTimeout> | undefined
  #looks: ReturnType<typeof setTimeout> | undefined

  constructor(options: ReadAheadOptions) {
    this.#options = options
  }

  /** The next and the previous one in the list. */
  around(number: string): void {
    clearTimeout(this.#neighbours)
    this.#neighbours = setTimeout(() => {
      this.#isOpening = false
      const rows = this.#options.rows()
      const at = rows.findIndex((row) => row.number === number)
      const beside = at === -1 ? [] : [rows[at + 1], rows[at - 1]]
      const numbers = beside.flatMap((row) => row?.number ?? [])
      this.#options.onBeside(numbers)
      this.#want(numbers)
    }, NEIGHBOURS_AFTER_MS)
  }

  /** One the pointer came to; null when it left. */
  restOn(number: string | null): void {
    clearTimeout(this.#rest)
    if (number === null) return
    this.#rest = setTimeout(() => {
      this.#options.onRested(number)
      this.#first(number)
    }, REST_MS)
  }

  /** One that is about to be opened. */
  now(number: string): void {
    this.#isOpening = true
    this.#options.onPressed(number)
    this.#first(number)
  }

  /** Those that are in sight when the list has been at rest for so long. */
  inSight(numbers: () => readonly string[], afterMs: number): void {
    clearTimeout(this.#looks)
    this.#looks = setTimeout(() => {
      this.#isOpening = false
      this.#inSight = numbers().slice(0, MAX_IN_SIGHT)
      this.#next()
    }, afterMs)
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
    clearTimeout(this.#looks)
    this.#waiting = []
    this.#inSight = []
    this.#isOpening = false
    this.#times += 1
  }

  #first(number: string): void {
    clearTimeout(this.#rest)
    this.#want([number, ...this.#waiting.filter((other) => other !== number)].slice(0, MAX_AT_ONCE))
  }

  #want(numbers: string[]): void {
    this.#waiting = numbers
    this.#next()
  }

  #next(): void {
    while (this.#asked.size < MAX_AT_ONCE) {
      const likely = this.#waiting.shift()
      const number = likely ?? this.#nextInSight()
      if (number === undefined) return
      const limit = likely === undefined ? IN_SIGHT_PAGE : DEFAULT_PAGE
      if (this.#isWanted(number)) void this.#read(number, limit)
    }
  }

  #nextInSight(): string | undefined {
    if (this.#isOpening || this.#asked.size > 0) return undefined
    this.#inSight = this.#inSight.filter((number) => this.#isWanted(number))
    return this.#inSight.length > 0 && this.#inSightLeft.take() ? this.#inSight.shift() : undefined
  }

  #isWanted(number: string): boolean {
    return !this.#asked.has(number) && this.#options.isWanted(number)
  }

  async #read(number: string, limit: number): Promise<void> {
    const times = this.#times
    const waiting: (() => void)[] = []
    this.#asked.set(number, waiting)
    try {
      const page = await this.#options.ask(number, limit)
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
