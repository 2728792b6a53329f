import { describe, expect, it, vi } from 'vitest'
import { Rounds } from '../src/rounds.ts'
import { ada } from './scripted-switchboard.ts'
import { CAROL, DAVE, makeChange, makeChangeset, makeMessage } from './shapes.ts'
import { TestGateway } from './test-gateway.ts'
import type { TestBrowser } from './test-browser.ts'

const ERIN = '+14155550103'
const all = { view: 'all' as const, status: 'open' as const, floor: null }
const carol = { thread: CAROL, inbox: all }

/** Each frame of the history: its seq, and the rows and entries in it. */
const told = ({ frames }: TestBrowser) =>
  frames.flatMap((frame) => {
    if (frame.type === 'entries')
      return [[frame.seq, ...frame.entries.map(({ position }) => `entry ${position}`)]]
    if (frame.type === 'conversations')
      return [[frame.seq, ...frame.conversations.map((c) => `${c.number} ${c.unread}`)]]
    return frame.type === 'agents' || frame.type === 'counts' ? [[frame.seq, frame.type]] : []
  })

/** A gateway after a change, in a pause that does not end by itself, with readers of Carol's and Erin's threads. */
async function inPause() {
  const gateway = await TestGateway.start({ intervals: { tellIntervalMs: 3_600_000 } })
  const { switchboard } = gateway
  const browser = await gateway.welcomed({ watch: carol })
  const other = await gateway.welcomed({ watch: { thread: ERIN, inbox: all } })
  const row = (number: string, unread: number) =>
    switchboard.commit({ conversations: [makeChange({ number, unread })] })
  const text = (number: string, position: number) => {
    const seq = switchboard.seq + 1
    switchboard.commit({
      entries: [makeMessage({ conversation: number, position, seq, changedSeq: seq })],
      conversations: [makeChange({ number, unread: position })],
    })
  }
  row(DAVE, 1)
  for (const one of [browser, other])
    await vi.waitFor(() => expect(told(one)).toEqual([[1, `${DAVE} 1`]]))
  return {
    gateway,
    browser,
    other,
    row,
    text,
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}

describe('what comes in quick succession', () => {
  it('[G28] comes at once where the thread is open, alone and without moving the cursor, and to nobody else', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(CAROL, 1)
    await vi.waitFor(() => expect(told(test.browser)).toHaveLength(3))
    test.row(DAVE, 3)
    test.text(CAROL, 2)
    await vi.waitFor(() =>
      expect(told(test.browser).slice(1)).toEqual([
        [1, 'entry 1'],
        [1, `${CAROL} 1`],
        [1, 'entry 2'],
        [1, `${CAROL} 2`],
      ]),
    )
    expect(told(test.other)).toHaveLength(1)
  })

  it('[G28] [G25] brings entries once: what came ahead is not among what comes to all, and the row is the same for all', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(CAROL, 1)
    await vi.waitFor(() => expect(told(test.browser).at(-1)).toEqual([1, `${CAROL} 1`]))
    expect(told(test.other)).toHaveLength(1)
    await test.gateway.destroy()
    for (const one of [test.browser, test.other])
      expect(told(one).at(-1)).toEqual([3, `${DAVE} 2`, `${CAROL} 1`])
    expect(told(test.browser)).toHaveLength(4)
  })

  it('[G28] brings a row ahead that no view shows', async () => {
    await using test = await inPause()
    test.browser.watch({ thread: CAROL, inbox: null })
    await test.browser.ask('whoami')
    test.text(CAROL, 1)
    await vi.waitFor(() => expect(told(test.browser).at(-1)).toEqual([1, `${CAROL} 1`]))
    test.text(CAROL, 2)
    await vi.waitFor(() => expect(told(test.browser).at(-1)).toEqual([1, `${CAROL} 2`]))
    await test.gateway.destroy()
    expect(told(test.browser).slice(1)).toEqual([
      [1, 'entry 1'],
      [1, `${CAROL} 1`],
      [1, 'entry 2'],
      [1, `${CAROL} 2`],
      [3, `${CAROL} 2`],
    ])
  })

  it('[G28] [G25] moves the cursor past entries that came ahead without their row', async () => {
    await using test = await inPause()
    const entry = makeMessage({ position: 1, seq: 2, changedSeq: 2 })
    test.gateway.switchboard.commit({ entries: [entry] })
    await vi.waitFor(() => expect(told(test.browser).at(-1)).toEqual([1, 'entry 1']))
    await test.gateway.destroy()
    expect(told(test.browser).at(-1)).toEqual([2])
    expect(told(test.other)).toHaveLength(1)
  })

  it('[G28] comes before the counts that know of it, and not to who came later and reads its pages', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed({ watch: carol })
    for (let n = 1; n <= 20; n += 1)
      switchboard.commit({
        conversations: [makeChange({ number: DAVE, unread: n })],
        counts: { 'open/*': n },
      })
    await vi.waitFor(() => expect(told(browser).at(-1)).toEqual([20, 'counts']))
    const late = await gateway.welcomed({ watch: carol, session: 'session-of-bob-0001' })
    switchboard.commit({ agents: [{ ...ada, name: 'Ada L.' }], counts: { 'open/*': 21 } })
    await vi.waitFor(() =>
      expect(told(late)).toEqual([
        [21, 'agents'],
        [21, 'counts'],
      ]),
    )
    const rows = told(browser).filter(([, what]) => String(what).startsWith(DAVE))
    expect(rows.at(-1)).toEqual([20, `${DAVE} 20`])
    const frames = told(browser)
    const seqBeforeCounts = frames.flatMap(([, what], place) =>
      what === 'counts' ? [frames[place - 1]?.[0]] : [],
    )
    const seqOfCounts = frames.flatMap(([seq, what]) => (what === 'counts' ? [seq] : []))
    expect(seqBeforeCounts).toEqual(seqOfCounts)
  })

  it('[G28] comes before something else is watched, as it was watched until then', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(ERIN, 1)
    await vi.waitFor(() => expect(told(test.other).at(-1)).toEqual([1, `${ERIN} 1`]))
    expect(told(test.browser)).toHaveLength(1)
    test.browser.watch({ thread: DAVE, inbox: null })
    await vi.waitFor(() =>
      expect(told(test.browser).slice(1)).toEqual([[3, `${DAVE} 2`, `${ERIN} 1`]]),
    )
    test.text(DAVE, 1)
    await vi.waitFor(() => expect(told(test.browser).at(-2)).toEqual([1, 'entry 1']))
  })

  it('[G28] does not wait for the end of the pause when it is much', async () => {
    await using test = await inPause()
    for (let n = 2; n <= 1001; n += 1) test.row(DAVE, n)
    await vi.waitFor(() => expect(told(test.browser)[1]).toEqual([1001, `${DAVE} 1001`]))
  })

  it('[G28] [G24] comes before a gateway that stops says good-bye', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(ERIN, 1)
    await vi.waitFor(() => expect(told(test.other).at(-1)).toEqual([1, `${ERIN} 1`]))
    await test.gateway.destroy()
    expect(await test.browser.closed()).toBe(1001)
    expect(told(test.browser).at(-1)).toEqual([3, `${DAVE} 2`, `${ERIN} 1`])
  })
})

