/**
 * The words Twilio acts on by itself, as single-word bodies in any case.
 * https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out (REVOKE and OPTOUT since 2025).
 */
const stop = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'revoke',
  'optout',
])
const start = new Set(['start', 'unstop', 'yes'])
const help = new Set(['help', 'info'])

export type Keyword = 'STOP' | 'START' | 'HELP'

/**
 * Which keyword a body is, if it is one and nothing else. `YES` only lifts a stop: said by someone
 * who is not stopped it is an answer like any other.
 */
export function readKeyword(body: string, isStopped: boolean): Keyword | undefined {
  const word = body.trim().toLowerCase()
  if (stop.has(word)) return 'STOP'
  if (start.has(word) && (word !== 'yes' || isStopped)) return 'START'
  return help.has(word) ? 'HELP' : undefined
}
