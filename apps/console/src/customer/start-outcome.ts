import type { Console } from '../state/console.ts'
import { createStore } from '../state/store.ts'

/** What became of a text whose dialog was closed before it was sent. */
export interface StartOutcome {
  /** The tab of whoever sent it. */
  console: Console
  number: string
  /** Why it was not sent, in words; null: it was. */
  why: string | null
}

export const startOutcome = createStore<StartOutcome | null>(null)
