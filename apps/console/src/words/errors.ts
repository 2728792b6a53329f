import type { SwitchboardError } from '@switchboard/protocol'

/** What happened, what was kept, what to do. `name` is the holder's, where one is concerned. */
export function refusalWords(code: string, message: string, name: string | null): string {
  switch (code) {
    case 'NOT_HOLDER':
      return `Held by ${name ?? 'a colleague'}.`
    case 'REPLY_STALE':
      return 'Not sent yet: you had not seen this.'
    case 'OPTED_OUT':
      return 'Not sent: this customer asked not to be texted. Your text is kept below.'
    case 'NOT_ANSWERABLE':
      return 'Not sent: this sender cannot be answered by text.'
    case 'TOO_LARGE':
      return 'Not sent: the text is too long. It is kept below.'
    case 'MESSAGE_ID_REUSED':
      return 'Not sent: please send it once more. Your text is kept below.'
    default:
      return `Not sent: ${message} Your text is kept below.`
  }
}

/** Why taking, releasing or resolving was not done. */
export function assignmentWords(error: SwitchboardError, holder: string | null): string {
  if (error.code === 'STALE_ASSIGNMENT')
    return holder ? `${holder} has it now.` : 'It went back to the queue a moment ago.'
  if (error.code === 'NOT_HOLDER') return `Held by ${holder ?? 'a colleague'}.`
  if (error.shouldRetry()) return 'That could not be done just now. Please try again.'
  return error.message
}

/** Why a note was not kept, and where it is. */
export function noteWords(error: SwitchboardError): string {
  const why = error.shouldRetry() ? 'please try again in a moment.' : error.message
  return `Not added: ${why} Your note is kept below.`
}

/** Why somebody could not sign in. */
export function signInWords(error: SwitchboardError): string {
  switch (error.code) {
    case 'BAD_CREDENTIALS':
    case 'UNAUTHENTICATED':
      return 'That name and password do not match. Please try again.'
    case 'TOO_MANY_REQUESTS':
      return 'Too many tries. Please wait a minute and try again.'
    case 'WELCOME_USED':
      return 'This link has been used already. Please sign in instead.'
    case 'UNAVAILABLE':
      return 'The switchboard cannot be reached right now. Please try again in a moment.'
    default:
      return error.message
  }
}
