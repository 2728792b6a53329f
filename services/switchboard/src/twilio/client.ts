import http from 'node:http'
import twilio from 'twilio'
import type { TwilioConfig } from '../config.ts'

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]

/**
 * Twilio's own HTTP client, sent to another base address where one is configured. No connection is kept
 * alive: a reset of an idle one would look as if the outcome of a send were unknown.
 */
class CarrierHttpClient extends twilio.RequestClient {
  readonly #base: string | undefined

  constructor(base: string | undefined, timeoutMs: number) {
    super({ timeout: timeoutMs, keepAlive: false })
    this.axios.defaults.httpAgent = new http.Agent({ keepAlive: false })
    // A redirect followed would post the same message twice.
    this.axios.defaults.maxRedirects = 0
    this.#base = base
  }

  override request<T>(options: RequestOptions<T>) {
    if (this.#base === undefined) return super.request<T>(options)
    const { pathname, search } = new URL(options.uri)
    return super.request<T>({ ...options, uri: this.#base + pathname + search })
  }
}

export type CarrierClient = ReturnType<typeof createCarrierClient>

export function createCarrierClient(config: TwilioConfig) {
  const [token] = config.authTokens
  return twilio(config.accountSid, token?.reveal() ?? '', {
    httpClient: new CarrierHttpClient(config.apiUrl, config.requestTimeoutMs),
  })
}
