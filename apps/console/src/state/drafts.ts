import { KeptTexts, type KeyValue } from './kept.ts'
import { createStore, type Readable } from './store.ts'
import { own } from './own.ts'

const MAX_DRAFTS = 200
/** In place of a number: what is typed into a new conversation. */
export const START_DRAFT = 'start'

export type Drafts = Readonly<Record<string, string>>

/** The unsent text of each Conversation; kept across reloads, per agent. */
export class DraftStore {
  readonly #kept: KeptTexts
  readonly #store

  constructor(agent: string, storage: KeyValue | null) {
    this.#kept = new KeptTexts(storage, `switchboard:draft:${agent}:`, MAX_DRAFTS)
    this.#store = createStore<Drafts>(Object.fromEntries(this.#kept.all()))
  }

  get store(): Readable<Drafts> {
    return this.#store
  }

  get(number: string): string {
    return own(this.#store.get(), number) ?? ''
  }

  set(number: string, text: string): void {
    if (text === this.get(number)) return
    if (text === '') this.#kept.delete(number)
    else this.#kept.set(number, text)
    this.#store.update((drafts) => {
      const { [number]: _, ...others } = drafts
      return text === '' ? others : { ...others, [number]: text }
    })
  }

  /** Gives a refused text back; what was typed meanwhile stays below it. */
  giveBack(number: string, text: string): void {
    const typed = this.get(number)
    this.set(number, typed === '' ? text : `${text}\n${typed}`)
  }
}
