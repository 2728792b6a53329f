import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import twilio from 'twilio'
import { vi } from 'vitest'
import { authToken } from './simulated.ts'

export interface Received {
  method: string
  path: string
  headers: IncomingMessage['headers']
  /** Names in the order they came. */
  names: string[]
  params: Record<string, string>
  /** What the twilio package says of the signature. */
  valid: boolean
}

type Responder = (received: Received, res: ServerResponse) => void

export const acknowledge: Responder = (_received, res) => {
  res.writeHead(200, { 'content-type': 'text/xml' }).end('<Response></Response>')
}

/** The application's side: keeps every webhook it gets and answers as told. */
export class Receiver {
  readonly received: Received[] = []
  respond: Responder = acknowledge
  readonly #server: Server

  private constructor() {
    this.#server = createServer((req, res) => void this.#take(req, res))
  }

  static async create(): Promise<Receiver> {
    const receiver = new Receiver()
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve))
    return receiver
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Waits until `count` webhooks came to this path; all of them, in order of arrival. */
  async wait(path: string, count = 1): Promise<Received[]> {
    const enough = () => {
      const came = this.at(path).length
      if (came < count) throw new Error(`${came} of ${count} webhooks came to ${path}`)
    }
    await vi.waitFor(enough, { timeout: 10_000 })
    return this.at(path)
  }

  at(path: string): Received[] {
    return this.received.filter((each) => each.path.split('?', 1)[0] === path)
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
    const params = Object.fromEntries(form)
    const path = req.url ?? ''
    const signature = String(req.headers['x-twilio-signature'])
    const valid = twilio.validateRequest(authToken, signature, this.url + path, params)
    const received = {
      method: req.method ?? '',
      path,
      headers: req.headers,
      names: [...form.keys()],
      params,
      valid,
    }
    this.received.push(received)
    this.respond(received, res)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
