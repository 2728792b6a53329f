import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { vi } from 'vitest'
import type { TestBrowser } from './test-browser.ts'

/** First bytes of a frame: the last or only one of a message, of text, as it is or compressed. */
export const PLAIN = 0x81
export const COMPRESSED = 0xc1

const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff])
const flush = constants.Z_SYNC_FLUSH

export interface WireFrame {
  first: number
  payload: Buffer
}

/** What really came over a browser's connection, before anything was inflated. */
export class Wire {
  readonly #chunks: Buffer[] = []
  #stream: Duplex | undefined

  /** From the beginning, so before the browser is there. */
  constructor({ socket }: TestBrowser) {
    socket.on('upgrade', (response: IncomingMessage) => {
      this.#stream = response.socket
      response.socket.on('data', (chunk: Buffer) => this.#chunks.push(Buffer.from(chunk)))
    })
  }

  get frames(): WireFrame[] {
    return framesOf(Buffer.concat(this.#chunks))
  }

  /** Frames whose text has this in it. */
  with(words: string): WireFrame[] {
    return this.frames.filter((frame) => textOf(frame).includes(words))
  }

  /** Sends one compressed message as it is; a mask of zeros is a mask, and changes nothing. */
  async send(compressed: Buffer): Promise<void> {
    const stream = await vi.waitUntil(() => this.#stream)
    const head = Buffer.from([COMPRESSED, 0x80 | 126, 0, 0, 0, 0, 0, 0])
    head.writeUInt16BE(compressed.length, 2)
    stream.write(Buffer.concat([head, compressed]))
  }
}

/** All whole frames of a server, which masks none and, here, fragments none. */
export function framesOf(bytes: Buffer): WireFrame[] {
  const frames: WireFrame[] = []
  for (let at = 0; at + 2 <= bytes.length;) {
    const frame = frameAt(bytes, at)
    if (frame === undefined) break
    const { end, ...rest } = frame
    frames.push(rest)
    at = end
  }
  return frames
}

export function textOf({ first, payload }: WireFrame): string {
  if (first !== COMPRESSED) return payload.toString()
  return inflateRawSync(Buffer.concat([payload, TAIL]), { finishFlush: flush }).toString()
}

export function compress(text: string): Buffer {
  return deflateRawSync(text, { finishFlush: flush }).subarray(0, -TAIL.length)
}

function frameAt(bytes: Buffer, at: number): (WireFrame & { end: number }) | undefined {
  const short = bytes[at + 1] ?? 0
  const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
  if (bytes.length < start) return undefined
  const size = short === 126 ? 2 : 6
  const end = start + (short < 126 ? short : bytes.readUIntBE(start - size, size))
  if (bytes.length < end) return undefined
  return { first: bytes[at] ?? 0, payload: bytes.subarray(start, end), end }
}
