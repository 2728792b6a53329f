import { describe, expect, it } from 'vitest'
import type { Conversation } from '@switchboard/protocol'
import { ada, ben, makeConversation } from '../factories.ts'
import { MemoryStorage, openConsole, settle } from '../fake-wire.ts'
import { Conversations } from '../../src/state/conversations.ts'
import { InboxRows } from '../../src/state/inbox-rows.ts'
import {
  MAX_CONVERSATIONS,
  MAX_ROWS,
  emptyInbox,
  memberOf,
  mergeConversations,
} from '../../src/state/inbox.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString()
const row = (number: string, minute: number, facts: Partial<Conversation> = {}) =>
  makeConversation({ number, lastActivityAt: at(minute), ...facts })

const many = (count: number, facts: Partial<Conversation>, prefix: string) =>
  Array.from({ length: count }, (_, n) => row(`${prefix}${n}`, n % 60, facts))

async function opened() {
  const desk = openConsole()
  desk.wire.welcome()
  const rows = (): string[] => {
    return desk.console.pages.rows().map(({ number }) => number)
  }
  const page = async (conversations: Conversation[], next: string | null, asOf = 100) => {
    desk.wire.last('conversations').answer({ conversations, next, asOf })
    await settle()
  }
  await page([], null)
  return { ...desk, rows, page }
}

describe('what is chosen of the inbox', () => {
  it('[C120] is asked of the switchboard, and watched', async () => {
    const { console, wire, page } = await opened()
    console.showInbox({ view: 'all', label: 'vip', mood: 'negative', q: ' zoe ', sort: 'waiting' })
    const choice = { view: 'all', status: 'open', label: 'vip', mood: 'negative', q: 'zoe' }
    expect(wire.last('conversations').args).toMatchObject({ ...choice, sort: 'waiting' })
    const fits = { waitingSince: at(1), moods: [-3], labels: ['vip'], name: 'Zoë' }
    await page(
      Array.from({ length: 50 }, (_, n) => row(`+3${n}`, 2, fits)),
      'more',
    )
    expect(wire.watched.at(-1)?.inbox).toMatchObject({ ...choice, sort: 'waiting' })
    expect(wire.watched.at(-1)?.inbox?.floor).not.toBeNull()
  })

  it('[C120] holds for what comes live, in its order', async () => {
    const { console, wire, rows, page } = await opened()
    console.showInbox({ view: 'all', sort: 'priority', label: 'vip' })
    await page([row('+1', 1, { labels: ['vip'] })], null)
    const urgent = { level: 'urgent', reason: '' } as const
    const conversations = [
      row('+2', 0, { labels: ['vip'], priority: urgent, changedSeq: 101 }),
      row('+3', 9, { changedSeq: 101 }),
    ]
    wire.tell({ type: 'conversations', seq: 101, conversations })
    expect(rows()).toEqual(['+2', '+1'])
    const gone = [row('+2', 0, { changedSeq: 102 })]
    wire.tell({ type: 'conversations', seq: 102, conversations: gone })
    expect(rows()).toEqual(['+1'])
  })

  it('[C120] leaves a colleague’s filter with the view that cannot have it', async () => {
    const { console } = await opened()
    console.showInbox({ view: 'all', agent: ben.id })
    console.showInbox({ view: 'mine' })
    expect(console.state.get().inbox).toMatchObject({ view: 'mine', agent: null })
  })

  it('[C121] is remembered by the tab, as far as it makes sense', () => {
    const tab = new MemoryStorage()
    const { console } = openConsole(new MemoryStorage(), undefined, tab)
    console.showInbox({ view: 'all', sort: 'waiting', q: 'zo', mood: 'devil' })
    const again = openConsole(new MemoryStorage(), undefined, tab)
    expect(again.console.state.get().inbox).toMatchObject({
      view: 'all',
      sort: 'waiting',
      q: 'zo',
      mood: 'devil',
    })
    tab.setItem(`switchboard:inbox:${ada.id}`, '{"view":"none","q":7,"sort":[]}')
    const odd = openConsole(new MemoryStorage(), undefined, tab)
    expect(odd.console.state.get().inbox).toMatchObject({ view: 'mine', q: '', sort: 'latest' })
  })

  it('[C122] asks on while pages find too little, and joins them without gap or repeat', async () => {
    const { console, wire, rows, page } = await opened()
    const asked = wire.count('conversations')
    console.showInbox({ view: 'all', q: '4' })
    await page([], 'p1')
    expect(wire.last('conversations').args).toMatchObject({ page: 'p1', q: '4' })
    expect(console.state.get().inbox.loading).toBe(true)
    await page([row('+41', 8)], 'p2')
    expect(rows()).toEqual(['+41'])
    await page([row('+42', 7)], null)
    expect(rows()).toEqual(['+41', '+42'])
    expect(wire.count('conversations')).toBe(asked + 3)
    expect(console.state.get().inbox).toMatchObject({ loading: false, floor: null, next: null })
  })

  it('[C122] stops after 20 pages, and goes on when a person says so', async () => {
    const { console, wire, page } = await opened()
    const asked = wire.count('conversations')
    console.showInbox({ view: 'all', mood: 'devil' })
    for (let n = 0; n < 20; n += 1) await page([], `p${n}`)
    expect(wire.count('conversations')).toBe(asked + 20)
    expect(console.state.get().inbox.loading).toBe(false)
    void console.pages.readMoreInbox()
    expect(wire.last('conversations').args).toMatchObject({ page: 'p19' })
  })

  it('[C122] keeps what came while empty pages were read, and lets go of what left before', async () => {
    const { console, wire, rows, page } = await opened()
    wire.tell({
      type: 'conversations',
      seq: 99,
      conversations: [row('+40', 5, { changedSeq: 99 })],
    })
    console.showInbox({ view: 'all', q: '4' })
    await page([], 'p1', 100)
    const conversations = [row('+49', 9, { changedSeq: 101 })]
    wire.tell({ type: 'conversations', seq: 101, conversations })
    await page([row('+41', 1)], null, 102)
    expect(rows()).toEqual(['+49', '+41'])
  })

  it('[C123] lists 5,000 rows and keeps 10,000 conversations, those listed before others', () => {
    const inbox = emptyInbox({ view: 'mine', sort: 'waiting' })
    const isMember = memberOf(inbox, ada.id)
    const mine = many(MAX_ROWS + 10, { lastActivityAt: '2020-01-01T00:00:00.000Z' }, '+1')
    const theirs = many(MAX_CONVERSATIONS, { assignee: ben.id }, '+2')
    const known = mergeConversations(mergeConversations(Conversations.none, mine), theirs, isMember)
    expect(known.size).toBeLessThanOrEqual(MAX_CONVERSATIONS)
    expect(known.size).toBeGreaterThan(MAX_CONVERSATIONS * 0.9)
    expect([...known].filter(isMember)).toHaveLength(mine.length)
    const rows = new InboxRows().of({ conversations: known, inbox, me: ada })
    expect(rows).toHaveLength(MAX_ROWS)
  })
})
