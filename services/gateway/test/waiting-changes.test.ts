import { describe, expect, it, vi } from 'vitest'
import { ada } from './scripted-switchboard.ts'
import { CAROL, DAVE, makeChange, makeMessage } from './shapes.ts'
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
  const gateway = await TestGateway.start({ intervals: { rowsIntervalMs: 3_600_000 } })
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
  it('[G28] comes at once where the thread is open, after what waited before it, and to nobody else', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.row(DAVE, 3)
    test.text(CAROL, 1)
    await vi.waitFor(() => expect(told(test.browser)).toHaveLength(3))
    test.row(DAVE, 4)
    test.text(CAROL, 2)
    await vi.waitFor(() =>
      expect(told(test.browser).slice(1)).toEqual([
        [1, 'entry 1'],
        [4, `${DAVE} 3`, `${CAROL} 1`],
        [4, 'entry 2'],
        [6, `${DAVE} 4`, `${CAROL} 2`],
      ]),
    )
    expect(told(test.other)).toHaveLength(1)
  })

  it('[G28] [G25] comes to each browser once: what its thread brought it ahead of others does not come again', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(CAROL, 1)
    await vi.waitFor(() => expect(told(test.browser).at(-1)?.[0]).toBe(3))
    test.gateway.switchboard.commit({ counts: { 'open/*': 4 } })
    await vi.waitFor(() => expect(told(test.browser).at(-1)).toEqual([4, 'counts']))
    expect(told(test.browser).slice(1)).toEqual([
      [1, 'entry 1'],
      [3, `${DAVE} 2`, `${CAROL} 1`],
      [4, 'counts'],
    ])
    expect(told(test.other).slice(1)).toEqual([
      [4, `${DAVE} 2`, `${CAROL} 1`],
      [4, 'counts'],
    ])
  })

  it('[G28] comes before the counts that know of it, and not to who came later and reads its pages', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(ERIN, 1)
    await vi.waitFor(() => expect(told(test.other).at(-1)?.[0]).toBe(3))
    const late = await test.gateway.welcomed({ watch: carol, session: 'session-of-bob-0001' })
    test.gateway.switchboard.commit({
      agents: [{ ...ada, name: 'Ada L.' }],
      counts: { 'open/*': 4 },
    })
    await vi.waitFor(() =>
      expect(told(late)).toEqual([
        [4, 'agents'],
        [4, 'counts'],
      ]),
    )
    expect(told(test.browser).slice(1)).toEqual([
      [1, 'agents'],
      [4, `${DAVE} 2`, `${ERIN} 1`],
      [4, 'counts'],
    ])
  })

  it('[G28] comes before something else is watched, as it was watched until then', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(ERIN, 1)
    await vi.waitFor(() => expect(told(test.other).at(-1)?.[0]).toBe(3))
    expect(told(test.browser)).toHaveLength(1)
    test.browser.watch({ thread: DAVE, inbox: null })
    await vi.waitFor(() =>
      expect(told(test.browser).slice(1)).toEqual([[3, `${DAVE} 2`, `${ERIN} 1`]]),
    )
    test.text(DAVE, 1)
    await vi.waitFor(() => expect(told(test.browser).at(-2)).toEqual([3, 'entry 1']))
  })

  it('[G28] does not wait for the end of the pause when it is much', async () => {
    await using test = await inPause()
    for (let n = 2; n <= 501; n += 1) test.row(DAVE, n)
    await vi.waitFor(() => expect(told(test.browser)[1]).toEqual([501, `${DAVE} 501`]))
  })

  it('[G28] [G24] comes before a gateway that stops says good-bye', async () => {
    await using test = await inPause()
    test.row(DAVE, 2)
    test.text(ERIN, 1)
    await vi.waitFor(() => expect(told(test.other).at(-1)?.[0]).toBe(3))
    await test.gateway.destroy()
    expect(await test.browser.closed()).toBe(1001)
    expect(told(test.browser).at(-1)).toEqual([3, `${DAVE} 2`, `${ERIN} 1`])
  })
})
