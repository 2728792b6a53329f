import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  /** Status codes of all answers, in order; empty when the peer said nothing. */
  statuses: number[]
  text: string
  /** The peer ended the connection. Otherwise we did, after `patienceMs`. */
  closed: boolean
}

export interface RawOptions {
  /** How long to wait for the peer to end the connection. */
  patienceMs?: number
  /** Ends our side once everything is written. */
  halfClose?: boolean
}

const MAX_ANSWER = 64 * 1024

/** Writes these bytes to a fresh connection, piece by piece, and reads until either side ends it. */
export function sendRaw(
  port: number,
  pieces: readonly (string | Buffer)[],
  { patienceMs = 1000, halfClose = false }: RawOptions = {},
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    let text = ''
    let closed = true
    const timer = setTimeout(() => {
      closed = false
      socket.destroy()
    }, patienceMs)
    socket.on('data', (data: Buffer) => {
      if (text.length < MAX_ANSWER) text += data.toString('latin1')
    })
    socket.on('end', () => socket.destroy())
    // A peer that refuses while we still write resets the connection; its answer counts, if any.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(timer)
      resolve({ statuses: statusesOf(text), text, closed })
    })
    socket.on('connect', () => void write(socket, pieces, halfClose))
  })
}

async function write(
  socket: Socket,
  pieces: readonly (string | Buffer)[],
  halfClose: boolean,
): Promise<void> {
  socket.setNoDelay(true)
  for (const piece of pieces) {
    if (socket.destroyed) return
    socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)
    if (pieces.length > 1) await new Promise((resolve) => setImmediate(resolve))
  }
  if (halfClose) socket.end()
}

function statusesOf(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
}
