import { isAnswerable, type Conversation } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'

/** Why nobody can answer here, in words; null when one can. */
export function lockReason(number: string, row: Conversation | undefined): string | null {
  const { lock } = words().composer
  if (!isAnswerable(number)) return lock.notAnswerable
  return row?.optedOut ? lock.optedOut : null
}
