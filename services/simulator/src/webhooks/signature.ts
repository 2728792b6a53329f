import { createHmac } from 'node:crypto'

/** X-Twilio-Signature: HMAC-SHA1 over the URL and each parameter sorted by name (twilio.com/docs/usage/security). */
export function sign(authToken: string, url: string, params: [string, string][]): string {
  const sorted = params.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const text = url + sorted.map(([name, value]) => name + value).join('')
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64')
}
