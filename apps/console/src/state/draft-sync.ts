import { MAX_BODY_LENGTH } from '@switchboard/protocol'
import { isOnline, type ConsoleState } from './console-state.ts'
import { START_DRAFT, type DraftStore } from './drafts.ts'
import { KeptTexts, type KeyValue } from './kept.ts'
import { own } from './own.ts'
import type { Store } from './store.ts'
import { toError } from './to-error.ts'
import type { Wire } from './wire.ts'

interface DraftSyncOptions {
  state: Store<ConsoleState>
  drafts: DraftStore
  storage: KeyValue | null
  wire: () => Wire
  /** How long nothing is typed before a draft is told. */
  pauseMs: number
}

const MAX_TOLD = 200
/** Drafts of notes and of new conversations stay in this browser. */
const isReply = (key: string): boolean => !key.startsWith('note:') && key !== START_DRAFT

/**
 * Keeps the drafts of all of one's devices alike. What differs from what the switchboard was last known to
 * hold was written here, and wins; what does not, follows the switchboard.
 */
export class DraftSync {
  readonly #options: DraftSyncOptions
  /** What the switchboard holds, as far as this browser knows; outlives a reload. */
  readonly #kept: KeptTexts
  #told: Map<string, string>
  readonly #underWay = new Set<string>()
  /** Bodies told from here that have not come back as a change. */
  readonly #echoes = new Map<string, string[]>()
  readonly #ends: (() => void)[]
  #timer: ReturnType<typeof setTimeout> | undefined
  #seen: ConsoleState['shared']['drafts'] = {}
  #isCurrent = false
  /** The page of drafts that was followed. */
  #page: number | null = null

  constructor(options: DraftSyncOptions) {
    this.#options = options
    const { id } = options.state.get().me
    this.#kept = new KeptTexts(options.storage, `switchboard:draft-told:${id}:`, MAX_TOLD)
    this.#told = this.#kept.all()
    const flush = (): void => this.flush()
    addEventListener('pagehide', flush)
    this.#ends = [
      options.drafts.store.subscribe(() => this.#changed()),
      options.state.subscribe(() => this.#learn()),
      () => removeEventListener('pagehide', flush),
    ]
  }

  /** Tells what was written here since; what cannot be told now is told with the next connection. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (!this.#isCurrent) return
    for (const number of this.#known()) if (this.#isAhead(number)) void this.#tell(number)
  }

  /** The history is another one: what was told of drafts is gone with the old one. */
  forget(): void {
    for (const number of this.#told.keys()) this.#kept.delete(number)
    this.#told = new Map()
    this.#echoes.clear()
    this.#page = null
  }

  close(): void {
    this.flush()
    for (const end of this.#ends) end()
  }

  #changed(): void {
    if (![...this.#known()].some((number) => this.#isAhead(number))) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), this.#options.pauseMs)
  }

  /** The switchboard's drafts, as a page or a change told them. */
  #learn(): void {
    const state = this.#options.state.get()
    const { drafts, asOf } = state.shared
    const wasCurrent = this.#isCurrent
    this.#isCurrent = isOnline(state) && asOf !== null
    if (!this.#isCurrent || (wasCurrent && drafts === this.#seen)) return
    const before = this.#seen
    // After a pause only a page tells how everything stands: what was told last may not have come back as a change.
    const isWhole = asOf !== this.#page
    this.#seen = drafts
    this.#page = asOf
    const numbers = isWhole ? this.#known() : Object.keys({ ...before, ...drafts })
    for (const number of numbers) {
      const body = own(drafts, number)?.body ?? ''
      if (isWhole || body !== (own(before, number)?.body ?? '')) this.#follow(number, body)
    }
    if (!wasCurrent) this.flush()
  }

  #follow(number: string, body: string): void {
    if (this.#isEcho(number, body)) return
    const isAhead = this.#isAhead(number) || this.#underWay.has(number)
    this.#agree(number, body)
    if (!isAhead) this.#options.drafts.set(number, body)
  }

  #isEcho(number: string, body: string): boolean {
    const waiting = this.#echoes.get(number) ?? []
    const at = waiting.indexOf(body)
    if (at !== -1) this.#echoes.set(number, waiting.slice(at + 1))
    return at !== -1
  }

  async #tell(number: string): Promise<void> {
    const body = this.#options.drafts.get(number)
    if (this.#underWay.has(number) || body.length > MAX_BODY_LENGTH) return
    this.#underWay.add(number)
    this.#echoes.set(number, [...(this.#echoes.get(number) ?? []), body].slice(-8))
    const error = await this.#options
      .wire()
      .ask('put-draft', { number, body })
      .then(() => null, toError)
    this.#underWay.delete(number)
    if (error) this.#isEcho(number, body)
    // What will never be taken is not told again until it has changed.
    if (!error || !error.shouldRetry()) this.#agree(number, body)
    if (!error) this.#changed()
  }

  #agree(number: string, body: string): void {
    if (body === '') {
      this.#told.delete(number)
      this.#kept.delete(number)
    } else {
      this.#told.set(number, body)
      this.#kept.set(number, body)
    }
  }

  #isAhead(number: string): boolean {
    return this.#options.drafts.get(number) !== (this.#told.get(number) ?? '')
  }

  #known(): Set<string> {
    const here = Object.keys(this.#options.drafts.store.get())
    return new Set([...here, ...this.#told.keys(), ...Object.keys(this.#seen)].filter(isReply))
  }
}
