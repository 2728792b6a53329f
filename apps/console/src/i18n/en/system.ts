import { plural } from '../plural.ts'

const added = (n: number): string => {
  if (n === 0) return 'nothing was missing here'
  return n === 1
    ? 'one missing message was added'
    : plural(n, 'missing message was added', 'missing messages were added')
}

export const system = {
  title: 'System',
  looking: 'Looking…',
  notAsked: 'The switchboard cannot be asked right now. Trying again…',
  notDone: 'That could not be done.',
  warnings: 'Warnings',
  carrier: 'Messages at Twilio',
  checkNow: 'Check Twilio now',
  checking: (seen: number | null, n: number) =>
    `Checking now:${seen === null ? '' : ` ${seen.toLocaleString('en')} messages so far;`} ${added(n)}.`,
  checkFailed: (error: string) => `The last check did not come to its end: ${error}.`,
  notChecked: 'Not checked yet.',
  lastCheck: (n: number) => `Last check: ${added(n)}`,
  refused: 'Refused webhooks',
  noneRefused: 'None since the start.',
  refusedCount: (n: number) =>
    `${n.toLocaleString('en')} since the start. A text that was refused is not here.`,
  signedFor: (url: string) =>
    `This was signed with our token, but for ${url}. Set URL to that address without its path, or correct the webhook address in Twilio.`,
  unsigned: 'Twilio signs everything it sends: this came from somebody else. Nothing was stored.',
  wrongSignature:
    "Compare the address above, letter by letter, with the number's webhook address in Twilio: scheme, host, port and path. If they are the same, TWILIO_AUTH_TOKEN is not this account's token.",
  quarantine: 'Quarantine',
  nothingQuarantined: 'Everything Twilio signed could be read.',
  quarantined: (n: number) =>
    `${n === 1 ? 'One webhook' : `${n.toLocaleString('en')} webhooks`} from Twilio could not be read. Nothing of it is lost.`,
  replayed: (n: number) => ` · replayed ${n}×, still unreadable`,
  whyDiscard: 'Why is it not needed?',
  discard: 'Discard',
  discardAsk: 'Discard…',
  replay: 'Replay',
  report: 'A delivery report',
  text: 'A text',
  textFrom: (number: string) => `A text from ${number}`,
  quoted: (what: string, body: string) => `${what}: “${body}”`,
}
