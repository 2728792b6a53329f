import { makeProblem, type Origin, type Problem } from '@switchboard/protocol'
import { param, type FormParams } from './form.ts'

export interface InboundMedia {
  url: string
  contentType: string
}

export interface InboundMessage {
  sid: string
  from: string
  to: string
  body: string
  messagingServiceSid: string | undefined
  media: InboundMedia[]
  origin: Origin | undefined
  /** Set when Twilio has already answered a keyword itself (Advanced Opt-Out). */
  optOutType: 'STOP' | 'START' | 'HELP' | undefined
  /** Parameters no other field holds. */
  extra: Record<string, string> | undefined
  /** When the carrier made it, ISO 8601 UTC; set on what was found there and not pushed to us. */
  foundAt?: string
}

const held = new Set(
  [
    'MessageSid SmsSid SmsMessageSid AccountSid ApiVersion SmsStatus NumMedia NumSegments',
    'ReferralNumMedia From To Body MessagingServiceSid OptOutType',
    'FromCity FromState FromZip FromCountry ToCity ToState ToZip ToCountry',
  ]
    .join(' ')
    .split(' '),
)
const isMediaParam = (name: string): boolean => /^Media(Url|ContentType)\d$/.test(name)

/** Of senders and Lines alike: a number, a short code, a name of 11 characters, or a SID of 34. */
const MAX_ADDRESS_LENGTH = 64
const MAX_MEDIA = 10

/** What a webhook says, or the reason why it cannot be made sense of. */
export function readInboundMessage(params: FormParams): InboundMessage | Problem {
  const sid = param(params, 'MessageSid') ?? param(params, 'SmsMessageSid')
  const from = param(params, 'From')
  const to = param(params, 'To')
  if (sid === undefined) return makeProblem('missing', 'MessageSid')
  if (!/^[A-Za-z0-9]{1,64}$/.test(sid)) return makeProblem('malformed', 'MessageSid')
  if (from === undefined) return makeProblem('missing', 'From')
  if (from.length > MAX_ADDRESS_LENGTH) return makeProblem('tooLong', 'From')
  if (to === undefined) return makeProblem('missing', 'To')
  if (to.length > MAX_ADDRESS_LENGTH) return makeProblem('tooLong', 'To')
  const messagingServiceSid = param(params, 'MessagingServiceSid')
  if (messagingServiceSid !== undefined && messagingServiceSid.length > MAX_ADDRESS_LENGTH)
    return makeProblem('tooLong', 'MessagingServiceSid')
  return {
    sid,
    from,
    to,
    body: param(params, 'Body') ?? '',
    messagingServiceSid,
    media: readMedia(params),
    origin: readOrigin(params),
    optOutType: readOptOutType(params),
    extra: readExtra(params),
  }
}

function readMedia(params: FormParams): InboundMedia[] {
  const count = Math.min(Number(param(params, 'NumMedia') ?? 0) || 0, MAX_MEDIA)
  return Array.from({ length: count }, (_, index) => ({
    url: param(params, `MediaUrl${index}`) ?? '',
    contentType: param(params, `MediaContentType${index}`) ?? 'application/octet-stream',
  })).filter(({ url }) => url !== '')
}

function readOrigin(params: FormParams): Origin | undefined {
  const entries = (['City', 'State', 'Zip', 'Country'] as const)
    .map((part) => [part.toLowerCase(), param(params, `From${part}`)] as const)
    .filter(([, value]) => value !== undefined)
  return entries.length > 0 ? (Object.fromEntries(entries) as Origin) : undefined
}

function readOptOutType(params: FormParams): InboundMessage['optOutType'] {
  const type = param(params, 'OptOutType')
  return type === 'STOP' || type === 'START' || type === 'HELP' ? type : undefined
}

function readExtra(params: FormParams): Record<string, string> | undefined {
  const extra = Object.entries(params)
    .filter(([name]) => !held.has(name) && !isMediaParam(name))
    .map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : value] as const)
  return extra.length > 0 ? Object.fromEntries(extra) : undefined
}
