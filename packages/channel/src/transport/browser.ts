import { ABNORMAL_CLOSURE, UNSUPPORTED_DATA, type Connect, type Platform } from './transport.ts'

/** Browsers let a page close with these codes only (WHATWG WebSockets §3.1). */
function mayClose(code: number): boolean {
  return code === 1000 || (code >= 3000 && code <= 4999)
}

/** The browser's own WebSocket. It cannot ping: the peer has to send something now and then. */
const connect: Connect = ({ url, maxFrameBytes }, events) => {
  const socket = new WebSocket(url)
  const done = new AbortController()
  const { signal } = done
  const close = (code: number, reason: string) => {
    if (mayClose(code)) socket.close(code, reason)
    else socket.close()
  }
  socket.addEventListener('open', () => events.opened(), { signal })
  socket.addEventListener(
    'message',
    ({ data }) => {
      if (typeof data !== 'string' || data.length > maxFrameBytes) close(UNSUPPORTED_DATA, '')
      else events.received(data)
    },
    { signal },
  )
  socket.addEventListener('close', ({ code, reason }) => events.closed(code, reason), { signal })
  return {
    send: (text) => socket.send(text),
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    close,
    terminate() {
      if (signal.aborted) return
      // The browser would wait for a peer that may be gone.
      done.abort()
      socket.close()
      events.closed(ABNORMAL_CLOSURE, '')
    },
  }
}

/** Of a page that nobody sees the browser holds timers up, and none runs while the computer sleeps. */
function onReturn(listener: () => void): () => void {
  const ends = new AbortController()
  const { signal } = ends
  const onSight = (): void => {
    if (document.visibilityState === 'visible') listener()
  }
  globalThis.addEventListener('online', listener, { signal })
  globalThis.addEventListener('visibilitychange', onSight, { signal })
  return () => ends.abort()
}

export const platform: Platform = { connect, onReturn }
