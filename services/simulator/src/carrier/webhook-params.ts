import type { Context } from '../context.ts'
import type { IncomingNumber, Message } from '../store/model.ts'
import type { Params } from '../webhooks/post-webhook.ts'
import { geoOf } from './geo.ts'

export const apiVersion = '2010-04-01'

/** The address a webhook gives for a picture: absolute, without extension. */
export function mediaUrl(
  { baseUrl, config }: Context,
  messageSid: string,
  mediaSid: string,
): string {
  return `${baseUrl}/${apiVersion}/Accounts/${config.accountSid}/Messages/${messageSid}/Media/${mediaSid}`
}

/** The form of an inbound text, in the order Twilio sends it (twilio.com/docs/messaging/guides/webhook-request). */
export function inboundParams(context: Context, message: Message, number: IncomingNumber): Params {
  const { store, config } = context
  const sender = message.from ?? ''
  const from = store.phones.get(sender)?.geo ?? geoOf(sender)
  const to = geoOf(message.to)
  const service = number.messagingServiceSid
  const media = store.media.ofMessage(message.sid)
  return [
    ['ToCountry', to.country],
    ...media.map(({ contentType }, n): [string, string] => [`MediaContentType${n}`, contentType]),
    ['ToState', to.state],
    ['SmsMessageSid', message.sid],
    ['NumMedia', String(media.length)],
    ['ToCity', to.city],
    ['FromZip', from.zip],
    ['SmsSid', message.sid],
    ['FromState', from.state],
    ['SmsStatus', 'received'],
    ['FromCity', from.city],
    ['Body', message.body],
    ['FromCountry', from.country],
    ['To', message.to],
    ...(service === null ? [] : [['MessagingServiceSid', service] satisfies [string, string]]),
    ['ToZip', to.zip],
    ['NumSegments', String(message.segments)],
    ['MessageSid', message.sid],
    ['AccountSid', config.accountSid],
    ['From', sender],
    ...media.map(({ sid }, n): [string, string] => [
      `MediaUrl${n}`,
      mediaUrl(context, message.sid, sid),
    ]),
    ['ApiVersion', apiVersion],
  ]
}

/** YYMMDDhhmm, as carriers date their delivery receipts. */
function rawDlrDoneDate(at: string): string {
  return at.replace(/\D/g, '').slice(2, 12)
}

/** The form of a status callback (twilio.com/docs/messaging/guides/track-outbound-message-status). */
export function callbackParams({ config }: Context, message: Message): Params {
  const done = message.status === 'delivered' || message.status === 'undelivered'
  const service = message.messagingServiceSid
  const pairs: [string, string | null][] = [
    ['ErrorCode', message.errorCode === null ? null : String(message.errorCode)],
    ['SmsSid', message.sid],
    ['SmsStatus', message.status],
    ['RawDlrDoneDate', done ? rawDlrDoneDate(message.updatedAt) : null],
    ['MessageStatus', message.status],
    ['To', message.to],
    ['MessagingServiceSid', service],
    ['MessageSid', message.sid],
    ['AccountSid', config.accountSid],
    ['From', message.from],
    ['ApiVersion', apiVersion],
  ]
  return pairs.filter((pair): pair is [string, string] => pair[1] !== null)
}
