import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Channel } from '../src/index.ts'
import { platform } from '../src/transport/browser.ts'

/** As much of a browser as the transport touches: events arrive when the test says so. */
class FakeWebSocket extends EventTarget {
  static made: FakeWebSocket[] = []
  readonly url: string
  bufferedAmount = 0
  sent: string[] = []
  closes: unknown[][] = []

  constructor(url: string) {
    super()
    this.url = url
    FakeWebSocket.made.push(this)
  }

  send(text: string): void {
    this.sent.push(text)
  }

  close(...args: unknown[]): void {
    this.closes.push(args)
  }

  say(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
}

let page = new EventTarget()

beforeEach(() => {
  FakeWebSocket.made = []
  page = new EventTarget()
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeWebSocket)
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function makeChannel() {
  const received: unknown[] = []
  const channel = new Channel<unknown, object>({
    url: () => 'ws://here/agent',
    hello: () => ({ type: 'hello' }),
    parse: (json) => json,
    heartbeat: { intervalMs: 10, timeoutMs: 30 },
    platform,
  })
  channel.onFrame((frame) => received.push(frame))
  channel.start()
  return { channel, received }
}

function see(visibilityState: DocumentVisibilityState): void {
  vi.stubGlobal('document', { visibilityState })
  page.dispatchEvent(new Event('visibilitychange'))
}

const last = () => FakeWebSocket.made.at(-1) as FakeWebSocket

describe('in a browser', () => {
  it('[G1] says hello, takes frames and reports the close code', () => {
    const { channel, received } = makeChannel()
    last().dispatchEvent(new Event('open'))
    last().say('{"a":1}')
    expect(last().sent).toEqual(['{"type":"hello"}'])
    expect(received).toEqual([{ a: 1 }])
    last().dispatchEvent(Object.assign(new Event('close'), { code: 4401, reason: 'out' }))
    expect(channel.state).toEqual({ status: 'closed', code: 4401, reason: 'out' })
  })

  it('[G6] leaves a silent socket without waiting for its close event', () => {
    const { channel, received } = makeChannel()
    const dead = last()
    dead.dispatchEvent(new Event('open'))
    vi.advanceTimersByTime(30)
    expect(dead.closes).toEqual([[]])
    expect(channel.state.status).toBe('waiting')
    dead.say('{"late":true}')
    dead.dispatchEvent(Object.assign(new Event('close'), { code: 4401, reason: '' }))
    expect(received).toEqual([])
    expect(channel.state.status).toBe('waiting')
  })

  it('[G5] refuses frames that are no text', () => {
    makeChannel()
    last().dispatchEvent(new Event('open'))
    last().say(new Uint8Array(3))
    // A page may not send 1003 itself.
    expect(last().closes).toEqual([[]])
  })

  it('[G2] connects at once when its page is in sight again', () => {
    const { channel } = makeChannel()
    last().dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' }))
    see('hidden')
    expect(FakeWebSocket.made).toHaveLength(1)
    see('visible')
    expect(FakeWebSocket.made).toHaveLength(2)
    channel.close()
    see('visible')
    expect(FakeWebSocket.made).toHaveLength(2)
  })

  it('[G6] looks for life when its page is in sight again, however late its timers are', () => {
    const { channel } = makeChannel()
    last().dispatchEvent(new Event('open'))
    vi.setSystemTime(Date.now() + 29)
    see('visible')
    expect(channel.state.status).toBe('open')
    vi.setSystemTime(Date.now() + 1)
    see('hidden')
    expect(channel.state.status).toBe('open')
    see('visible')
    expect(channel.state.status).toBe('waiting')
  })

  it('[G2] connects at once when the network is back', () => {
    const { channel } = makeChannel()
    last().dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' }))
    expect(channel.state.status).toBe('waiting')
    page.dispatchEvent(new Event('online'))
    expect(FakeWebSocket.made).toHaveLength(2)
    channel.close()
    page.dispatchEvent(new Event('online'))
    expect(FakeWebSocket.made).toHaveLength(2)
  })
})
