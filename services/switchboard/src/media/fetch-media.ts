import { lookup as dnsLookup } from 'node:dns'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import type { FetchPolicy, Hop } from './fetch-policy.ts'
import { isPrivateAddress } from './fetch-policy.ts'
import { OversizeError, type Draft, type MediaFiles } from './media-files.ts'
import { MediaError } from './media-error.ts'

export type Lookup = LookupFunction

export interface FetchOptions {
  policy: FetchPolicy
  files: MediaFiles
  maxBytes: number
  /** For all of it: redirects and body. */
  timeoutMs: number
  signal: AbortSignal
  lookup?: Lookup
}

const MAX_REDIRECTS = 5
const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Brings the bytes at a carrier's media address to disk. Each redirect is checked like the first
 * address, and what proves who we are never follows it to another host. Throws MediaError.
 */
export async function fetchMedia(address: string, options: FetchOptions): Promise<Draft> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)])
  try {
    return await follow(address, { ...options, signal })
  } catch (error) {
    options.signal.throwIfAborted()
    if (error instanceof MediaError) throw error
    if (error instanceof OversizeError) throw tooLarge(error)
    throw new MediaError('unreachable', 'later', reasonOf(error), { cause: error })
  }
}

async function follow(address: string, options: FetchOptions): Promise<Draft> {
  let hop = options.policy.hop(address)
  for (let redirected = 0; redirected <= MAX_REDIRECTS; redirected += 1) {
    const response = await get(hop, options)
    const { statusCode = 0 } = response
    if (statusCode === 200) return readBody(response, options)
    response.destroy()
    const { location } = response.headers
    if (!redirects.has(statusCode) || location === undefined) throw refusalOf(statusCode, hop)
    hop = options.policy.hop(location, hop.url)
  }
  throw new MediaError('unsupported', 'never', `more than ${MAX_REDIRECTS} redirects`)
}

function get(hop: Hop, { signal, lookup = dnsLookup }: FetchOptions): Promise<IncomingMessage> {
  const { request } = hop.url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const headers = {
      accept: '*/*',
      'accept-encoding': 'identity',
      ...(hop.authorization && { authorization: hop.authorization }),
    }
    const asked = request(hop.url, {
      headers,
      signal,
      agent: false,
      ...(hop.mustBePublic && { lookup: publicOnly(lookup) }),
    })
    asked.once('response', resolve).once('error', reject).end()
  })
}

async function readBody(
  response: IncomingMessage,
  { files, maxBytes }: FetchOptions,
): Promise<Draft> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy()
    throw new OversizeError(maxBytes)
  }
  const draft = await files.write(response, maxBytes)
  const announced = response.headers['content-length']
  if (announced === undefined || Number(announced) === draft.size) return draft
  await files.discard(draft)
  throw new MediaError('unreachable', 'later', `${draft.size} of ${announced} bytes came`)
}

function refusalOf(status: number, { url }: Hop): MediaError {
  const message = `${url.host} answered ${status}`
  if (status === 429 || status >= 500) return new MediaError('unreachable', 'later', message)
  // The webhook may be quicker than the media, and a token may be about to be rotated.
  return new MediaError('gone', 'soon', message)
}

function tooLarge({ message }: OversizeError): MediaError {
  return new MediaError('too-large', 'never', message)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Resolves names as usual, and fails for one that leads to a machine or network of our own. */
function publicOnly(lookup: Lookup): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      if (!error && addresses.some(isPrivateAddress))
        done(new MediaError('unsupported', 'never', `${hostname} is a private address`), '')
      else done(error, found, family)
    })
  }
}
