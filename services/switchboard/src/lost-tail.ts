import type { LostTail } from '@switchboard/history'
import type { Warning } from '@switchboard/protocol'
import { makeWarning } from './warnings.ts'

/**
 * What a start says when the store lacks what it once had. The carrier has the texts, so the backfill
 * at start brings them back; what only we knew since then is gone.
 */
export function lostTailWarning({ why, lastSeq, mark }: LostTail): Warning {
  if (why === 'unmarked' || mark === null) return makeWarning('tailUnmarked', String(lastSeq))
  const code = why === 'lost' ? 'tailLost' : 'tailRestored'
  return makeWarning(code, String(lastSeq), String(mark))
}
