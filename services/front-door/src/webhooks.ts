import { Agent, request as httpRequest } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions, ServerResponse } from 'node:http'
import { Agent as TlsAgent, request as httpsRequest } from 'node:https'
import { isUnreachable, type Outcome } from './forward.ts'
import { isWebhook, pathOf } from './route.ts'
import type { Upstream } from './upstreams.ts'

/** The longest text in its longest encoding, with everything Twilio says beside it, is half of this. */
const MAX_BODY_BYTES = 32 * 1024
/** What the switchboard answers is a line. */
const MAX_ANSWER_BYTES = 64 * 1024
/** Connections to the switchboard at a time; what a burst brings beyond waits for one, as long as a webhook may take. */
const MAX_CONNECTIONS = 256

interface Agents {
  http: Agent
  https: TlsAgent
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** Whether a request is one that can be kept here while it is passed on. */
export function isBoundedWebhook({ method, url, headers }: IncomingMessage): boolean {
  const isBounded = Number(headers['content-length']) <= MAX_BODY_BYTES
  return method === 'POST' && isWebhook(pathOf(url)) && isBounded
}

/**
 * Passes the carrier's webhooks on, over connections that are kept. A body is here as a whole before a connection
 * is taken, so that no slow sender holds one.
 *
 * A kept connection may be closed just while we write to it. Then the webhook goes once more over a new one, if
 * nothing of an answer came: the switchboard knows a message it has by its sid, and a status by its rank.
 */
export class WebhookForwarder {
  readonly #agents: Agents

  /** `idleMs`: how long a connection is kept unused; upstreams keep theirs far longer. */
  constructor(idleMs: number) {
    const options = {
      keepAlive: true,
      maxSockets: MAX_CONNECTIONS,
      maxFreeSockets: MAX_CONNECTIONS,
      timeout: idleMs,
    }
    this.#agents = { http: new Agent(options), https: new TlsAgent(options) }
  }

  async forward(
    req: IncomingMessage,
    res: ServerResponse,
    upstream: Upstream,
    timeoutMs: number,
  ): Promise<Outcome> {
    const body = await bytesOf(req, MAX_BODY_BYTES)
    if (body === undefined) return 'answered'
    const attempt = new Attempt(req, body, upstream, this.#agents)
    const giveUp = () => attempt.giveUp()
    const late = setTimeout(giveUp, timeoutMs)
    res.once('close', giveUp)
    try {
      const answer = await attempt.answer()
      if (!res.destroyed) reply(res, answer)
      return 'answered'
    } catch (error) {
      if (res.destroyed) return 'answered'
      if (attempt.isGivenUp) return 'silent'
      return isUnreachable(error) ? 'unreachable' : 'broken'
    } finally {
      clearTimeout(late)
      res.off('close', giveUp)
    }
  }

  destroy(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }
}

/** A webhook on its way: over a kept connection, and perhaps once more over a new one. */
class Attempt {
  isGivenUp = false
  readonly #options: RequestOptions
  readonly #body: Buffer
  readonly #agents: Agents
  #request: ClientRequest | undefined
  #isAnswering = false

  constructor(req: IncomingMessage, body: Buffer, { url: target }: Upstream, agents: Agents) {
    const { protocol, hostname, port, host } = new URL(target)
    const headers = protocol === 'https:' ? { ...req.headers, host } : req.headers
    this.#options = { protocol, hostname, port, method: 'POST', path: req.url, headers }
    this.#body = body
    this.#agents = agents
  }

  async answer(): Promise<Answer> {
    const kept = this.#send(this.#isTls ? this.#agents.https : this.#agents.http)
    try {
      return await this.#answerTo(kept)
    } catch (error) {
      if (!kept.reusedSocket || this.#isAnswering || this.isGivenUp) throw error
      return this.#answerTo(this.#send(false))
    }
  }

  giveUp(): void {
    this.isGivenUp = true
    this.#request?.destroy(new Error('Nobody waits for the answer any more.'))
  }

  get #isTls(): boolean {
    return this.#options.protocol === 'https:'
  }

  #send(agent: Agent | false): ClientRequest {
    const options = { ...this.#options, agent }
    const request = this.#isTls ? httpsRequest(options) : httpRequest(options)
    request.end(this.#body)
    this.#request = request
    return request
  }

  async #answerTo(request: ClientRequest): Promise<Answer> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject)
    })
    this.#isAnswering = true
    const body = await bytesOf(response, MAX_ANSWER_BYTES)
    if (body !== undefined)
      return { status: response.statusCode ?? 502, headers: response.headers, body }
    request.destroy()
    throw new Error('The answer broke off, or was too large.')
  }
}

/** Undefined when it broke off or is longer than that. */
function bytesOf(message: IncomingMessage, max: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= max) chunks.push(chunk)
    })
    message.once('end', () => resolve(bytes > max ? undefined : Buffer.concat(chunks)))
    message.once('close', () => resolve(undefined))
    // Told by `close`; without a listener it would end the process.
    message.on('error', () => undefined)
  })
}

/** Of the hop to us alone: what the switchboard does with its connection is no business of the carrier's. */
const hopHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])

function reply(res: ServerResponse, { status, headers, body }: Answer): void {
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !hopHeaders.has(name)) res.setHeader(name, value)
  res.writeHead(status, { 'content-length': body.length })
  res.end(body)
}
