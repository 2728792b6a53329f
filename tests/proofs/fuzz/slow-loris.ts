import { connect, type Socket } from 'node:net'

/** Many connections that send a request so slowly that it never ends. */
export class SlowLoris implements AsyncDisposable {
  readonly #sockets: Socket[] = []
  readonly #timer: NodeJS.Timeout
  #closed = 0

  constructor(port: number, count: number) {
    for (let index = 0; index < count; index += 1) this.#sockets.push(this.#open(port, index))
    this.#timer = setInterval(() => this.#dribble(), 500)
  }

  /** How many the server has ended. */
  get closed(): number {
    return this.#closed
  }

  #open(port: number, index: number): Socket {
    const socket = connect({ port, host: '127.0.0.1' })
    // Half of them never finish their headers, half of them never their body.
    const head =
      'POST /smswebhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n'
    socket.on('error', () => undefined)
    socket.on('close', () => (this.#closed += 1))
    socket.on('connect', () =>
      socket.write(head + (index % 2 === 0 ? '' : 'Content-Length: 60000\r\n\r\n')),
    )
    return socket.resume()
  }

  #dribble(): void {
    for (const socket of this.#sockets) if (socket.writable) socket.write('X')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    for (const socket of this.#sockets) socket.destroy()
  }
}
