import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeskSocket } from '../src/desk/desk-socket.ts'

const desk = {
  type: 'desk',
  line: '+1',
  phones: [],
  texts: [],
  faults: [],
  troubles: [],
  busyHour: { running: false, minute: 0, texts: 0 },
}

/** A browser's WebSocket whose other side is this test. */
class ScriptedSocket extends EventTarget {
  static made: ScriptedSocket[] = []

  constructor(readonly url: string) {
    super()
    ScriptedSocket.made.push(this)
  }

  hear(frame: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }))
  }

  close(): void {
    this.dispatchEvent(new Event('close'))
  }
}

beforeEach(() => {
  ScriptedSocket.made = []
  vi.stubGlobal('WebSocket', ScriptedSocket)
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the page’s socket', () => {
  it('[T23] comes back by itself, ever more patiently, and gets the whole desk anew', () => {
    const socket = new DeskSocket('ws://127.0.0.1/phone/socket')
    socket.open()
    ScriptedSocket.made[0]?.hear(desk)
    expect(socket.getSnapshot().connection).toBe('live')
    ScriptedSocket.made[0]?.close()
    expect(socket.getSnapshot().connection).toBe('lost')
    vi.advanceTimersByTime(500)
    expect(ScriptedSocket.made).toHaveLength(2)
    ScriptedSocket.made[1]?.close()
    vi.advanceTimersByTime(999)
    expect(ScriptedSocket.made).toHaveLength(2)
    vi.advanceTimersByTime(1)
    ScriptedSocket.made[2]?.hear({ ...desk, line: '+2' })
    expect(socket.getSnapshot()).toMatchObject({ connection: 'live', line: '+2' })
    socket.close()
  })

  it('[T23] does not wait when the network is back, and stops when closed', () => {
    const socket = new DeskSocket('ws://127.0.0.1/phone/socket')
    socket.open()
    ScriptedSocket.made[0]?.close()
    window.dispatchEvent(new Event('online'))
    expect(ScriptedSocket.made).toHaveLength(2)
    socket.close()
    vi.advanceTimersByTime(60_000)
    expect(ScriptedSocket.made).toHaveLength(2)
  })

  it('[T23] ignores frames it does not know', () => {
    const socket = new DeskSocket('ws://127.0.0.1/phone/socket')
    socket.open()
    ScriptedSocket.made[0]?.hear(desk)
    const before = socket.getSnapshot()
    ScriptedSocket.made[0]?.hear({ type: 'weather' })
    expect(socket.getSnapshot()).toBe(before)
    socket.close()
  })
})
