import type { Changeset } from '@switchboard/protocol'
import { WebSocket } from 'ws'
import { digestOf } from './truth.ts'

type Frame =
  | { type: 'snapshot'; seq: number }
  | { type: 'changeset'; changeset: Changeset }
  | { type: 'resumed' | 'about' | 'response' | 'ephemeral' | 'error' }

export interface FeedReaderOptions {
  url: string
  token: string
  onChangeset?: (changeset: Changeset) => void
}

/** A gateway's end of the feed: its cursor, what it got, and whatever came twice, late or never. */
export class FeedReader {
  readonly faults: string[] = []
  /** `seq` → digest of all that came since its first snapshot. */
  readonly got = new Map<number, string>()
  readonly #options: FeedReaderOptions
  #socket: WebSocket | undefined
  #cursor: number | null = null
  #left = Infinity
  #isWanted = false

  constructor(options: FeedReaderOptions) {
    this.#options = options
  }

  get seq(): number {
    return this.#cursor ?? -1
  }

  /** Comes (back) from its cursor, and is cut off again after so many frames, if any. */
  connect(frames = Infinity): void {
    this.disconnect()
    this.#isWanted = true
    this.#left = frames
    const headers = { authorization: `Bearer ${this.#options.token}` }
    const socket = new WebSocket(`${this.#options.url}/gateway`, { headers })
    this.#socket = socket
    socket.on('open', () =>
      socket.send(
        JSON.stringify({ type: 'hello', version: 1, gateway: 'reader', cursor: this.#cursor }),
      ),
    )
    socket.on('message', (data: Buffer) => {
      if (this.#socket === socket) this.#take(JSON.parse(data.toString()) as Frame)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      // Whatever ended it, a gateway comes back.
      if (this.#isWanted && this.#socket === socket) setTimeout(() => this.#comeBack(socket), 20)
    })
  }

  /** Reads nothing for a while, as one with too much to do. */
  pause(ms: number): void {
    const socket = this.#socket
    if (socket?.readyState !== WebSocket.OPEN) return
    socket.pause()
    setTimeout(() => socket.resume(), ms)
  }

  disconnect(): void {
    this.#isWanted = false
    this.#socket?.terminate()
    this.#socket = undefined
  }

  #comeBack(socket: WebSocket): void {
    if (this.#isWanted && this.#socket === socket) this.connect(this.#left)
  }

  #take(frame: Frame): void {
    if (frame.type === 'snapshot') this.#start(frame.seq)
    if (frame.type === 'changeset') this.#apply(frame.changeset)
    this.#left -= 1
    if (this.#left <= 0) this.disconnect()
  }

  #start(seq: number): void {
    if (this.#cursor !== null) this.faults.push(`cursor ${this.#cursor} got a snapshot of ${seq}`)
    this.#cursor = seq
  }

  #apply(changeset: Changeset): void {
    const { seq } = changeset
    if (seq !== (this.#cursor ?? -1) + 1) this.faults.push(`${seq} came after ${this.#cursor}`)
    this.#cursor = seq
    this.got.set(seq, digestOf(changeset))
    this.#options.onChangeset?.(changeset)
  }
}
