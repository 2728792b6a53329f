import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { PROTOCOL_VERSION, type BrowserFrame, type Watch } from '@switchboard/protocol'

export interface BrowserOptions {
  /** The public address, which is also the page's origin. */
  base: string
  cookie: string
  watch: Watch
  /** Each frame as it came; it is only good during the call. */
  onFrame: (payload: Buffer) => void
}

/** From one address only so many may come of whom nobody knows yet who they are; the gateway takes 100. */
export const MAX_UNKNOWN = 50

/** What the kernel has is read into one piece of memory, whoever it is for: it is done with when the next comes. */
const shared = Buffer.alloc(256 * 1024)
const TEXT = 0x1
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa

/**
 * A browser's socket that does next to nothing per frame, so that thousands fit into one driver. Speaks
 * just enough of RFC 6455: a server's frames are neither masked nor, here, ever fragmented.
 */
export class BrowserSocket {
  isClosed = false
  readonly #socket: Socket
  readonly #onFrame: (payload: Buffer) => void
  #rest: Buffer = Buffer.alloc(0)
  #isUpgraded = false

  private constructor(port: number, host: string, onFrame: (payload: Buffer) => void) {
    const take = (length: number, buffer: Uint8Array): boolean => {
      this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, length))
      return true
    }
    const socket = connect({ port, host, onread: { buffer: shared, callback: take } })
    this.#socket = socket
    this.#onFrame = onFrame
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('close', () => (this.isClosed = true))
  }

  /** Resolves when its hello is sent; the welcome comes as a frame. */
  static async open({ base, cookie, watch, onFrame }: BrowserOptions): Promise<BrowserSocket> {
    const { hostname, port, host } = new URL(base)
    const browser = new BrowserSocket(Number(port), hostname, onFrame)
    await once(browser.#socket, 'connect')
    browser.#socket.write(
      [
        'GET /agent HTTP/1.1',
        `Host: ${host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `Origin: ${base}`,
        `Cookie: ${cookie}`,
        '\r\n',
      ].join('\r\n'),
    )
    browser.send({ type: 'hello', version: PROTOCOL_VERSION, cursor: null, watch })
    return browser
  }

  send(frame: BrowserFrame): void {
    this.#write(TEXT, Buffer.from(JSON.stringify(frame)))
  }

  close(): void {
    this.#socket.destroy()
  }

  #write(opcode: number, payload: Buffer): void {
    const short = payload.length < 126
    const head = Buffer.alloc(short ? 6 : 8)
    head[0] = 0x80 | opcode
    // A mask of zeros is a mask, and changes nothing.
    head[1] = 0x80 | (short ? payload.length : 126)
    if (!short) head.writeUInt16BE(payload.length, 2)
    this.#socket.write(Buffer.concat([head, payload]))
  }

  #take(data: Buffer): void {
    let bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data])
    if (!this.#isUpgraded) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return void (this.#rest = Buffer.from(bytes))
      const status = bytes.toString('latin1', 9, 12)
      if (status !== '101') return void this.#socket.destroy(new Error(`refused with ${status}`))
      this.#isUpgraded = true
      bytes = bytes.subarray(end + 4)
    }
    this.#rest = Buffer.from(this.#frames(bytes))
  }

  /** Hands on all whole frames; answers what is left. */
  #frames(bytes: Buffer): Buffer {
    let at = 0
    for (;;) {
      const frame = frameAt(bytes, at)
      if (!frame) return bytes.subarray(at)
      const payload = bytes.subarray(frame.start, frame.end)
      if (frame.opcode === TEXT) this.#onFrame(payload)
      if (frame.opcode === PING) this.#write(PONG, payload)
      if (frame.opcode === CLOSE) this.#socket.destroy()
      at = frame.end
    }
  }
}

function frameAt(
  bytes: Buffer,
  at: number,
): { opcode: number; start: number; end: number } | undefined {
  if (bytes.length < at + 2) return undefined
  const short = (bytes[at + 1] ?? 0) & 0x7f
  const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
  if (bytes.length < start) return undefined
  const length =
    short < 126 ? short : bytes.readUIntBE(start - (short === 126 ? 2 : 6), short === 126 ? 2 : 6)
  if (bytes.length < start + length) return undefined
  return { opcode: (bytes[at] ?? 0) & 0x0f, start, end: start + length }
}
