import { MAX_FIND, type OperationInput, type OperationResult } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { problemOf } from '../state/problem-of.ts'
import { createStore, type Readable } from '../state/store.ts'

/** So far back a search looks by itself, in looks of 2,000 entries; then a person asks on. */
const MAX_LOOKS = 20
/** More places than this nobody goes through one by one. */
export const MAX_HITS = 1_000
const HITS_AT_ONCE = 50

export interface FindState {
  q: string
  /** Positions of what was found, newest first. */
  hits: readonly number[]
  /** Which of them is shown; -1 before the first. */
  at: number
  /** Where an older look begins; null at the beginning of the history. */
  next: number | null
  isLooking: boolean
  problem: string | null
}

const nothing: FindState = { q: '', hits: [], at: -1, next: null, isLooking: false, problem: null }

interface ThreadFindOptions {
  number: string
  ask: (args: OperationInput<'find-entries'>) => Promise<OperationResult<'find-entries'>>
  /** Brings what was found in sight. */
  show: (position: number) => Promise<void>
}

/** Looks for a text in one history, newest first, in looks that are bounded, and goes from place to place. */
export class ThreadFind {
  readonly #options: ThreadFindOptions
  readonly #store = createStore<FindState>(nothing)
  #searches = 0

  constructor(options: ThreadFindOptions) {
    this.#options = options
  }

  get state(): Readable<FindState> {
    return this.#store
  }

  async search(text: string): Promise<void> {
    const typed = text.trim()
    const isTooLong = typed.length > MAX_FIND
    const problem = isTooLong ? words().common.searchTooLong(MAX_FIND) : null
    const q = isTooLong ? '' : typed
    const before = this.#store.get()
    if (q === before.q && problem === before.problem) return
    this.#searches += 1
    this.#store.set({ ...nothing, q, problem })
    if (q !== '') await this.#look(undefined)
  }

  /** To the next older place; looks farther back where there is none yet. */
  async older(): Promise<void> {
    const { at, hits, next, isLooking } = this.#store.get()
    if (at + 1 < hits.length) return this.#goTo(at + 1)
    if (isLooking || next === null || hits.length >= MAX_HITS) return
    await this.#look(next)
    const now = this.#store.get()
    if (now.hits.length > hits.length && now.at === at) await this.#goTo(at + 1)
  }

  async newer(): Promise<void> {
    const { at } = this.#store.get()
    if (at > 0) await this.#goTo(at - 1)
  }

  close(): void {
    this.#searches += 1
    this.#store.set(nothing)
  }

  async #look(from: number | undefined): Promise<void> {
    const search = this.#searches
    const isCurrent = (): boolean => search === this.#searches
    this.#change({ isLooking: true, problem: null })
    let before = from
    try {
      for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
        const next = await this.#lookOnce(before, isCurrent)
        if (next === undefined) return
        if (next === null || this.#store.get().hits.length >= MAX_HITS) break
        before = next
      }
      this.#change({ isLooking: false })
    } catch (error) {
      if (isCurrent()) this.#change({ isLooking: false, problem: problemOf(error) })
    }
  }

  /** Where the next look begins; undefined when something else is looked for by now. */
  async #lookOnce(
    before: number | undefined,
    isCurrent: () => boolean,
  ): Promise<number | null | undefined> {
    const { number, ask } = this.#options
    const { q } = this.#store.get()
    const args = { number, q, limit: HITS_AT_ONCE, ...(before !== undefined && { before }) }
    const { found, next } = await ask(args)
    if (!isCurrent()) return undefined
    const { hits } = this.#store.get()
    this.#change({ hits: [...hits, ...found.map(({ entry }) => entry.position)], next })
    if (hits.length === 0 && found.length > 0) void this.#goTo(0)
    return next
  }

  async #goTo(at: number): Promise<void> {
    const position = this.#store.get().hits[at]
    if (position === undefined) return
    const search = this.#searches
    this.#change({ at, problem: null })
    try {
      await this.#options.show(position)
    } catch (error) {
      if (search === this.#searches) this.#change({ problem: problemOf(error) })
    }
  }

  #change(change: Partial<FindState>): void {
    this.#store.update((now) => ({ ...now, ...change }))
  }
}
