import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { HttpMethod } from '../store/model.ts'

export interface Exchange {
  url: string
  method: HttpMethod
  headers: Record<string, string>
  body: string
  connectTimeoutMs: number
  readTimeoutMs: number
  /** When all must be over, in ms since the epoch. */
  deadline: number
  maxBodyBytes: number
  signal: AbortSignal
}

export interface Answer {
  status: number
  contentType: string | null
  location: string | null
  wantsCredentials: boolean
  body: string
}

/** How far an exchange came: no connection (`ct`), no answer (`rt`), a broken one (`partial`), one beyond the bound. */
export type Phase = 'ct' | 'rt' | 'partial' | 'too-large'

export class ExchangeError extends Error {
  constructor(
    readonly phase: Phase,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

// A connection for each request, as a fleet of proxies would have.
const agents = {
  http: new HttpAgent({ keepAlive: false }),
  https: new HttpsAgent({ keepAlive: false }),
}

/** One request and its whole answer; throws ExchangeError. Redirects are answers like any other. */
export function exchange(options: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let phase: Phase = 'ct'
    const fail = (cause: unknown) => {
      clearTimeout(timer)
      request.destroy()
      const message = cause instanceof Error ? cause.message : String(cause)
      reject(cause instanceof ExchangeError ? cause : new ExchangeError(phase, message, { cause }))
    }
    const limit = (ms: number) => {
      const left = Math.max(1, Math.min(ms, options.deadline - Date.now()))
      return setTimeout(() => fail(new Error(`no answer within ${left} ms`)), left)
    }
    let timer = limit(options.connectTimeoutMs)
    const request = open(options)
    request.once('socket', (socket) =>
      socket.once(isHttps(options.url) ? 'secureConnect' : 'connect', () => {
        phase = 'rt'
        clearTimeout(timer)
        timer = limit(options.readTimeoutMs)
      }),
    )
    request.once('error', fail)
    request.once('response', (response) => {
      phase = 'partial'
      readAnswer(response, options.maxBodyBytes)
        .then(resolve, fail)
        .finally(() => clearTimeout(timer))
    })
    request.end(options.body)
  })
}

function isHttps(url: string): boolean {
  return url.toLowerCase().startsWith('https:')
}

function open({ url, method, headers, body, signal }: Exchange): ClientRequest {
  const length = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const { hostname, port } = new URL(url)
  const options: RequestOptions = {
    // The path as it was written: the URL class would normalise what has been signed.
    path: url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/'),
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    method,
    headers: { ...headers, ...length },
    signal,
  }
  if (isHttps(url)) return httpsRequest({ ...options, agent: agents.https })
  return httpRequest({ ...options, agent: agents.http })
}

async function readAnswer(response: IncomingMessage, maxBodyBytes: number): Promise<Answer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBodyBytes)
      throw new ExchangeError('too-large', `more than ${maxBodyBytes} bytes`)
    chunks.push(chunk)
  }
  const { headers } = response
  return {
    status: response.statusCode ?? 0,
    contentType: headers['content-type'] ?? null,
    location: headers.location ?? null,
    wantsCredentials: response.statusCode === 401 && headers['www-authenticate'] !== undefined,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}
