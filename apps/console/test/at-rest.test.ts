import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { offer } from '../src/keys/actions.ts'
import { handleKey } from '../src/keys/key-handler.ts'
import { makeConversation, makeMessage } from './factories.ts'
import { openConsole } from './fake-wire.ts'

type Console = ReturnType<typeof openConsole>['console']

const number = (index: number): string => `+1415555${String(1000 + index)}`
const positions = ({ state }: Console) =>
  state.get().thread?.entries.map(({ position }) => position)

/** The timers are ours: only promises come through. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

const asked = ({ wire }: ReturnType<typeof openConsole>) =>
  wire.asked.filter(({ op }) => op === 'entries').map(({ args }) => args.number)

function key(type: 'keydown' | 'keyup', name: string, repeat = false): void {
  document.body.dispatchEvent(new KeyboardEvent(type, { key: name, repeat, bubbles: true }))
}

let stopOffering: () => void
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  document.addEventListener('keydown', handleKey)
  stopOffering = offer('next', { run: () => undefined })
})
afterEach(() => {
  key('keyup', 'j')
  document.removeEventListener('keydown', handleKey)
  stopOffering()
  vi.useRealTimers()
})

describe('threads one only passes over', () => {
  it('[C187] are not asked for, watched or said to be viewed, but the one where one rests', () => {
    const { console, wire } = openConsole()
    wire.welcome()
    const before = wire.watched.length
    for (let index = 0; index < 60; index += 1) {
      console.pages.openThread(number(index))
      console.activity.view(number(index))
      vi.advanceTimersByTime(33)
    }
    vi.advanceTimersByTime(100)
    const read = wire.asked.filter(({ op }) => op === 'entries').map(({ args }) => args.number)
    const first = [0, 1, 2, 3].map(number)
    expect(read).toEqual([...first, number(59)])
    expect(wire.watched.slice(before).map(({ thread }) => thread)).toEqual([...first, number(59)])
    expect(wire.done.map(({ viewing }) => viewing).filter(Boolean)).toEqual([...first, number(59)])
  })

  it('[C187] are not asked for on a page so slow that a held key comes far apart', () => {
    const page = openConsole()
    page.wire.welcome()
    for (let index = 0; index < 10; index += 1) {
      key('keydown', 'j', index > 0)
      page.console.pages.openThread(number(index))
      vi.advanceTimersByTime(600)
    }
    expect(asked(page)).toEqual([number(0)])
    key('keyup', 'j')
    vi.advanceTimersByTime(100)
    expect(asked(page)).toEqual([number(0), number(9)])
  })

  it('[C187] are asked for when the end of a held key was never told', () => {
    const page = openConsole()
    page.wire.welcome()
    key('keydown', 'j', true)
    page.console.pages.openThread(number(7))
    vi.advanceTimersByTime(900)
    expect(asked(page)).toEqual([])
    vi.advanceTimersByTime(200)
    expect(asked(page)).toEqual([number(7)])
  })

  it('[C187] are those of a key held before no longer, once another is pressed', () => {
    const page = openConsole()
    page.wire.welcome()
    key('keydown', 'j', true)
    key('keydown', 'x')
    page.console.pages.openThread(number(7))
    expect(asked(page)).toEqual([number(7)])
  })

  it('[C187] are those of J and its like: one opened while another key repeats is asked for', () => {
    const page = openConsole()
    page.wire.welcome()
    for (const other of ['F8', 'PageDown', 'r']) key('keydown', other, true)
    page.console.pages.openThread(number(7))
    expect(asked(page)).toEqual([number(7)])
  })

  it('[C187] are asked for where one goes from one to the next by single keys', () => {
    const { console, wire } = openConsole()
    wire.welcome()
    for (let index = 0; index < 12; index += 1) {
      console.pages.openThread(number(index))
      vi.advanceTimersByTime(120)
    }
    expect(wire.asked.filter(({ op }) => op === 'entries')).toHaveLength(12)
  })

  it('[C187] are asked for by nobody when the tab closes meanwhile', () => {
    const { console, wire } = openConsole()
    wire.welcome()
    for (let index = 0; index < 6; index += 1) console.pages.openThread(number(index))
    console.close()
    vi.advanceTimersByTime(1000)
    expect(wire.asked.filter(({ op }) => op === 'entries')).toHaveLength(4)
  })

  it('[C187] take nothing late that was asked for before they were left', async () => {
    const { console, wire } = openConsole()
    wire.welcome()
    for (let index = 0; index < 4; index += 1) console.pages.openThread(number(index))
    const conversation = makeConversation({ number: number(3), lastPosition: 300 })
    const page = (from: number) =>
      [0, 1].map((more) => makeMessage({ conversation: number(3), position: from + more }))
    wire.last('entries').answer({ conversation, entries: page(299), next: '299', asOf: 100 })
    await answered()
    expect(console.state.get().thread?.asOf).toBe(100)
    void console.pages.thread.readOlder()
    const older = wire.last('entries')
    expect(older.args).toMatchObject({ before: 299 })
    console.pages.openThread(number(4))
    console.pages.openThread(number(3))
    older.answer({ conversation, entries: page(1), next: null, asOf: 100 })
    await answered()
    expect(positions(console)).toEqual([299, 300])
  })
})
