import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ActivityReporter, activityByNumber, type Doing } from '../src/state/activity.ts'
import { CUSTOMER } from './factories.ts'

function report() {
  const said: Doing[] = []
  const window = { isVisible: true }
  const reporter = new ActivityReporter({
    say: (doing) => void said.push(doing),
    isVisible: () => window.isVisible,
  })
  return { said, window, reporter }
}

describe('what one does', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('[C50] is said at each change, and again while a thread is in sight', () => {
    const { said, reporter } = report()
    reporter.view(CUSTOMER)
    for (let key = 0; key < 20; key += 1) reporter.type(CUSTOMER)
    expect(said).toEqual([
      { viewing: CUSTOMER, typing: false, idle: false },
      { viewing: CUSTOMER, typing: true, idle: false },
    ])
    vi.advanceTimersByTime(4_000)
    expect(said).toHaveLength(3)
    reporter.close()
    vi.advanceTimersByTime(60_000)
    expect(said).toHaveLength(3)
  })

  it('[C50] ends typing with a pause, when sent or left, and with another thread', () => {
    const { said, reporter } = report()
    reporter.view(CUSTOMER)
    reporter.type(CUSTOMER)
    vi.advanceTimersByTime(5_000)
    expect(said.at(-1)).toMatchObject({ viewing: CUSTOMER, typing: false })
    reporter.type(CUSTOMER)
    reporter.rest()
    expect(said.at(-1)).toMatchObject({ typing: false })
    reporter.type(CUSTOMER)
    reporter.view('+1')
    expect(said.at(-1)).toMatchObject({ viewing: '+1', typing: false })
    reporter.close()
  })

  it('[C187] says nothing of threads one only passes over, whatever is touched meanwhile', () => {
    const { said, reporter } = report()
    for (let index = 0; index < 6; index += 1) reporter.view(`+1${index}`)
    vi.advanceTimersByTime(50)
    reporter.touch()
    expect(said.map(({ viewing }) => viewing)).toEqual(['+10', '+11', '+12', '+13'])
    vi.advanceTimersByTime(50)
    expect(said.at(-1)?.viewing).toBe('+15')
    reporter.close()
  })

  it('[C50] says nothing of a window out of sight but that, and all of it anew to a new connection', () => {
    const { said, window, reporter } = report()
    reporter.view(CUSTOMER)
    window.isVisible = false
    reporter.looked()
    expect(said.at(-1)).toEqual({ viewing: null, typing: false, idle: false })
    const { length } = said
    vi.advanceTimersByTime(20_000)
    expect(said).toHaveLength(length)
    window.isVisible = true
    reporter.looked()
    expect(said.at(-1)?.viewing).toBe(CUSTOMER)
    reporter.again()
    expect(said).toHaveLength(length + 2)
    reporter.close()
  })

  it('[C50] is idle once nobody has touched the tab for half a minute, and back with the next touch', () => {
    const { said, reporter } = report()
    vi.advanceTimersByTime(29_000)
    reporter.touch()
    vi.advanceTimersByTime(29_000)
    expect(said.every(({ idle }) => !idle)).toBe(true)
    vi.advanceTimersByTime(1_000)
    expect(said.at(-1)?.idle).toBe(true)
    reporter.touch()
    expect(said.at(-1)?.idle).toBe(false)
    reporter.close()
  })

  it('[C51] keeps the list of a conversation nothing changed in, whatever a sender is called', () => {
    const one = { agent: 'ben', number: 'constructor', typing: false }
    const before = activityByNumber({}, [one])
    const after = activityByNumber(before, [{ ...one }, { ...one, number: CUSTOMER }])
    expect(after['constructor']).toBe(before['constructor'])
    expect(activityByNumber(after, [])).toEqual({})
  })
})
