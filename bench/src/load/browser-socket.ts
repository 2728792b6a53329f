import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { constants, deflateRawSync } from 'node:zlib'
import { PROTOCOL_VERSION, type BrowserFrame, type Watch } from '@switchboard/protocol'
import { InflateOnce, TAIL } from './inflate-once.ts'

export interface BrowserOptions {
  /** The public address, which is also the page's origin. */
  base: string
  cookie: string
  watch: Watch
  /** Each frame, inflated; it is only good during the call. */
  onFrame: (payload: Buffer) => void
}

/** From one address only so many may come of whom nobody knows yet who they are; the gateway takes 100. */
export const MAX_UNKNOWN = 50

/** What the kernel has is read into one piece of memory, whoever it is for: it is done with when the next comes. */
const shared = Buffer.alloc(256 * 1024)
const inflater = new InflateOnce()
/** As Chromium offers it. */
const OFFER = 'permessage-deflate; client_max_window_bits'
const RSV1 = 0x40
const TEXT = 0x1
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa

/**
 * A browser's socket that does next to nothing per frame, so that thousands fit into one driver. Speaks
 * just enough of RFC 6455 and 7692: a server's frames are neither masked nor, here, ever fragmented, and what it
 * compresses stands for itself.
 */
export class BrowserSocket {
  isClosed = false
  /** What came over the wire. */
  bytes = 0
  readonly #socket: Socket
  readonly #hello: BrowserFrame
  readonly #onFrame: (payload: Buffer) => void
  #rest: Buffer = Buffer.alloc(0)
  #isUpgraded = false
  #compresses = false

  private constructor({ base, watch, onFrame }: BrowserOptions) {
    const { hostname: host, port } = new URL(base)
    const take = (length: number, buffer: Uint8Array): boolean => {
      this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, length))
      return true
    }
    const socket = connect({ port: Number(port), host, onread: { buffer: shared, callback: take } })
    this.#socket = socket
    this.#hello = { type: 'hello', version: PROTOCOL_VERSION, cursor: null, watch }
    this.#onFrame = onFrame
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('close', () => (this.isClosed = true))
  }

  /** Resolves when it is asked for; its hello follows once it is there, and the welcome comes as a frame. */
  static async open(options: BrowserOptions): Promise<BrowserSocket> {
    const { base, cookie } = options
    const browser = new BrowserSocket(options)
    await once(browser.#socket, 'connect')
    browser.#socket.write(
      [
        'GET /agent HTTP/1.1',
        `Host: ${new URL(base).host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `Sec-WebSocket-Extensions: ${OFFER}`,
        `Origin: ${base}`,
        `Cookie: ${cookie}`,
        '\r\n',
      ].join('\r\n'),
    )
    return browser
  }

  send(frame: BrowserFrame): void {
    const text = Buffer.from(JSON.stringify(frame))
    if (!this.#compresses) return this.#write(TEXT, text)
    // Browsers compress whatever they send.
    const compressed = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH })
    this.#write(RSV1 | TEXT, compressed.subarray(0, -TAIL.length))
  }

  close(): void {
    this.#socket.destroy()
  }

  #write(type: number, payload: Buffer): void {
    const short = payload.length < 126
    const head = Buffer.alloc(short ? 6 : 8)
    head[0] = 0x80 | type
    // A mask of zeros is a mask, and changes nothing.
    head[1] = 0x80 | (short ? payload.length : 126)
    if (!short) head.writeUInt16BE(payload.length, 2)
    this.#socket.write(Buffer.concat([head, payload]))
  }

  #take(data: Buffer): void {
    this.bytes += data.length
    let bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data])
    if (!this.#isUpgraded) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return void (this.#rest = Buffer.from(bytes))
      this.#upgraded(bytes.toString('latin1', 0, end))
      if (!this.#isUpgraded) return
      bytes = bytes.subarray(end + 4)
    }
    this.#rest = Buffer.from(this.#frames(bytes))
  }

  #upgraded(head: string): void {
    const status = head.slice(9, 12)
    if (status !== '101') return void this.#socket.destroy(new Error(`refused with ${status}`))
    this.#isUpgraded = true
    this.#compresses = /^sec-websocket-extensions: permessage-deflate/im.test(head)
    this.send(this.#hello)
  }

  /** Hands on all whole frames; answers what is left. */
  #frames(bytes: Buffer): Buffer {
    let at = 0
    for (;;) {
      const frame = frameAt(bytes, at)
      if (!frame) return bytes.subarray(at)
      const payload = bytes.subarray(frame.start, frame.end)
      if (frame.type === TEXT) this.#onFrame(payload)
      if (frame.type === (RSV1 | TEXT)) this.#onFrame(inflater.inflate(payload))
      if (frame.type === PING) this.#write(PONG, payload)
      if (frame.type === CLOSE) this.#socket.destroy()
      at = frame.end
    }
  }
}

function frameAt(
  bytes: Buffer,
  at: number,
): { type: number; start: number; end: number } | undefined {
  if (bytes.length < at + 2) return undefined
  const short = (bytes[at + 1] ?? 0) & 0x7f
  const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
  if (bytes.length < start) return undefined
  const length =
    short < 126 ? short : bytes.readUIntBE(start - (short === 126 ? 2 : 6), short === 126 ? 2 : 6)
  if (bytes.length < start + length) return undefined
  return { type: (bytes[at] ?? 0) & 0x7f, start, end: start + length }
}
