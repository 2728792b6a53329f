import { isAnswerable, type Conversation } from '@switchboard/protocol'
import { allWords } from '../i18n/later.ts'

/** Why nobody can answer here, in words; null when one can. */
export function lockReason(number: string, row: Conversation | undefined): string | null {
  const { lock } = allWords().composer
  if (!isAnswerable(number)) return lock.notAnswerable
  return row?.optedOut ? lock.optedOut(row.stoppedLines.length) : null
}
