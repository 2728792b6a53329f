import { createHmac, randomBytes } from 'node:crypto'

export interface WebhookTarget {
  /** Where the switchboard listens. */
  base: string
  /** What its URL is: signatures are made over it. */
  publicUrl: string
  authToken: string
}

/**
 * Posts a text as Twilio does, signed: the HMAC-SHA1 of address and sorted parameters.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function postWebhook(
  { base, publicUrl, authToken }: WebhookTarget,
  params: Record<string, string>,
): Promise<Response> {
  const sid = `SM${randomBytes(16).toString('hex')}`
  const all: Record<string, string> = { MessageSid: sid, SmsSid: sid, NumMedia: '0', ...params }
  const sorted = Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const signed = `${publicUrl}/smswebhook${sorted.flat().join('')}`
  return fetch(`${base}/smswebhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', authToken).update(signed).digest('base64'),
    },
    body: new URLSearchParams(all).toString(),
  })
}
