import { Agent } from 'node:http'
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { Transform } from 'node:stream'
import { sendError } from '@switchboard/service'
import { ProxyServer } from 'httpxy'
import type { Upstream } from './upstreams.ts'

export type Outcome =
  /** The client has its answer, or is gone. */
  | 'answered'
  /** No connection came about: the upstream is not there. */
  | 'unreachable'
  /** The connection broke before an answer began. */
  | 'broken'
  /** The upstream stayed silent for too long. */
  | 'silent'

export interface ForwardOptions {
  timeoutMs: number
  maxBodyBytes: number
}

const unreachableCodes = new Set(
  'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ETIMEDOUT'.split(' '),
)

/** No connection came about, so that nothing can have been processed. */
export function isUnreachable(error: unknown): boolean {
  return unreachableCodes.has((error as NodeJS.ErrnoException).code ?? '')
}

/** Passes HTTP requests on. Aborts travel both ways, bodies are bounded. */
export class Forwarder {
  readonly #proxy = new ProxyServer({})
  readonly #outgoing = new WeakMap<IncomingMessage, ClientRequest>()
  readonly #agents = {
    http: new Agent({ keepAlive: true, maxFreeSockets: 32 }),
    https: new TlsAgent({ keepAlive: true, maxFreeSockets: 32 }),
  }

  constructor() {
    this.#proxy.on('proxyReq', (proxyReq, req) => this.#outgoing.set(req, proxyReq))
    // What the upstream does with its connection to us is no business of the client's.
    this.#proxy.on('proxyRes', (proxyRes, _req, res) => {
      if (res.shouldKeepAlive) delete proxyRes.headers.connection
      else proxyRes.headers.connection = 'close'
    })
  }

  async forward(
    req: IncomingMessage,
    res: ServerResponse,
    upstream: Upstream,
    { timeoutMs, maxBodyBytes }: ForwardOptions,
  ): Promise<Outcome> {
    const startedAt = Date.now()
    const tls = upstream.url.startsWith('https:')
    const body = this.#boundedBody(req, res, maxBodyBytes)
    try {
      await this.#proxy.web(req, res, {
        target: upstream.url,
        changeOrigin: tls,
        proxyTimeout: timeoutMs,
        agent: this.#agentFor(req, tls),
        ...(body !== undefined && { buffer: body }),
      })
      return 'answered'
    } catch (error) {
      return outcomeOf(error, res, Date.now() - startedAt >= timeoutMs)
    }
  }

  destroy(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  /**
   * A connection that was kept may be closed just while we write to it, and only what is safe to repeat can be
   * repeated then: a webhook would be refused although nothing is wrong. So it goes over a new one.
   */
  #agentFor(req: IncomingMessage, tls: boolean): Agent | false {
    if (!isRepeatable(req)) return false
    return tls ? this.#agents.https : this.#agents.http
  }

  /** A body without a declared length is counted as it passes. */
  #boundedBody(req: IncomingMessage, res: ServerResponse, maxBytes: number): Transform | undefined {
    if (req.headers['transfer-encoding'] === undefined) return undefined
    let bytes = 0
    const refuseBody = () => {
      res.setHeader('connection', 'close')
      sendError(res, 413, 'TOO_LARGE', 'The request is too large.')
      this.#outgoing.get(req)?.destroy()
    }
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        const before = bytes
        bytes += chunk.length
        if (bytes <= maxBytes) return done(null, chunk)
        if (before <= maxBytes) refuseBody()
        // Read on and dropped: a client that is still writing would not see the answer otherwise.
        done()
      },
    })
    req.once('close', () => counter.destroy())
    return req.pipe(counter)
  }
}

/** Nothing happens when it is sent twice, and there is no body that is gone after the first time. */
export function isRepeatable(req: IncomingMessage): boolean {
  const { method, headers } = req
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0
  return !hasBody && (method === 'GET' || method === 'HEAD' || method === 'OPTIONS')
}

function outcomeOf(error: unknown, res: ServerResponse, late: boolean): Outcome {
  if (res.headersSent || res.destroyed) {
    if (!res.writableEnded) res.destroy()
    return 'answered'
  }
  if (isUnreachable(error)) return 'unreachable'
  return late ? 'silent' : 'broken'
}
