// support 223134027: single words, in any case; REVOKE and OPTOUT since 2025.
const stop = new Set([
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
])
const start = new Set(['START', 'UNSTOP', 'YES'])
const help = new Set(['HELP', 'INFO'])

export type Keyword = 'STOP' | 'START' | 'HELP'

/** The keyword a text consists of; null for any other text. */
export function keywordOf(body: string): Keyword | null {
  const word = body.trim().toUpperCase()
  if (stop.has(word)) return 'STOP'
  if (start.has(word)) return 'START'
  return help.has(word) ? 'HELP' : null
}

export const keywordAnswers: Record<Keyword, string> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
}
