import {
  compareInbox,
  inboxSorts,
  matchesInboxFilter,
  type Conversation,
} from '@switchboard/protocol'
import { expect, it } from 'vitest'
import type { ConversationQuery, HistoryStore } from '../history-store.ts'
import { append, randomFrom, update, upTo, type CreateStore } from './fixtures.ts'

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
const numberAt = (index: number) => `+1415555${String(index).padStart(4, '0')}`

/** Conversations that differ in all that an inbox looks at, the same ones each time. */
async function fillInbox(store: HistoryStore, count: number): Promise<Conversation[]> {
  const random = randomFrom(7)
  const pick = <T>(...values: T[]): T => values[Math.floor(random() * values.length)]!
  for (const index of upTo(count)) {
    const level = pick('urgent', 'high', 'normal', 'low', undefined)
    const number = numberAt(index)
    await append(store, number)
    await update(store, number, {
      status: pick('open', 'open', 'snoozed', 'resolved'),
      assignee: pick(null, 'ann', 'bob'),
      waitingSince: pick(null, at(index % 7)),
      labels: pick([], ['vip'], ['vip', 'late'], ['late']),
      moods: pick([], [-6], [1, -1], [-1, 0], [2], [5]),
      name: pick(null, 'Ann Smith', 'Zoë Smythe', '王小明'),
      priority: level ? { level, reason: 'asked' } : null,
    })
  }
  const numbers = upTo(count).map(numberAt)
  return (await Promise.all(numbers.map((each) => store.conversation(each)))) as Conversation[]
}

async function allPages(store: HistoryStore, query: ConversationQuery): Promise<Conversation[]> {
  const found: Conversation[] = []
  for (let page: string | null = ''; page !== null;) {
    const read = await store.conversations({ ...query, ...(page && { page }) })
    found.push(...read.conversations)
    page = read.next
  }
  return found
}

const numbers = (list: Conversation[]) => list.map(({ number }) => number)

export function describeInbox(create: CreateStore): void {
  it('[H42] pages through each filter in each order, as what is stored says', async () => {
    await using store = await create()
    const conversations = await fillInbox(store, 60)
    const filters = [
      {},
      { label: 'vip' },
      { agent: 'ann' },
      { label: 'late', agent: 'bob' },
      { mood: 'negative' },
      { mood: 'neutral', label: 'vip' },
      { q: 'smy' },
      { q: '(415) 555-00', agent: 'ann' },
      { q: 'zoe', mood: 'positive' },
      { q: '小明' },
      { label: 'none' },
    ] as const
    for (const status of ['open', 'resolved'] as const) {
      for (const filter of filters) {
        for (const sort of inboxSorts) {
          const { agent, ...rest } = { agent: undefined, ...filter }
          const query = { ...rest, status, sort, limit: 3, ...(agent && { assignee: agent }) }
          const wanted = conversations
            .filter((each) => matchesInboxFilter(each, { view: 'all', status, ...filter }, 'ann'))
            .toSorted(compareInbox(sort))
          expect(numbers(await allPages(store, query))).toEqual(numbers(wanted))
        }
      }
    }
  })

  it('[H42] looks at a bounded number of rows for a page, and leads on behind them', async () => {
    await using store = await create()
    await Promise.all(
      upTo(2300).map((index) => append(store, `+1415${String(index).padStart(7, '0')}`)),
    )
    const { conversations, next } = await store.conversations({ mood: 'negative', limit: 10 })
    expect(conversations).toEqual([])
    expect(next).not.toBeNull()
    const last = await store.conversations({ mood: 'negative', limit: 10, page: next ?? '' })
    expect(last).toMatchObject({ conversations: [], next: null })
  })

  it('[H42] refuses the page of another order', async () => {
    await using store = await create()
    await fillInbox(store, 5)
    const { next } = await store.conversations({ limit: 1, sort: 'waiting' })
    const refused = { code: 'BAD_REQUEST' }
    const wrong = store.conversations({ limit: 1, sort: 'priority', page: next ?? '' })
    await expect(wrong).rejects.toMatchObject(refused)
  })
}
