import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { makeProblem, type Problem } from '@switchboard/protocol'
import type { Secret } from '@switchboard/service'
import twilio from 'twilio'
import type { FormParams } from './form.ts'

/**
 * Why a request does not count as signed by Twilio with one of our tokens; undefined when it does.
 * X-Twilio-Signature is the HMAC-SHA1 of the configured public address, the path and query as
 * received, and all parameters. https://www.twilio.com/docs/usage/security#validating-requests
 */
export function findSignatureProblem(
  request: IncomingMessage,
  params: FormParams,
  publicUrl: string,
  tokens: readonly Secret[],
): Problem | undefined {
  const signature = request.headers['x-twilio-signature']
  const path = request.url ?? '/'
  if (typeof signature !== 'string' || signature === '') return makeProblem('unsigned')
  // With bodySHA256 in the address the parameters would not be covered by the signature.
  if (path.includes('bodySHA256')) return makeProblem('parametersUnsigned')
  if (tokens.some((token) => isSigned(token, signature, publicUrl + path, params))) return undefined
  return makeProblem('wrongSignature')
}

/** For an admin who looks for the mistake: another address for which one of our tokens did sign this. */
export function findSignedUrl(
  request: IncomingMessage,
  params: FormParams,
  publicUrl: string,
  tokens: readonly Secret[],
): string | undefined {
  const signature = request.headers['x-twilio-signature']
  const path = request.url ?? '/'
  if (typeof signature !== 'string' || path.includes('bodySHA256')) return undefined
  const host = request.headers.host ?? ''
  const bases = [`https://${host}`, `http://${host}`, swapScheme(publicUrl)]
  const found = bases.find((base) =>
    tokens.some((token) => isSigned(token, signature, base + path, params)),
  )
  return found && found + path
}

function swapScheme(url: string): string {
  return url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:')
}

function isSigned(token: Secret, signature: string, url: string, params: FormParams): boolean {
  if (isSignedAsConfigured(token, signature, url, params)) return true
  try {
    return twilio.validateRequest(token.reveal(), signature, url, params)
  } catch {
    // The validator throws for addresses it cannot parse; nobody signed those.
    return false
  }
}

/**
 * What nearly every webhook is: signed for the very address, no parameter twice. The package tries addresses
 * with and without port and with queries spelled otherwise, at the price of an HMAC each.
 */
function isSignedAsConfigured(
  token: Secret,
  signature: string,
  url: string,
  params: FormParams,
): boolean {
  let text = url
  for (const name of Object.keys(params).toSorted()) {
    const value = params[name]
    if (typeof value !== 'string') return false
    text += name + value
  }
  const expected = createHmac('sha1', token.reveal()).update(text).digest('base64')
  return (
    signature.length === expected.length &&
    timingSafeEqual(Buffer.from(signature, 'latin1'), Buffer.from(expected, 'latin1'))
  )
}
