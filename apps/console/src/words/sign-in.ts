import type { SwitchboardError } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { saidWords } from './errors.ts'

/** Why somebody could not sign in. */
export function signInWords(error: SwitchboardError): string {
  const { errors } = words()
  switch (error.code) {
    case 'BAD_CREDENTIALS':
    case 'UNAUTHENTICATED':
      return errors.noMatch
    case 'TOO_MANY_REQUESTS':
      return errors.tooManyTries(minutesOf(error))
    case 'INVITE_OVER':
      return errors.inviteOver
    case 'WELCOME_USED':
      return errors.linkUsed
    case 'UNAVAILABLE':
      return errors.unreachable
    default:
      return saidWords(error)
  }
}

/** How long the door stays closed; one minute where that is not said. */
function minutesOf({ data }: SwitchboardError): number {
  const seconds = data?.['retryAfterSeconds']
  return typeof seconds === 'number' ? Math.max(1, Math.ceil(seconds / 60)) : 1
}
