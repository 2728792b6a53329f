import type { CarrierClient } from './client.ts'

/** Retries on connect and read time-outs and 5xx, up to five times within Twilio's 15 s; the fragment is not signed. */
const RETRY_POLICY = '#rc=5&rp=ct,rt,5xx'

export interface WebhookRegistration {
  /** The number itself, E.164. */
  line: string
  /** What its SmsUrl was before, when that was on another host. */
  replaced: string | undefined
}

/** Points the number's SmsUrl, and its fallback, at us. Leaves it alone when it already does. */
export async function registerWebhook(
  client: CarrierClient,
  phoneNumberSid: string,
  publicUrl: string,
): Promise<WebhookRegistration> {
  const smsUrl = `${publicUrl}/smswebhook${RETRY_POLICY}`
  const number = await client.incomingPhoneNumbers(phoneNumberSid).fetch()
  const { smsUrl: before, phoneNumber } = number
  if (before !== smsUrl || number.smsFallbackUrl !== smsUrl || number.smsMethod !== 'POST') {
    const changed = { smsUrl, smsMethod: 'POST', smsFallbackUrl: smsUrl, smsFallbackMethod: 'POST' }
    await client.incomingPhoneNumbers(phoneNumberSid).update(changed)
  }
  return { line: phoneNumber, replaced: isElsewhere(before, publicUrl) ? before : undefined }
}

/** The number, and where it points when that is not us. For REGISTER_WEBHOOK=no. */
export async function findWebhook(
  client: CarrierClient,
  phoneNumberSid: string,
  publicUrl: string,
): Promise<{ line: string; foreign: string | undefined }> {
  const { smsUrl, phoneNumber } = await client.incomingPhoneNumbers(phoneNumberSid).fetch()
  return { line: phoneNumber, foreign: isElsewhere(smsUrl, publicUrl) ? smsUrl : undefined }
}

function isElsewhere(url: string | null, publicUrl: string): boolean {
  if (!url) return false
  return !URL.canParse(url) || new URL(url).host !== new URL(publicUrl).host
}
