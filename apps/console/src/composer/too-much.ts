import type { ClipboardEvent } from 'react'
import { allWords } from '../i18n/later.ts'

/** Ten times what the longest text holds. A field with a million signs takes seconds for each key. */
const MAX_PASTE = 16_000

/** Keeps a field from what was surely copied by mistake, and says so; null where it takes what is pasted. */
export function refuseTooMuch(event: ClipboardEvent): string | null {
  const { length } = event.clipboardData.getData('text/plain')
  if (length <= MAX_PASTE) return null
  event.preventDefault()
  return allWords().composer.tooMuch(length, MAX_PASTE)
}
