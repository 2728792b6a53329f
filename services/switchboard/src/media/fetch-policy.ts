import { BlockList, isIP } from 'node:net'
import { MediaError } from './media-error.ts'

export interface FetchPolicyOptions {
  /** Another base address of the carrier's REST API; undefined for Twilio's own. */
  apiUrl: string | undefined
  accountSid: string
  authToken: string
}

/** One address that may be asked. */
export interface Hop {
  url: URL
  /** Only for the carrier's own API. */
  authorization: string | undefined
  /** Whether its name must lead to a public address. */
  mustBePublic: boolean
}

/** Where Twilio's media are, and where its redirects lead: its own names, its CDN's, and S3. */
const twilioHost = /(^|\.)(twilio\.com|twiliocdn\.com)$/
const s3Host = /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com$/
const apiHost = /^api(\.[a-z0-9-]+){0,2}\.twilio\.com$/

/**
 * Which addresses may be asked for a picture, and where we say who we are: the account's password goes to
 * the carrier's API alone. An API address of our own choice stands for api.twilio.com, and its host may
 * redirect to itself, whatever its scheme and wherever it is.
 */
export class FetchPolicy {
  readonly #api: URL | undefined
  readonly #authorization: string

  constructor({ apiUrl, accountSid, authToken }: FetchPolicyOptions) {
    this.#api = apiUrl === undefined ? undefined : new URL(apiUrl)
    const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64')
    this.#authorization = `Basic ${credentials}`
  }

  /** Throws MediaError for an address that is never asked. */
  hop(address: string, base?: URL): Hop {
    if (!URL.canParse(address, base?.href)) throw refused(address.slice(0, 100))
    const url = this.#mapped(new URL(address, base))
    if (url.username !== '' || url.password !== '') throw refused(url.host)
    if (this.#api !== undefined && url.origin === this.#api.origin)
      return { url, authorization: this.#authorization, mustBePublic: false }
    if (url.protocol !== 'https:' || url.port !== '') throw refused(url.origin)
    const isApi = this.#api === undefined && apiHost.test(url.hostname)
    if (!twilioHost.test(url.hostname) && !s3Host.test(url.hostname)) throw refused(url.origin)
    return { url, authorization: isApi ? this.#authorization : undefined, mustBePublic: true }
  }

  /** Twilio's API address as the configured one, as the SDK's requests are. */
  #mapped(url: URL): URL {
    if (this.#api === undefined || url.origin !== 'https://api.twilio.com') return url
    return new URL(this.#api.pathname.replace(/\/$/, '') + url.pathname + url.search, this.#api)
  }
}

function refused(where: string): MediaError {
  return new MediaError('unsupported', 'never', `media are not fetched from ${where}`)
}

const privateAddresses = new BlockList()
for (const range of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24',
  '192.168.0.0/16 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4',
].flatMap((line) => line.split(' '))) {
  const [net = '', prefix] = range.split('/')
  privateAddresses.addSubnet(net, Number(prefix), 'ipv4')
}
for (const range of ['::/128', '::1/128', 'fc00::/7', 'fe80::/10', 'ff00::/8', '64:ff9b::/96']) {
  const [net = '', prefix] = range.split('/')
  privateAddresses.addSubnet(net, Number(prefix), 'ipv6')
}

/** Whether an IP address belongs to a machine or a network of our own (RFC 6890). */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address)
  return version === 0 || privateAddresses.check(address, version === 4 ? 'ipv4' : 'ipv6')
}
