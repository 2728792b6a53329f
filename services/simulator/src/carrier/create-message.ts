import { isE164, MAX_BODY_LENGTH } from '@switchboard/protocol'
import type { Context } from '../context.ts'
import { CarrierError } from '../errors.ts'
import type { Message } from '../store/model.ts'
import { deliver } from './deliver.ts'
import { makeMessage } from './new-message.ts'

/** What POST Messages.json was asked, as text; undefined where a parameter is missing. */
export interface SendRequest {
  to?: string | undefined
  from?: string | undefined
  messagingServiceSid?: string | undefined
  body?: string | undefined
  mediaUrls: string[]
  statusCallback?: string | undefined
  scheduleType?: string | undefined
  sendAt?: string | undefined
}

const maxMedia = 10
const bad = (code: number, message: string) => new CarrierError(400, code, message)

/** Twilio's magic numbers (twilio.com/docs/iam/test-credentials#test-sms-messages). */
const magicFrom: Record<string, [code: number, message: string]> = {
  '+15005550001': [
    21212,
    "The 'From' number +15005550001 is not a valid phone number, shortcode, or alphanumeric sender ID.",
  ],
  '+15005550007': [21606, notOurs('+15005550007')],
  '+15005550008': [21611, "This 'From' number has exceeded the maximum number of queued messages"],
}
const magicTo: Record<string, [code: number, message: string]> = {
  '+15005550001': [21211, invalidTo('+15005550001')],
  '+15005550002': [
    21612,
    "The 'To' phone number: +15005550002, is not currently reachable using the 'From' phone number via SMS.",
  ],
  '+15005550003': [
    21408,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: +15005550003.",
  ],
  '+15005550004': [21610, 'Attempt to send to unsubscribed recipient'],
  '+15005550009': [21614, "'To' number is not a valid mobile number"],
}

function notOurs(from: string): string {
  return `The From phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`
}

function invalidTo(to: string): string {
  return `Invalid 'To' Phone Number: ${to}`
}

/** Checks a request as Twilio does, stores the message and sets it on its way. Throws CarrierError. */
export function createMessage(context: Context, request: SendRequest): Message {
  const to = checkTo(request.to)
  const sender = checkSender(context, request, to)
  checkContent(request)
  checkAddresses(request)
  const message = makeMessage(context, {
    direction: 'outbound-api',
    to,
    body: request.body ?? '',
    mediaUrls: request.mediaUrls,
    statusCallback: request.statusCallback ?? null,
    ...sender,
    ...schedule(request),
  })
  context.store.putMessage(message)
  deliver(context, message.sid)
  return message
}

function checkTo(to: string | undefined): string {
  if (to === undefined) throw bad(21604, "A 'To' phone number is required.")
  const magic = magicTo[to]
  if (magic) throw bad(...magic)
  if (!isE164(to)) throw bad(21211, invalidTo(to))
  return to
}

type Sender = Pick<Message, 'from' | 'messagingServiceSid' | 'status'>

function checkSender(
  context: Context,
  { from, messagingServiceSid }: SendRequest,
  to: string,
): Sender {
  if (from?.startsWith('MG')) return checkService(context, from, null)
  if (messagingServiceSid !== undefined)
    return checkService(context, messagingServiceSid, from ?? null)
  if (from === undefined) throw bad(21603, "A 'From' phone number is required.")
  if (from === to) throw bad(21266, "'To' and 'From' number cannot be the same")
  checkOwn(context, from)
  if (context.store.isBlocked(from, to))
    throw bad(21610, 'Attempt to send to unsubscribed recipient')
  return { from, messagingServiceSid: null, status: 'queued' }
}

function checkOwn({ store }: Context, from: string): void {
  if (store.numberCalled(from)) return
  throw bad(...(magicFrom[from] ?? ([21606, notOurs(from)] as const)))
}

/** Its STOP list is only looked at later: such a message fails, it is not refused. */
function checkService({ store }: Context, service: string, from: string | null): Sender {
  const owned = [...store.numbers.values()].filter(
    (number) => number.messagingServiceSid === service,
  )
  if (owned.length === 0) throw bad(21705, `The Messaging Service Sid ${service} is invalid.`)
  if (from !== null && !owned.some((number) => number.phoneNumber === from))
    throw bad(21606, notOurs(from))
  return { from, messagingServiceSid: service, status: 'accepted' }
}

function checkContent({ body, mediaUrls }: SendRequest): void {
  if (mediaUrls.length > maxMedia) throw bad(21623, 'Number of media files exceeds allowed limit')
  if ((body === undefined || body === '') && mediaUrls.length === 0)
    throw bad(21602, 'Message body is required.')
  if ((body ?? '').length > MAX_BODY_LENGTH)
    throw bad(21617, `The concatenated message body exceeds the ${MAX_BODY_LENGTH} character limit`)
}

function checkAddresses({ mediaUrls, statusCallback }: SendRequest): void {
  if (!mediaUrls.every(isWebAddress)) throw bad(21620, 'Invalid media URL(s)')
  if (statusCallback !== undefined && !isWebAddress(statusCallback))
    throw bad(21609, `The 'StatusCallback' URL ${statusCallback} is not a valid URL.`)
}

/** Twilio takes no host name with an underscore. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && !hostname.includes('_')
}

function schedule({ scheduleType, sendAt, messagingServiceSid }: SendRequest): Partial<Message> {
  if (scheduleType === undefined) return {}
  if (messagingServiceSid === undefined)
    throw bad(35118, 'MessagingServiceSid is required to schedule a message')
  const due = Date.parse(sendAt ?? '')
  if (Number.isNaN(due)) throw bad(35111, 'SendAt is missing or is not an ISO 8601 time')
  return { status: 'scheduled', sendAt: new Date(due).toISOString() }
}
