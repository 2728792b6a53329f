import http from 'node:http'
import twilio from 'twilio'
import type { TwilioConfig } from '../config.ts'

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]

/**
 * Twilio's own HTTP client, sent to another origin where one is configured. No connection is kept
 * alive: a reset of an idle one would look as if the outcome of a send were unknown.
 */
class CarrierHttpClient extends twilio.RequestClient {
  readonly #origin: string | undefined

  constructor(origin: string | undefined, timeoutMs: number) {
    super({ timeout: timeoutMs, keepAlive: false })
    this.axios.defaults.httpAgent = new http.Agent({ keepAlive: false })
    this.#origin = origin
  }

  override request<T>(options: RequestOptions<T>) {
    if (this.#origin === undefined) return super.request<T>(options)
    const { pathname, search } = new URL(options.uri)
    return super.request<T>({ ...options, uri: this.#origin + pathname + search })
  }
}

export type CarrierClient = ReturnType<typeof createCarrierClient>

export function createCarrierClient(config: TwilioConfig) {
  const [token] = config.authTokens
  return twilio(config.accountSid, token?.reveal() ?? '', {
    httpClient: new CarrierHttpClient(config.apiUrl, config.requestTimeoutMs),
  })
}
