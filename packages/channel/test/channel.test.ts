import { closeCodes } from '@switchboard/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoffMs, Channel, type ChannelOptions, type ChannelState } from '../src/index.ts'
import { scriptedTransport } from './scripted-transport.ts'

interface Frame {
  seq: number
}

function parse(json: unknown): Frame {
  const { seq } = json as Partial<Frame>
  if (typeof seq !== 'number') throw new TypeError('A frame has a seq.')
  return { seq }
}

function makeChannel(options: Partial<ChannelOptions<Frame, object>> = {}) {
  const script = scriptedTransport()
  const received: number[] = []
  const states: ChannelState[] = []
  const channel = new Channel<Frame, object>({
    url: () => `ws://peer/?attempt=${script.attempts.length + 1}`,
    hello: () => ({ type: 'hello', cursor: received.at(-1) ?? null }),
    parse,
    platform: script.platform,
    random: () => 1,
    ...options,
  })
  channel.onFrame(({ seq }) => received.push(seq))
  channel.onState((state) => states.push(state))
  return { channel, ...script, received, states }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('resuming', () => {
  it('[G1] says hello first, made anew from the cursor at each connection', () => {
    const { channel, last, attempts } = makeChannel()
    channel.start()
    last().events.opened()
    expect(last().sent).toEqual([{ type: 'hello', cursor: null }])
    last().events.received('{"seq":7}')
    last().events.closed(1006, '')
    vi.advanceTimersByTime(500)
    last().events.opened()
    expect(attempts.map(({ url }) => url)).toEqual(['ws://peer/?attempt=1', 'ws://peer/?attempt=2'])
    expect(last().sent).toEqual([{ type: 'hello', cursor: 7 }])
  })

  it('[G1] hands on frames in order, and none of a connection that was given up', () => {
    const { channel, last, received, attempts } = makeChannel()
    channel.start()
    last().events.opened()
    last().events.received('{"seq":1}')
    last().events.received('{"seq":2}')
    last().events.closed(1006, '')
    vi.advanceTimersByTime(500)
    attempts[0]?.events.received('{"seq":3}')
    attempts[0]?.events.closed(1006, '')
    expect(received).toEqual([1, 2])
    expect(channel.state.status).toBe('connecting')
  })

  it('[G1] stops telling who unsubscribed', () => {
    const { channel, last } = makeChannel()
    const seen: number[] = []
    const stop = channel.onFrame(({ seq }) => seen.push(seq))
    channel.start()
    last().events.opened()
    last().events.received('{"seq":1}')
    stop()
    last().events.received('{"seq":2}')
    expect(seen).toEqual([1])
  })

  it.each(['not json', '{"no":"seq"}', 'null'])(
    '[G5] ends the connection over the bad frame %j, and comes back from the cursor',
    (text) => {
      const { channel, last, attempts } = makeChannel()
      channel.start()
      last().events.opened()
      last().events.received('{"seq":4}')
      last().events.received(text)
      expect(last().closedWith?.[0]).toBe(closeCodes.BAD_FRAME)
      expect(channel.state).toMatchObject({ status: 'waiting', code: closeCodes.BAD_FRAME })
      vi.advanceTimersByTime(500)
      last().events.opened()
      expect(attempts).toHaveLength(2)
      expect(last().sent).toEqual([{ type: 'hello', cursor: 4 }])
    },
  )

  it('[G5] treats a listener that throws like a bad frame', () => {
    const { channel, last } = makeChannel()
    channel.onFrame(() => {
      throw new Error('cannot apply')
    })
    channel.start()
    last().events.opened()
    last().events.received('{"seq":4}')
    expect(channel.state).toMatchObject({ status: 'waiting', code: closeCodes.BAD_FRAME })
  })
})

describe('coming back', () => {
  it('[G2] waits twice as long after each failure, up to the bound', () => {
    const { channel, last, attempts, states } = makeChannel({
      backoff: { initialMs: 100, maxMs: 300 },
    })
    channel.start()
    for (const waitMs of [100, 200, 300, 300]) {
      const before = attempts.length
      last().events.closed(1006, 'refused')
      const retryAt = Date.now() + waitMs
      expect(channel.state).toEqual({ status: 'waiting', retryAt, code: 1006, reason: 'refused' })
      vi.advanceTimersByTime(waitMs - 1)
      expect(attempts).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(attempts).toHaveLength(before + 1)
    }
    expect(new Set(states.map(({ status }) => status))).toEqual(new Set(['connecting', 'waiting']))
  })

  it('[G2] draws each wait from the upper half, so that not all come back at once', () => {
    const backoff = { initialMs: 100, maxMs: 10_000 }
    expect(backoffMs(backoff, 1, () => 0)).toBe(50)
    expect(backoffMs(backoff, 3, () => 1)).toBe(400)
    expect(backoffMs(backoff, 5_000, () => 1)).toBe(10_000)
  })

  it('[G2] starts over after a connection that lasted, not after one that was only accepted', () => {
    const { channel, last } = makeChannel({ stableMs: 5_000 })
    const waits: number[] = []
    channel.onState((state) => {
      if (state.status === 'waiting') waits.push(state.retryAt - Date.now())
    })
    channel.start()
    for (const livedMs of [0, 0, 5_000, 0]) {
      last().events.opened()
      last().events.alive()
      vi.advanceTimersByTime(livedMs)
      last().events.closed(1001, '')
      vi.advanceTimersToNextTimer()
    }
    expect(waits).toEqual([500, 1_000, 500, 1_000])
  })

  it('[G2] connects at once when the network is back, unless it was closed', () => {
    const { channel, last, attempts, comesOnline } = makeChannel()
    channel.start()
    last().events.closed(1006, '')
    comesOnline()
    expect(channel.state.status).toBe('connecting')
    expect(attempts).toHaveLength(2)
    channel.close()
    comesOnline()
    vi.advanceTimersByTime(60_000)
    expect(attempts).toHaveLength(2)
  })

  it('[G6] looks for life at once when the network is back', () => {
    const { channel, last, comesOnline } = makeChannel()
    channel.start()
    last().events.opened()
    comesOnline()
    expect(last().pings).toBe(1)
  })

  it('[G2] gives an attempt up that takes too long', () => {
    const { channel, last } = makeChannel({ connectTimeoutMs: 1_000 })
    channel.start()
    vi.advanceTimersByTime(1_000)
    expect(last().terminated).toBe(true)
    expect(channel.state).toMatchObject({ status: 'waiting', code: closeCodes.TIMEOUT })
  })

  it.each([closeCodes.UNAUTHENTICATED, closeCodes.UNSUPPORTED_VERSION])(
    '[G3] stays away when closed with %d, until it is started again',
    (code) => {
      const { channel, last, attempts } = makeChannel()
      channel.start()
      last().events.opened()
      last().events.closed(code, 'sign in')
      vi.advanceTimersByTime(60_000)
      expect(attempts).toHaveLength(1)
      expect(channel.state).toEqual({ status: 'closed', code, reason: 'sign in' })
      channel.start()
      expect(attempts).toHaveLength(2)
    },
  )

  it('[G3] stays away once closed by its owner, whatever it was doing', () => {
    const { channel, last, attempts } = makeChannel()
    channel.start()
    channel.close()
    expect(last().closedWith).toEqual([1000, ''])
    channel.start()
    last().events.closed(1006, '')
    channel.close()
    vi.advanceTimersByTime(60_000)
    expect(attempts).toHaveLength(2)
    expect(channel.state).toMatchObject({ status: 'closed', code: 1000 })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('sending', () => {
  it('[G4] sends over the open connection only, and says whether it did', () => {
    const { channel, last } = makeChannel()
    expect(channel.send({ a: 0 })).toBe(false)
    channel.start()
    expect(channel.send({ a: 1 })).toBe(false)
    last().events.opened()
    expect(channel.send({ a: 2 })).toBe(true)
    last().events.closed(1006, '')
    expect(channel.send({ a: 3 })).toBe(false)
    expect(last().sent.slice(1)).toEqual([{ a: 2 }])
  })

  it('[G4] drops a connection that does not take what is sent', () => {
    const { channel, last } = makeChannel({ maxBufferedBytes: 1_000 })
    channel.start()
    last().events.opened()
    last().bufferedBytes = 1_001
    expect(channel.send({ a: 1 })).toBe(false)
    expect(last().terminated).toBe(true)
    expect(channel.state).toMatchObject({ status: 'waiting', code: closeCodes.CONSUMER_TOO_SLOW })
  })
})

describe('half-open connections', () => {
  const heartbeat = { intervalMs: 10, timeoutMs: 30 }

  it('[G6] pings, and drops a connection without any sign of life', () => {
    const { channel, last } = makeChannel({ heartbeat })
    channel.start()
    last().events.opened()
    vi.advanceTimersByTime(29)
    expect(last()).toMatchObject({ pings: 2, terminated: false })
    vi.advanceTimersByTime(1)
    expect(last().terminated).toBe(true)
    expect(channel.state).toMatchObject({ status: 'waiting', code: closeCodes.TIMEOUT })
  })

  it('[G6] takes a pong or a frame for a sign of life', () => {
    const { channel, last } = makeChannel({ heartbeat })
    channel.start()
    last().events.opened()
    for (let beats = 0; beats < 5; beats += 1) {
      vi.advanceTimersByTime(20)
      if (beats % 2) last().events.alive()
      else last().events.received('{"seq":1}')
    }
    expect(channel.state.status).toBe('open')
  })
})
