import { WebSocket } from 'ws'

const COME_BACK_MS = 20

/** A reader over a WebSocket that comes back by itself, and can be cut off after so many frames. */
export abstract class ReturningReader<Frame> {
  #socket: WebSocket | undefined
  #left = Infinity
  #isWanted = false

  protected abstract open(): WebSocket
  protected abstract hello(): unknown
  protected abstract take(frame: Frame): void

  /** Comes (back) from its cursor, and is cut off again after so many frames, if any. */
  connect(frames = Infinity): void {
    this.disconnect()
    this.#isWanted = true
    this.#left = frames
    const socket = this.open()
    this.#socket = socket
    socket.on('open', () => socket.send(JSON.stringify(this.hello())))
    socket.on('message', (data: Buffer) => {
      if (this.#socket === socket) this.#receive(JSON.parse(data.toString()) as Frame)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      // Whatever ended it, a reader comes back.
      if (this.#isWanted && this.#socket === socket)
        setTimeout(() => this.#comeBack(socket), COME_BACK_MS)
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

  protected send(frame: unknown): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  /** Ends this connection; the next one comes by itself. */
  protected reconnect(): void {
    this.#socket?.terminate()
  }

  #comeBack(socket: WebSocket): void {
    if (this.#isWanted && this.#socket === socket) this.connect(this.#left)
  }

  #receive(frame: Frame): void {
    this.take(frame)
    this.#left -= 1
    if (this.#left <= 0) this.disconnect()
  }
}
