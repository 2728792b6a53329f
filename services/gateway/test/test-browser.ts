import {
  consoleFrameSchema,
  PROTOCOL_VERSION,
  type BrowserFrame,
  type ConsoleFrame,
  type Watch,
} from '@switchboard/protocol'
import { parse } from 'valibot'
import { vi } from 'vitest'
import { WebSocket } from 'ws'

type FrameOf<T extends ConsoleFrame['type']> = Extract<ConsoleFrame, { type: T }>

export interface BrowserOptions {
  session?: string | null
  origin?: string | null
  cursor?: number | null
  watch?: Watch
  version?: number
  history?: string
  /** False: it does not offer to read compressed frames. */
  compresses?: boolean
  /** False: the test says hello itself. */
  hello?: boolean
  headers?: Record<string, string>
}

export const watchNothing: Watch = { thread: null, inbox: null }

/** One browser tab, as far as the gateway can tell. */
export class TestBrowser {
  readonly socket: WebSocket
  readonly frames: ConsoleFrame[] = []
  closeCode: number | undefined
  refusedWith: number | undefined
  #lastId = 0

  constructor(url: string, options: BrowserOptions = {}) {
    const { session = 'session-of-ada-0001', origin = url, hello = true } = options
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/agent`, {
      perMessageDeflate: options.compresses ?? true,
      headers: {
        ...(session !== null && { cookie: `other=1; switchboard=${session}` }),
        ...(origin !== null && { origin }),
        ...options.headers,
      },
    })
    this.socket.on('open', () => hello && this.hello(options))
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) throw new Error('A frame came as binary.')
      this.frames.push(parse(consoleFrameSchema, JSON.parse(data.toString())))
    })
    this.socket.on('error', () => undefined)
    this.socket.on('unexpected-response', (_request, response) => {
      this.refusedWith = response.statusCode
      this.socket.terminate()
    })
    this.socket.on('close', (code) => (this.closeCode = code))
  }

  hello({
    cursor = null,
    watch = watchNothing,
    version = PROTOCOL_VERSION,
    history,
  }: BrowserOptions = {}): void {
    this.say({ type: 'hello', version, cursor, watch, history })
  }

  say(frame: BrowserFrame): void {
    this.socket.send(JSON.stringify(frame))
  }

  watch(watch: Partial<Watch>): void {
    this.say({ type: 'watch', watch: { ...watchNothing, ...watch } })
  }

  /** Sends a request and waits for its answer. */
  async ask(op: string, args: unknown = {}): Promise<FrameOf<'response'>> {
    const id = String((this.#lastId += 1))
    this.say({ type: 'request', id, op, args })
    return vi.waitUntil(() => this.of('response').find((frame) => frame.id === id), {
      timeout: 10_000,
    })
  }

  of<T extends ConsoleFrame['type']>(type: T): FrameOf<T>[] {
    return this.frames.filter((frame): frame is FrameOf<T> => frame.type === type)
  }

  /** The first frame of this kind, waited for. */
  next<T extends ConsoleFrame['type']>(type: T): Promise<FrameOf<T>> {
    return vi.waitUntil(() => this.of(type)[0], { timeout: 10_000 })
  }

  closed(): Promise<number> {
    return vi.waitUntil(() => this.closeCode, { timeout: 10_000 })
  }

  refused(): Promise<number> {
    return vi.waitUntil(() => this.refusedWith, { timeout: 10_000 })
  }

  terminate(): void {
    this.socket.terminate()
  }
}
