import { hasBidiControl, hasVisibleSign } from '@switchboard/protocol'
import { allWords } from '../i18n/later.ts'

export const MAX_NAME = 64

/** What is wrong with a name, in words; `taken` are those it must not be, whatever their case. */
export function nameProblem(
  text: string,
  taken: readonly string[] = [],
  said?: string,
): string | null {
  const { forms } = allWords()
  const name = text.trim()
  if (name === '') return forms.nameNeeded
  if (name.length > MAX_NAME) return forms.nameTooLong(MAX_NAME)
  const unseen = signsProblem(name)
  if (unseen !== null) return unseen
  const isTaken = taken.some((one) => one.toLocaleLowerCase() === name.toLocaleLowerCase())
  return isTaken ? (said ?? forms.nameTaken(name)) : null
}

/** Whether a name that somebody typed can be seen, and leaves what stands beside it as it is. */
export function signsProblem(name: string): string | null {
  const { forms } = allWords()
  if (hasBidiControl(name)) return forms.turning
  return hasVisibleSign(name) ? null : forms.unseen
}
