import {
  inboxFloor,
  reasons,
  standingOf,
  type Conversation,
  type Entry,
  type Standing,
} from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { ada } from './scripted-switchboard.ts'
import { CAROL, DAVE, makeChange, makeConversation, makeEvent, makeMessage } from './shapes.ts'
import { eachChange, TestGateway } from './test-gateway.ts'
import { inbox, thread } from './watching.ts'

/** Somebody who waits since a minute of that day. */
const row = (minute: number, part: Partial<Conversation> = {}) => {
  const waitingSince = `2026-11-22T11:${String(minute).padStart(2, '0')}:00.000Z`
  return makeConversation({ labels: ['vip'], moods: [-1], waitingSince, ...part })
}

describe('what it is sent', () => {
  it('[G15] entries of its open thread come with age and mood; others do not come', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    gateway.switchboard.commit({ entries: [makeMessage({ conversation: DAVE })] })
    gateway.switchboard.commit({ entries: [makeMessage({ seq: 2, changedSeq: 2 })] })
    const frame = await browser.next('entries')
    expect(frame).toMatchObject({ seq: 1, conversation: CAROL })
    expect(frame.entries).toMatchObject([{ position: 1, mood: { face: 'happy' }, age: {} }])
    expect(browser.of('entries')).toHaveLength(1)
    browser.watch(thread(DAVE))
    await browser.ask('whoami')
    gateway.switchboard.commit({ entries: [makeMessage({ conversation: DAVE, position: 2 })] })
    await vi.waitFor(() => expect(browser.of('entries').at(-1)?.conversation).toBe(DAVE))
  })

  it('[G16] rows come that are in its view, or were, and its open thread’s summary', async () => {
    await using gateway = await TestGateway.start(eachChange)
    const { switchboard } = gateway
    const mine = await gateway.welcomed({ watch: inbox('mine') })
    const queue = await gateway.welcomed({
      session: 'session-of-bob-0001',
      watch: inbox('unassigned'),
    })
    const reader = await gateway.welcomed({ watch: thread(CAROL) })
    const numbers = (browser: typeof mine) =>
      browser.of('conversations').map(({ seq, conversations: [c] }) => [seq, c?.assignee])
    switchboard.commit({ conversations: [makeChange({ assignee: null })] })
    switchboard.commit({
      conversations: [makeChange({ assignee: 'ada' }, { status: 'open', assignee: null })],
    })
    switchboard.commit({
      conversations: [makeChange({ assignee: 'bob' }, { status: 'open', assignee: 'ada' })],
    })
    switchboard.commit({
      conversations: [makeChange({ assignee: 'bob' }, { status: 'open', assignee: 'bob' })],
    })
    await vi.waitFor(() => expect(numbers(reader).at(-1)).toEqual([4, 'bob']))
    expect(numbers(mine).at(-1)).toEqual([3, 'bob'])
    // What left the queue, and then what its reader, Bob, holds.
    expect(numbers(queue)).toEqual([
      [1, null],
      [2, 'ada'],
      [3, 'bob'],
      [4, 'bob'],
    ])
    switchboard.commit({ conversations: [makeChange({ number: DAVE, assignee: null })] })
    await vi.waitFor(() => expect(numbers(queue).at(-1)).toEqual([5, null]))
    expect(numbers(mine).at(-1)).toEqual([3, 'bob'])
    expect(numbers(reader).at(-1)).toEqual([4, 'bob'])
  })

  it('[G16] what one holds comes whatever one looks at, and when one no longer holds it', async () => {
    await using gateway = await TestGateway.start(eachChange)
    const browser = await gateway.welcomed({ watch: { thread: null, inbox: null } })
    const other = { status: 'open', assignee: 'bob' } as const
    const own = { status: 'open', assignee: 'ada' } as const
    gateway.switchboard.commit({ conversations: [makeChange({ assignee: 'bob' }, other)] })
    gateway.switchboard.commit({ conversations: [makeChange({ assignee: 'ada' }, other)] })
    gateway.switchboard.commit({ conversations: [makeChange({ assignee: 'ada', unread: 1 }, own)] })
    gateway.switchboard.commit({ conversations: [makeChange({ assignee: 'bob' }, own)] })
    gateway.switchboard.commit({ conversations: [makeChange({ assignee: 'bob' }, other)] })
    await vi.waitFor(() => expect(browser.of('conversations').at(-1)?.seq).toBe(4))
    expect(browser.of('conversations').map(({ seq }) => seq)).toEqual([2, 3, 4])
  })

  it('[G16] what one’s own reply did not arrive in comes, whoever holds it', async () => {
    await using gateway = await TestGateway.start(eachChange)
    const browser = await gateway.welcomed({ watch: { thread: null, inbox: null } })
    const other = { status: 'open', assignee: 'bob' } as const
    const tell = (unsettled: Conversation['unsettled']) =>
      gateway.switchboard.commit({
        conversations: [makeChange({ assignee: 'bob', unsettled }, other)],
      })
    tell([{ position: 3, status: 'failed', agent: 'bob' }])
    tell([{ position: 3, status: 'failed', agent: 'ada' }])
    tell([{ position: 3, status: 'failed' }])
    tell([
      { position: 3, status: 'failed', agent: 'ada' },
      { position: 4, status: 'unknown', agent: 'bob' },
    ])
    await vi.waitFor(() => expect(browser.of('conversations').at(-1)?.seq).toBe(4))
    expect(browser.of('conversations').map(({ seq }) => seq)).toEqual([2, 4])
  })

  it('[G41] what came to one by another’s hand is named, whatever one looks at', async () => {
    await using gateway = await TestGateway.start(eachChange)
    const views = [inbox('mine'), inbox('unassigned'), { thread: null, inbox: null }]
    const tabs = await Promise.all(views.map((watch) => gateway.welcomed({ watch })))
    const colleague = await gateway.welcomed({
      session: 'session-of-bob-0001',
      watch: inbox('all'),
    })
    const waits = { status: 'open', assignee: null } as const
    const to = (assignee: string | null, entries: Entry[], before: Standing = waits) =>
      gateway.switchboard.commit({ entries, conversations: [makeChange({ assignee }, before)] })
    const held = { status: 'open', assignee: 'ada' } as const
    to('ada', [makeEvent({ event: 'assigned', subject: 'ada' })])
    to('ada', [makeMessage()], held)
    to(null, [makeEvent({ event: 'released', agent: 'ada' })], held)
    to('ada', [makeEvent({ event: 'taken', agent: 'ada' })])
    to('ada', [makeMessage({ direction: 'outbound', agent: 'ada' })])
    to('ada', [makeEvent({ event: 'assigned', subject: 'ada', reason: reasons.backOnLine })])
    to('ada', [makeEvent({ event: 'transferred', agent: 'bob', subject: 'ada' })], {
      status: 'open',
      assignee: 'bob',
    })
    for (const tab of tabs) {
      await vi.waitFor(() => expect(tab.of('conversations').at(-1)?.seq).toBe(7))
      const given = tab.of('conversations').filter((frame) => frame.given !== undefined)
      expect(given.map(({ seq, given: numbers }) => [seq, numbers])).toEqual([
        [1, [CAROL]],
        [7, [CAROL]],
      ])
    }
    await vi.waitFor(() => expect(colleague.of('conversations').at(-1)?.seq).toBe(7))
    expect(colleague.of('conversations').some(({ given }) => given !== undefined)).toBe(false)
  })

  it('[G16] rows older than the oldest one loaded do not come', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed({ watch: inbox('all', '2026-11-22T12:00:00.000Z') })
    const older = makeChange({ number: DAVE, lastActivityAt: '2026-11-22T11:59:59.999Z' })
    gateway.switchboard.commit({ conversations: [older] })
    gateway.switchboard.commit({ conversations: [makeChange({ unread: 1 })] })
    await browser.next('conversations')
    expect(browser.of('conversations').flatMap((f) => f.conversations)).toEqual([
      makeConversation({ unread: 1 }),
    ])
  })

  it('[G16] rows come that enter or leave what is filtered, as far as its order is loaded', async () => {
    await using gateway = await TestGateway.start(eachChange)
    const { switchboard } = gateway
    const filter = { view: 'all', label: 'vip', mood: 'negative', sort: 'waiting' } as const
    const floor = inboxFloor(row(30), 'waiting')
    const browser = await gateway.welcomed({
      watch: { thread: null, inbox: { ...filter, status: 'open', floor } },
    })
    const change = (after: Conversation, before: Conversation | null) =>
      switchboard.commit({
        conversations: [{ conversation: after, before: before && standingOf(before) }],
      })
    change(row(31), null)
    change(row(10, { moods: [1] }), null)
    change(row(10, { labels: [] }), row(40))
    change(row(10), null)
    change(row(10, { moods: [-1, 2] }), row(10))
    change(row(50), row(20))
    // What nobody could read has no mood, before and after.
    change(row(10, { moods: [-1, 0], isMoodRead: false }), row(10))
    change(row(10), row(10, { moods: [-1, 0], isMoodRead: false }))
    change(row(10, { moods: [0], isMoodRead: false }), row(10, { moods: [1] }))
    await vi.waitFor(() => expect(browser.of('conversations').at(-1)?.seq).toBe(8))
    expect(browser.of('conversations').map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8])
  })

  it('[G17] counts come when they changed, and not more than four times a second', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    const startedAt = Date.now()
    for (let n = 1; n <= 200; n += 1) gateway.switchboard.commit({ counts: { 'open/*': n } })
    await vi.waitFor(() =>
      expect(browser.of('counts').at(-1)).toMatchObject({ seq: 200, counts: { all: 200 } }),
    )
    const seconds = (Date.now() - startedAt) / 1_000
    expect(browser.of('counts').length).toBeLessThanOrEqual(1 + Math.ceil(seconds * 4))
    gateway.switchboard.commit({ counts: { 'open/bob': 7 } })
    await gateway.welcomed({ session: 'session-of-bob-0001' })
    expect(browser.of('counts').at(-1)?.seq).toBe(200)
  })

  it('[G18] what has an audience reaches that Agent’s sockets only', async () => {
    await using gateway = await TestGateway.start()
    const adas = await gateway.welcomed({ watch: thread(CAROL) })
    const bobs = await gateway.welcomed({ session: 'session-of-bob-0001', watch: thread(CAROL) })
    gateway.switchboard.commit({ entries: [makeMessage({ position: 1 })], audience: 'ada' })
    gateway.switchboard.commit({ entries: [makeMessage({ position: 2 })] })
    const positions = (browser: typeof adas) =>
      browser.of('entries').flatMap(({ entries }) => entries.map(({ position }) => position))
    await vi.waitFor(() => expect(positions(bobs)).toEqual([2]))
    await vi.waitFor(() => expect(positions(adas)).toEqual([1, 2]))
  })

  it('[G18] people who are new or changed reach everyone', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    gateway.switchboard.commit({ agents: [{ ...ada, name: 'Ada L.' }] })
    expect(await browser.next('agents')).toMatchObject({ seq: 1, agents: [{ name: 'Ada L.' }] })
  })
})
