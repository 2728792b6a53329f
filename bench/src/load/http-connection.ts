import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * One kept-alive connection for one request at a time: bytes in, a status out. A client that parses
 * no more than it must, so that it takes as little as possible from what it measures.
 */
export class HttpConnection {
  readonly #socket: Socket
  /** The server closed it, or said it would. */
  isClosed = false
  #received = ''
  #settle: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.#take(text))
    socket.on('error', (error) => this.#settle?.reject(error))
    socket.on('close', () => this.#closed())
  }

  static async open(base: string): Promise<HttpConnection> {
    const { hostname, port } = new URL(base)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    return new HttpConnection(socket)
  }

  /** Resolves with the status once the whole answer is here. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      if (this.isClosed) this.#closed()
      else this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #closed(): void {
    this.isClosed = true
    this.#settle?.reject(new Error('The server closed the connection.'))
  }

  #take(text: string): void {
    this.#received += text
    const end = endOf(this.#received)
    if (end === undefined) return
    const status = Number(this.#received.slice(9, 12))
    if (/\r\nconnection: *close/i.test(this.#received.slice(0, end))) this.isClosed = true
    this.#received = this.#received.slice(end)
    const settle = this.#settle
    this.#settle = undefined
    settle?.resolve(status)
  }
}

/** Where the first answer ends; undefined while it is not all here. */
function endOf(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head + 2))
  if (!length) {
    const last = text.indexOf('\r\n0\r\n\r\n', head)
    return last < 0 ? undefined : last + 7
  }
  const end = head + 4 + Number(length[1])
  return text.length >= end ? end : undefined
}
