import { describe, expect, it, vi } from 'vitest'
import { ada } from './scripted-switchboard.ts'
import { CAROL, DAVE, makeChange, makeMessage } from './shapes.ts'
import { TestGateway } from './test-gateway.ts'

const watch = {
  thread: CAROL,
  inbox: { view: 'all' as const, status: 'open' as const, floor: null },
}

/** A gateway after a change, in a pause that does not end by itself. */
async function inPause() {
  const gateway = await TestGateway.start({ intervals: { rowsIntervalMs: 3_600_000 } })
  const browser = await gateway.welcomed({ watch })
  gateway.switchboard.commit({ conversations: [makeChange({ number: DAVE, changedSeq: 1 })] })
  expect(await browser.next('conversations')).toMatchObject({ seq: 1 })
  const rows = () =>
    browser
      .of('conversations')
      .map(({ seq, conversations }) => [
        seq,
        ...conversations.map((c) => `${c.number} ${c.unread}`),
      ])
  return { gateway, browser, rows, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() }
}

describe('what comes in quick succession', () => {
  it('[G28] entries of the open thread do not wait for the rows, and promise none of them', async () => {
    await using test = await inPause()
    const { gateway, browser, rows } = test
    gateway.switchboard.commit({ conversations: [makeChange({ number: DAVE, unread: 2 })] })
    gateway.switchboard.commit({
      entries: [makeMessage({ seq: 3, changedSeq: 3 })],
      conversations: [makeChange({ number: CAROL, unread: 1 })],
    })
    expect(await browser.next('entries')).toMatchObject({ seq: 1, entries: [{ position: 1 }] })
    gateway.switchboard.commit({ conversations: [makeChange({ number: DAVE, unread: 3 })] })
    gateway.switchboard.commit({ entries: [makeMessage({ position: 2, seq: 5, changedSeq: 5 })] })
    await vi.waitFor(() => expect(browser.of('entries')).toHaveLength(2))
    expect(rows()).toHaveLength(1)
    browser.watch({ ...watch, thread: DAVE })
    await vi.waitFor(() => expect(rows()[1]).toEqual([5, `${DAVE} 3`, `${CAROL} 1`]))
    expect(browser.of('entries')).toHaveLength(2)
  })

  it('[G28] who has nothing but entries of it is told that nothing else came', async () => {
    await using test = await inPause()
    const { gateway, browser, rows } = test
    gateway.switchboard.commit({ entries: [makeMessage({ seq: 2, changedSeq: 2 })] })
    expect(await browser.next('entries')).toMatchObject({ seq: 1 })
    browser.watch(watch)
    await vi.waitFor(() => expect(rows()[1]).toEqual([2]))
  })

  it('[G28] what waits goes before the counts that know of it, to each browser once', async () => {
    await using test = await inPause()
    const { gateway, browser, rows } = test
    gateway.switchboard.commit({ conversations: [makeChange({ number: DAVE, unread: 2 })] })
    gateway.switchboard.commit({ entries: [makeMessage({ seq: 3, changedSeq: 3 })] })
    await browser.next('entries')
    browser.watch(watch)
    const late = await gateway.welcomed({ watch, session: 'session-of-bob-0001' })
    gateway.switchboard.commit({ agents: [{ ...ada, name: 'Ada L.' }], counts: { 'open/*': 4 } })
    expect(await browser.next('counts')).toMatchObject({ seq: 4 })
    expect(browser.frames.slice(-2).map(({ type }) => type)).toEqual(['agents', 'counts'])
    expect(rows().slice(1)).toEqual([[3, `${DAVE} 2`]])
    expect(await late.next('counts')).toMatchObject({ seq: 4 })
    expect(late.of('conversations')).toEqual([])
    expect(late.of('agents')).toMatchObject([{ seq: 4 }])
  })

  it('[G28] many changes do not wait for the end of the pause', async () => {
    await using test = await inPause()
    for (let n = 2; n <= 501; n += 1)
      test.gateway.switchboard.commit({ conversations: [makeChange({ number: DAVE, unread: n })] })
    await vi.waitFor(() => expect(test.rows()[1]?.[1]).toMatch(`${DAVE} `))
  })
})
