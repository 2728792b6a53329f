import { expect, it } from 'vitest'
import type { EntryQuery, HistoryStore } from '../history-store.ts'
import {
  append,
  appendMany,
  CUSTOMER,
  positions,
  update,
  upTo,
  type CreateStore,
} from './fixtures.ts'

const down = (from: number, to: number) => upTo(from, to).toReversed()

/** All positions, page by page from the end. */
async function readAll(store: HistoryStore, limit: number): Promise<number[]> {
  const read: number[] = []
  for (let next: string | null = ''; next !== null;) {
    const query: EntryQuery = next === '' ? { limit } : { limit, before: Number(next) }
    const page = await store.entries(CUSTOMER, query)
    read.push(...positions(page))
    next = page.next
  }
  return read
}

export function describePages(create: CreateStore): void {
  const cases: [EntryQuery, number[], string | null][] = [
    [{ limit: 4 }, down(25, 22), '22'],
    [{ limit: 100 }, down(25, 1), null],
    [{ limit: 4, before: 22 }, down(21, 18), '18'],
    [{ limit: 4, before: 3 }, [2, 1], null],
    [{ limit: 4, before: 1 }, [], null],
    [{ limit: 4, before: 99 }, down(25, 22), '22'],
    [{ limit: 4, after: 10 }, down(14, 11), '11'],
    [{ limit: 4, after: 23 }, [25, 24], '24'],
    [{ limit: 4, after: 25 }, [], '26'],
    [{ limit: 4, after: 99 }, [], '26'],
    [{ limit: 4, after: 0 }, down(4, 1), null],
    [{ limit: 5, around: 12 }, down(14, 10), '10'],
    [{ limit: 4, around: 12 }, down(13, 10), '10'],
    [{ limit: 5, around: 25 }, down(25, 21), '21'],
    [{ limit: 5, around: 1 }, down(5, 1), null],
    [{ limit: 1, around: 7 }, [7], '7'],
    [{ limit: 3, after: 5, before: 8 }, [7, 6], '6'],
  ]

  it('[H10] reads a history newest first: from its end, before, after and around a position', async () => {
    await using store = await create()
    await appendMany(store, 25)
    await append(store, `${CUSTOMER}0`)
    for (const [query, expected, next] of cases) {
      const page = await store.entries(CUSTOMER, query)
      const read = { query, positions: positions(page), next: page.next, asOf: page.asOf }
      expect(read).toEqual({ query, positions: expected, next, asOf: 26 })
    }
  })

  it('[H10] answers NOT_FOUND for a number without history and refuses a limit that is none', async () => {
    await using store = await create()
    await append(store, '+14155550111')
    const page = store.entries('+1415555011', { limit: 5 })
    await expect(page).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(store.entries('+14155550111', { limit: 0 })).rejects.toThrow(TypeError)
    await expect(store.entries('+14155550111', { limit: 0.5 })).rejects.toThrow(TypeError)
    expect(await store.conversation('+1415555011')).toBeUndefined()
  })

  it('[H10] joins pages without gap or repeat while writes go on', async () => {
    await using store = await create()
    await appendMany(store, 100)
    const writing = appendMany(store, 300)
    const walks = await Promise.all([7, 13, 50].map((limit) => readAll(store, limit)))
    for (const read of walks) expect(read).toEqual(down(read[0] ?? 0, 1))
    await writing
    expect(await readAll(store, 64)).toEqual(down(400, 1))
  })

  it('[H10] reads entries, summary and asOf at one moment', async () => {
    await using store = await create()
    await append(store)
    const writing = appendMany(store, 500)
    for (let asOf = 0; asOf < 501;) {
      const page = await store.entries(CUSTOMER, { limit: 3 })
      expect(page.conversation.lastPosition).toBe(page.asOf)
      expect(page.entries[0]).toEqual(page.conversation.lastEntry)
      asOf = page.asOf
    }
    await writing
  })

  it('[H11] lists conversations newest activity first, by status and holder, page by page', async () => {
    await using store = await create()
    const numbers = upTo(9).map((n) => `+1415555010${n}`)
    for (const number of numbers) await append(store, number)
    await update(store, numbers[1]!, { assignee: 'ann' })
    await update(store, numbers[2]!, { assignee: 'ann', status: 'resolved' })
    await append(store, numbers[0])
    const list = async (query: object) =>
      (await store.conversations({ limit: 20, ...query })).conversations.map(({ number }) =>
        Number(number.at(-1)),
      )
    const pages: number[] = []
    for (let page: string | undefined, more = true; more;) {
      const read = await store.conversations({ limit: 4, ...(page !== undefined && { page }) })
      pages.push(...read.conversations.map(({ number }) => Number(number.at(-1))))
      page = read.next ?? undefined
      more = page !== undefined
    }
    expect(pages).toHaveLength(9)
    expect(pages).toEqual(await list({}))
    expect(new Set(await list({ status: 'open' }))).toEqual(new Set([1, 2, 4, 5, 6, 7, 8, 9]))
    expect(await list({ status: 'open', assignee: 'ann' })).toEqual([2])
    expect(await list({ status: 'resolved', assignee: 'ann' })).toEqual([3])
    expect(await list({ status: 'open', assignee: null })).toHaveLength(7)
    expect(await list({ assignee: 'ann' })).toEqual([3, 2])
    expect(await list({ status: 'snoozed' })).toEqual([])
  })

  it('[H11] finds conversations by a part of the number', async () => {
    await using store = await create()
    for (const number of ['+14155550101', '+491712345678', 'ACME Inc', '72345']) {
      await append(store, number)
    }
    const find = async (q: string) =>
      (await store.conversations({ limit: 5, q })).conversations.map(({ number }) => number)
    expect((await find('2345')).toSorted()).toEqual(['+491712345678', '72345'])
    expect(await find('E In')).toEqual(['ACME Inc'])
    expect(await find('999')).toEqual([])
    const first = await store.conversations({ limit: 1, q: '2345' })
    const second = await store.conversations({ limit: 1, q: '2345', page: first.next ?? '' })
    expect([...first.conversations, ...second.conversations]).toHaveLength(2)
  })

  it('[H11] refuses a page it never gave', async () => {
    await using store = await create()
    const refused = { code: 'BAD_REQUEST' }
    const page = store.conversations({ limit: 5, page: 'e!' })
    await expect(page).rejects.toMatchObject(refused)
  })
}
