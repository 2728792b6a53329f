import { createHash } from 'node:crypto'
import { LINE, signatureOf } from '@switchboard/dev-env'

export interface WebhookSource {
  /** Signatures are made over it. */
  publicUrl: string
  authToken: string
  accountSid: string
  /** Texts come from so many Customers in turn. */
  numbers: number
  /** The first Customer's index; others follow. */
  firstNumber?: number
  /** Tells the texts of one run from those of another; the same seed makes the same texts. */
  seed: string
}

const sentences = [
  'Hi, is my order on its way?',
  'Thanks, the parcel came this morning.',
  'Could you call me back after five please',
  'The blue one does not fit, can I send it back?',
  'What are your opening hours on Sunday',
  'Order 4711 was delivered to the neighbours, they have it now.',
  'ok see you then',
  'I am waiting in front of the shop and the door is closed. How long will it take until somebody is here?',
] as const

export const customer = (index: number): string => `+1415${String(2_000_000 + index)}`

/** The bytes of one signed POST as Twilio sends it; `index` also stands in its text as `#index#`. */
export function webhookRequest(source: WebhookSource, index: number): Buffer {
  const params = paramsOf(source, index)
  const body = new URLSearchParams(params).toString()
  const signature = signatureOf(source.authToken, `${source.publicUrl}/smswebhook`, params)
  const head = [
    'POST /smswebhook HTTP/1.1',
    `Host: ${new URL(source.publicUrl).host}`,
    'User-Agent: TwilioProxy/1.1',
    'Accept: */*',
    'Content-Type: application/x-www-form-urlencoded; charset=utf-8',
    `Content-Length: ${body.length}`,
    `X-Twilio-Signature: ${signature}`,
    'I-Twilio-Idempotency-Token: 5f4ccb2f-2d1f-4a4e-9a0c-0d3f5b9f3c1e',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** So many of them, made before the clock starts. */
export function webhookRequests(source: WebhookSource, count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => webhookRequest(source, index))
}

/** Bytes of the body alone. */
export const bodyBytes = (request: Buffer): number =>
  request.length - request.indexOf('\r\n\r\n') - 4

function paramsOf(source: WebhookSource, index: number): [string, string][] {
  const sid = `SM${createHash('md5').update(`${source.seed} ${index}`).digest('hex')}`
  const number = customer((source.firstNumber ?? 0) + (index % source.numbers))
  return [
    ['ToCountry', 'US'],
    ['ToState', 'CA'],
    ['SmsMessageSid', sid],
    ['NumMedia', '0'],
    ['ToCity', 'SAN FRANCISCO'],
    ['FromZip', '94103'],
    ['SmsSid', sid],
    ['FromState', 'CA'],
    ['SmsStatus', 'received'],
    ['FromCity', 'SAN FRANCISCO'],
    ['Body', `${sentences[index % sentences.length]} #${index}#`],
    ['FromCountry', 'US'],
    ['To', LINE],
    ['ToZip', '94102'],
    ['NumSegments', '1'],
    ['MessageSid', sid],
    ['AccountSid', source.accountSid],
    ['From', number],
    ['ApiVersion', '2010-04-01'],
  ]
}
