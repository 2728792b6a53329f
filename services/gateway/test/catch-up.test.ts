import { closeCodes, type Watch } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { CAROL, makeChange, makeMessage } from './shapes.ts'
import { eachChange, TestGateway, type Settings } from './test-gateway.ts'
import type { TestBrowser } from './test-browser.ts'

const watch: Watch = { thread: CAROL, inbox: null }
const positions = (browser: TestBrowser) =>
  browser.of('entries').flatMap(({ entries }) => entries.map(({ position }) => position))

/** A gateway whose history has `count` messages, and a gate before the answer to `changes`. */
async function withHistory(count: number, settings: Settings = {}) {
  const gateway = await TestGateway.start(settings)
  const { switchboard } = gateway
  const commit = () => {
    const seq = switchboard.seq + 1
    switchboard.commit({ entries: [makeMessage({ position: seq, seq, changedSeq: seq })] })
  }
  for (let n = 0; n < count; n += 1) commit()
  const observer = await gateway.welcomed({ watch })
  const arrived = (seq: number) =>
    vi.waitFor(() => expect(positions(observer).at(-1) ?? observer.of('welcome')[0]?.seq).toBe(seq))
  let open: (() => void) | undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  let asked = false
  switchboard.handlers['changes'] = async ({ after }: { after: number }) => {
    const answer = { changesets: switchboard.changesets.slice(after), asOf: switchboard.seq }
    asked = true
    await gate
    return answer
  }
  return {
    gateway,
    commit,
    arrived,
    asked: () => vi.waitUntil(() => asked),
    openGate: () => open?.(),
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  }
}

describe('catching up', () => {
  it('[G25] joins what was missed with what happens meanwhile, each once and in order', async () => {
    await using history = await withHistory(4)
    const browser = history.gateway.browser({ cursor: 2, watch })
    await history.asked()
    history.commit()
    history.commit()
    await history.arrived(6)
    expect(browser.of('welcome')).toEqual([])
    history.openGate()
    expect(await browser.next('welcome')).toMatchObject({ resumed: true, seq: 2 })
    await vi.waitFor(() => expect(positions(browser)).toEqual([3, 4, 5, 6]))
    history.commit()
    await vi.waitFor(() => expect(positions(browser)).toEqual([3, 4, 5, 6, 7]))
  })

  it('[G25] skips live what the answer held already', async () => {
    await using history = await withHistory(2)
    // The answer is of a moment the gateway has not reached: it is told of 3 and 4 later.
    const { switchboard } = history.gateway
    const ahead = [3, 4].map((seq) => ({
      ...switchboard.changesets[0]!,
      seq,
      entries: [makeMessage({ position: seq, seq, changedSeq: seq })],
    }))
    switchboard.handlers['changes'] = () => ({ changesets: ahead, asOf: 4 })
    const browser = await history.gateway.welcomed({ cursor: 2, watch })
    await vi.waitFor(() => expect(positions(browser)).toEqual([3, 4]))
    for (let n = 0; n < 3; n += 1) history.commit()
    await vi.waitFor(() => expect(positions(browser)).toEqual([3, 4, 5]))
  })

  it('[G25] has nothing to send to a browser that missed nothing', async () => {
    await using history = await withHistory(3)
    history.openGate()
    const browser = await history.gateway.welcomed({ cursor: 3, watch })
    expect(await browser.next('welcome')).toMatchObject({ resumed: true, seq: 3 })
    expect(positions(browser)).toEqual([])
  })

  it('[G26] a cursor that is too old, none, or one of another history: read your pages again', async () => {
    await using history = await withHistory(3)
    delete history.gateway.switchboard.handlers['changes']
    history.gateway.switchboard.keptFrom = 2
    for (const cursor of [1, null, 99]) {
      const browser = await history.gateway.welcomed({ cursor, watch })
      expect(await browser.next('welcome')).toMatchObject({ resumed: false, seq: 3 })
      expect(positions(browser)).toEqual([])
    }
  })

  it('[G26] a cursor of another history, whatever its number', async () => {
    await using history = await withHistory(3)
    history.openGate()
    const { gateway } = history
    const ours = await gateway.welcomed({ cursor: 3, history: gateway.switchboard.history, watch })
    expect(await ours.next('welcome')).toMatchObject({ resumed: true, history: 'a-history' })
    const theirs = await gateway.welcomed({ cursor: 3, history: 'another', watch })
    expect(await theirs.next('welcome')).toMatchObject({ resumed: false, history: 'a-history' })
  })

  it('[G26] more than a reader is sent at once: read your pages again', async () => {
    await using history = await withHistory(40, { limits: { maxBufferedBytes: 4_096 } })
    history.openGate()
    const browser = await history.gateway.welcomed({ cursor: 1, watch })
    expect(await browser.next('welcome')).toMatchObject({ resumed: false, seq: 40 })
  })

  it('[G26] more meanwhile than is held: come back', async () => {
    await using history = await withHistory(1, { limits: { maxHeldChangesets: 3 } })
    const browser = history.gateway.browser({ cursor: 0, watch })
    await history.asked()
    for (let n = 0; n < 4; n += 1) history.commit()
    expect(await browser.closed()).toBe(closeCodes.CONSUMER_TOO_SLOW)
    history.openGate()
  })

  it('[G25] only the last frame of a batch moves the cursor past it', async () => {
    await using history = await withHistory(1, eachChange)
    const browser = await history.gateway.welcomed({ watch })
    history.gateway.switchboard.commit({
      entries: [makeMessage({ position: 2, seq: 2, changedSeq: 2 })],
      conversations: [makeChange({ changedSeq: 2 })],
    })
    expect(await browser.next('conversations')).toMatchObject({ seq: 2 })
    expect(await browser.next('entries')).toMatchObject({ seq: 1 })
  })
})
