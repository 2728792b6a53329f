import type { SwitchboardError } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'

/** What the switchboard said, in its own words or, where they are not the reader's, by its code. */
export function saidWords({ code, message }: Pick<SwitchboardError, 'code' | 'message'>): string {
  return words().errors.said(code, message)
}

/** What happened, what was kept, what to do. `name` is the holder's, where one is concerned. */
export function refusalWords(code: string, message: string, name: string | null): string {
  const { errors } = words()
  switch (code) {
    case 'NOT_HOLDER':
      return heldWords(name)
    case 'REPLY_STALE':
      return errors.stale
    case 'OPTED_OUT':
      return errors.optedOut
    case 'NOT_ANSWERABLE':
      return errors.notAnswerable
    case 'TOO_LARGE':
      return errors.tooLong
    case 'MESSAGE_ID_REUSED':
      return errors.sendAgain
    default:
      return errors.notSent(errors.said(code, message))
  }
}

/** Why taking, releasing or resolving was not done. */
export function assignmentWords(error: SwitchboardError, holder: string | null): string {
  const { errors } = words()
  if (error.code === 'STALE_ASSIGNMENT') return holder ? errors.hasIt(holder) : errors.wentBack
  if (error.code === 'NOT_HOLDER') return heldWords(holder)
  return error.shouldRetry() ? errors.notDone : saidWords(error)
}

function heldWords(name: string | null): string {
  const { errors } = words()
  return name === null ? errors.heldByColleague : errors.heldBy(name)
}

/** Why a note was not kept, and where it is. */
export function noteWords(error: SwitchboardError): string {
  return words().errors.noteNotAdded(error.shouldRetry() ? null : saidWords(error))
}
