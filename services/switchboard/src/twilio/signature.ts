import type { IncomingMessage } from 'node:http'
import { SwitchboardError } from '@switchboard/protocol'
import type { Secret } from '@switchboard/service'
import twilio from 'twilio'
import type { FormParams } from './form.ts'

/**
 * Refuses a request that Twilio did not sign with one of our tokens: X-Twilio-Signature is the
 * HMAC-SHA1 of the configured public address, the path and query as received, and all parameters.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function checkSignature(
  request: IncomingMessage,
  params: FormParams,
  publicUrl: string,
  tokens: readonly Secret[],
): void {
  const signature = request.headers['x-twilio-signature']
  const path = request.url ?? '/'
  // With bodySHA256 in the address the parameters would not be covered by the signature.
  const covered = typeof signature === 'string' && !path.includes('bodySHA256')
  if (covered && tokens.some((token) => isSigned(token, signature, publicUrl + path, params)))
    return
  throw new SwitchboardError('BAD_SIGNATURE', 'The signature does not match.')
}

function isSigned(token: Secret, signature: string, url: string, params: FormParams): boolean {
  try {
    return twilio.validateRequest(token.reveal(), signature, url, params)
  } catch {
    // The validator throws for addresses it cannot parse; nobody signed those.
    return false
  }
}
