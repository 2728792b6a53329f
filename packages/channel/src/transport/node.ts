import { closeCodes } from '@switchboard/protocol'
import { WebSocket } from 'ws'
import { ABNORMAL_CLOSURE, UNSUPPORTED_DATA, type Connect, type Platform } from './transport.ts'

/** How long the closing handshake may take before the socket is destroyed. */
const CLOSE_TIMEOUT_MS = 2_000

/** A WebSocket of the `ws` package. An upgrade answered with 401 counts as closed with UNAUTHENTICATED. */
const connect: Connect = ({ url, headers, maxFrameBytes }, events) => {
  const socket = new WebSocket(url, {
    headers,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    closeTimeout: CLOSE_TIMEOUT_MS,
  } as WebSocket.ClientOptions)
  let refusedWith: number | undefined
  let problem = ''
  socket.on('open', () => events.opened())
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) socket.close(UNSUPPORTED_DATA)
    else events.received(data.toString())
  })
  socket.on('ping', () => events.alive())
  socket.on('pong', () => events.alive())
  socket.on('error', (error) => (problem ||= error.message))
  socket.on('unexpected-response', (_request, response) => {
    refusedWith = response.statusCode
    problem = `The upgrade was answered with ${refusedWith}.`
    response.resume()
    socket.terminate()
  })
  socket.on('close', (code, reason) => {
    const told = refusedWith === 401 ? closeCodes.UNAUTHENTICATED : code || ABNORMAL_CLOSURE
    events.closed(told, reason.toString() || problem)
  })
  return {
    send: (text) => socket.send(text),
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    ping: () => socket.ping(),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  }
}

/** Node is never told that the network is back. */
function onReturn(_listener: () => void): () => void {
  return () => undefined
}

export const platform: Platform = { connect, onReturn }
