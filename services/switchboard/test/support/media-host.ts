import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  path: string
  authorization: string | undefined
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** restify, where it is loaded, makes writeHead answer nothing: it cannot be chained. */
export function respond(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body: Buffer | string = '',
): void {
  response.writeHead(status, headers)
  response.end(body)
}

/** A host that says what a test scripts for each path, and remembers who asked how. */
export class MediaHost implements AsyncDisposable {
  readonly asked: Asked[] = []
  readonly base: string
  readonly #server
  readonly #answers = new Map<string, Answer>()

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server
    this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const path = request.url ?? ''
      this.asked.push({ path, authorization: request.headers.authorization })
      const answer = this.#answers.get(path)
      if (answer) answer(response, request)
      else respond(response, 404)
    })
  }

  static async start(): Promise<MediaHost> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new MediaHost(server)
  }

  on(path: string, answer: Answer): this {
    this.#answers.set(path, answer)
    return this
  }

  /** How often this path was asked for; the API has others that are none of a test's business. */
  timesAsked(path: string): number {
    return this.asked.filter((asked) => asked.path === path).length
  }

  gives(path: string, body: Buffer | string, headers: Record<string, string> = {}): this {
    return this.on(path, (response) => respond(response, 200, headers, body))
  }

  redirects(path: string, location: string): this {
    return this.on(path, (response) => respond(response, 307, { location }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

/** The first bytes of a PNG of this size, which is all that is looked at. */
export function makePng(width = 4, height = 3, bytes = 100): Buffer {
  const png = Buffer.alloc(bytes)
  png.write('\x89PNG\r\n\x1a\n', 'latin1')
  png.write('\0\0\0\rIHDR', 8, 'latin1')
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  return png
}

/** A JPEG's segments up to its frame header; `turned` as phones write what they held upright. */
export function makeJpeg(width: number, height: number, { turned = false } = {}): Buffer {
  const exif = Buffer.from(
    '45786966000049492a0008000000010012010300010000000600000000000000',
    'hex',
  )
  const app1 = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif])
  const sof = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 17, 0, 2, 17, 1, 3, 17, 1])
  sof.writeUInt16BE(height, 5)
  sof.writeUInt16BE(width, 7)
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...(turned ? [app1] : []), sof])
}
