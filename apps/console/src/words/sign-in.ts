import type { SwitchboardError } from '@switchboard/protocol'
import { allWords } from '../i18n/later.ts'
import { saidWords } from './errors.ts'

/** Why somebody could not sign in. */
export function signInWords(error: SwitchboardError): string {
  const { problems } = allWords().welcome
  switch (error.code) {
    case 'BAD_CREDENTIALS':
    case 'UNAUTHENTICATED':
      return problems.noMatch
    case 'TOO_MANY_REQUESTS':
      return problems.tooManyTries(minutesOf(error))
    case 'INVITE_OVER':
      return problems.inviteOver
    case 'WELCOME_USED':
      return problems.linkUsed
    case 'UNAVAILABLE':
      return problems.unreachable
    default:
      return saidWords(error)
  }
}

/** How long the door stays closed; one minute where that is not said. */
function minutesOf({ data }: SwitchboardError): number {
  const seconds = data?.['retryAfterSeconds']
  return typeof seconds === 'number' ? Math.max(1, Math.ceil(seconds / 60)) : 1
}
