import type { Platform, Transport, TransportEvents } from '../src/index.ts'

/** One attempt of a channel to connect, played by the test. */
export interface Attempt {
  url: string
  headers: Readonly<Record<string, string>>
  events: TransportEvents
  sent: unknown[]
  pings: number
  closedWith: [number, string] | undefined
  terminated: boolean
  bufferedBytes: number
}

/** A transport whose peer is the test. */
export function scriptedTransport() {
  const attempts: Attempt[] = []
  const network = new EventTarget()
  const connect: Platform['connect'] = ({ url, headers }, events): Transport => {
    const attempt: Attempt = {
      url,
      headers,
      events,
      sent: [],
      pings: 0,
      closedWith: undefined,
      terminated: false,
      bufferedBytes: 0,
    }
    attempts.push(attempt)
    return {
      send: (text) => void attempt.sent.push(JSON.parse(text)),
      get bufferedBytes() {
        return attempt.bufferedBytes
      },
      ping: () => (attempt.pings += 1),
      close: (code, reason) => (attempt.closedWith = [code, reason]),
      terminate: () => (attempt.terminated = true),
    }
  }
  const last = () => {
    const attempt = attempts.at(-1)
    if (attempt === undefined) throw new Error('No attempt to connect was made.')
    return attempt
  }
  const onReturn: Platform['onReturn'] = (listener) => {
    network.addEventListener('online', listener)
    return () => network.removeEventListener('online', listener)
  }
  const comesOnline = () => network.dispatchEvent(new Event('online'))
  return { platform: { connect, onReturn }, attempts, last, comesOnline }
}
