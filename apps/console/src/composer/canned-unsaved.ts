import type { CannedResponse } from '@switchboard/protocol'
import type { Console } from '../state/console.ts'
import { own } from '../state/own.ts'
import { unsavedOf } from '../settings/unsaved.ts'

type ById = Readonly<Record<string, CannedResponse>>

const NEW = 'canned/new'

/** Where what is typed into its form is kept; null: into that of a new one. */
export function cannedKey(canned: Pick<CannedResponse, 'id'> | null): string {
  return canned ? `canned/${canned.id}` : NEW
}

/** The one that was being changed when one was here last. */
export function begunCanned(console: Console, known: ById): CannedResponse | null {
  const unsaved = unsavedOf(console).get()
  return Object.values(known).find((one) => own(unsaved, cannedKey(one))) ?? null
}

/** What was typed over one that somebody deleted since is offered as a new one, if none was begun. */
export function keepOfGone(console: Console, known: ById): void {
  unsavedOf(console).update((before) => {
    const isGone = (key: string): boolean =>
      key.startsWith('canned/') && key !== NEW && !own(known, key.slice('canned/'.length))
    const all = Object.entries(before)
    const gone = all.findLast(([key]) => isGone(key))
    if (!gone) return before
    return { [NEW]: gone[1], ...Object.fromEntries(all.filter(([key]) => !isGone(key))) }
  })
}

/** It was deleted, and what was typed over it with it. */
export function forgetCanned(console: Console, canned: Pick<CannedResponse, 'id'>): void {
  unsavedOf(console).update((all) => {
    const { [cannedKey(canned)]: _, ...others } = all
    return others
  })
}