const change = (seq: number) => ({ changeset: makeChangeset(seq), entries: [] })
const batch = (seq: number) => ({ after: seq - 1, to: seq, changes: [change(seq)] })

/** Readers who note what each turn brings, and time that passes when it is told to. */
function inTime(readers: string[]) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const turns: string[] = []
  const rounds = new Rounds<string>({
    intervalMs: 250,
    readers: () => readers,
    send: (some, { to, changes }) =>
      turns.push(`${some.join('')} ${changes.map((c) => c.changeset.seq).join()} ${to}`),
  })
  return { rounds, turns, [Symbol.dispose]: () => vi.useRealTimers() }
}

describe('rounds', () => {
  it('[G28] tell everybody at once after a pause, and then a few at a time, each once a round', () => {
    const readers = Array.from({ length: 25 }, (_, index) => String.fromCharCode(97 + index))
    using test = inTime(readers)
    test.rounds.add(batch(1))
    expect(test.turns.splice(0)).toEqual([`${readers.join('')} 1 1`])
    test.rounds.add(batch(2))
    vi.advanceTimersByTime(249)
    expect(test.turns).toEqual([])
    vi.advanceTimersByTime(1)
    test.rounds.add(batch(3))
    vi.advanceTimersByTime(249)
    expect(test.turns.splice(0)).toEqual(['abcdefghij 2 2', 'klmnopqrst 2,3 3', 'uvwxy 2,3 3'])
    vi.advanceTimersByTime(251)
    expect(test.turns.splice(0)).toEqual(['abcdefghij 3 3', 'klmnopqrst 3 3', 'uvwxy 3 3'])
    vi.advanceTimersByTime(1000)
    expect(test.turns).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    test.rounds.add(batch(4))
    expect(test.turns).toEqual([`${readers.join('')} 4 4`])
  })

  it('[G28] wait in all for at most 1,000 changes, and stop when nobody needs them', () => {
    using test = inTime(['a'])
    for (let seq = 1; seq <= 1001; seq += 1) test.rounds.add(batch(seq))
    expect(test.turns.map((turn) => turn.split(' ').at(-1))).toEqual(['1', '1001'])
    test.rounds.add(batch(1002))
    test.rounds.drop()
    vi.advanceTimersByTime(1000)
    expect(test.turns).toHaveLength(2)
    expect(test.rounds.waiting).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })
})
