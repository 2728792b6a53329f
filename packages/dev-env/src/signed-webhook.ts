import { createHmac, randomBytes } from 'node:crypto'

export interface WebhookTarget {
  /** Where the switchboard listens. */
  base: string
  /** What its URL is: signatures are made over it. */
  publicUrl: string
  authToken: string
}

/**
 * What Twilio signs a webhook with: the HMAC-SHA1 of address and sorted parameters, where a value
 * that comes twice counts once. https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signatureOf(
  authToken: string,
  url: string,
  params: readonly (readonly [name: string, value: string])[],
): string {
  const names = [...new Set(params.map(([name]) => name))].toSorted(byCodeUnits)
  const signed = names.flatMap((name) => {
    const values = params.filter(([other]) => other === name).map(([, value]) => value)
    return [...new Set(values)].toSorted(byCodeUnits).map((value) => name + value)
  })
  return createHmac('sha1', authToken)
    .update(url + signed.join(''))
    .digest('base64')
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Posts a text as Twilio does. */
export function postWebhook(
  { base, publicUrl, authToken }: WebhookTarget,
  params: Record<string, string>,
): Promise<Response> {
  const sid = `SM${randomBytes(16).toString('hex')}`
  const all: Record<string, string> = { MessageSid: sid, SmsSid: sid, NumMedia: '0', ...params }
  const signature = signatureOf(authToken, `${publicUrl}/smswebhook`, Object.entries(all))
  return fetch(`${base}/smswebhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    },
    body: new URLSearchParams(all).toString(),
  })
}
