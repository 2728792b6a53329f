import { SwitchboardError } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { saidWords } from '../words/errors.ts'

/** Why something could not be read, in words. */
export function problemOf(error: unknown): string {
  const isLost = error instanceof SwitchboardError && error.code === 'UNAVAILABLE'
  if (isLost) return words().errors.notReadNow
  return error instanceof SwitchboardError ? saidWords(error) : words().errors.notRead
}
