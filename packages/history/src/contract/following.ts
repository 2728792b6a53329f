import { expect, it } from 'vitest'
import type { HistoryStore } from '../history-store.ts'
import {
  append,
  appendMany,
  CUSTOMER,
  followTo,
  randomFrom,
  seqs,
  until,
  upTo,
  type CreateStore,
} from './fixtures.ts'

const WRITES = 10_000
const READERS = 12

/** Joins at a random moment from a random cursor, and may leave and come back on its way. */
async function readAtRandom(store: HistoryStore, random: () => number): Promise<number[]> {
  const joinsAt = Math.floor(random() * WRITES)
  await until(() => store.seq >= joinsAt)
  const first = Math.floor(random() * store.seq)
  const read: number[] = []
  while (first + read.length < WRITES) {
    const leavesAt = random() < 0.5 ? WRITES : first + read.length + random() * WRITES
    const target = Math.min(WRITES, Math.ceil(leavesAt))
    read.push(...seqs(await followTo(store, first + read.length, target)))
  }
  expect(read).toEqual(upTo(WRITES, first + 1))
  return read
}

export function describeFollowing(create: CreateStore): void {
  it('[H14] gives each changeset once and in order: what is stored, then what comes', async () => {
    await using store = await create()
    await appendMany(store, 700)
    const reading = followTo(store, 5, 720)
    for (const _ of upTo(20)) await append(store)
    const read = await reading
    expect(seqs(read)).toEqual(upTo(720, 6))
    expect(read).toEqual(await store.changes(5, 1000))
  })

  it(
    '[H14] has no gap and no repeat between catch-up and live under 10,000 concurrent writes',
    { timeout: 120_000 },
    async () => {
      await using store = await create()
      const seed = Number(process.env['SEED'] ?? Date.now())
      const random = randomFrom(seed)
      const writing = appendMany(store, WRITES)
      const reading = upTo(READERS).map(() => readAtRandom(store, random))
      const outcomes = await Promise.allSettled([writing, ...reading])
      const failed = outcomes.find(({ status }) => status === 'rejected')
      expect({ seed, failed }).toEqual({ seed, failed: undefined })
    },
  )

  it('[H15] joins a page and what follows its asOf to everything, once', async () => {
    await using store = await create()
    await appendMany(store, 50)
    const writing = appendMany(store, 500)
    const page = await store.entries(CUSTOMER, { limit: 1000 })
    const later = await followTo(store, page.asOf, 550)
    const joined = [...page.entries.toReversed(), ...later.flatMap(({ entries }) => entries)]
    expect(joined.map(({ position }) => position)).toEqual(upTo(550))
    await writing
  })

  it('[H16] ends a reader that leaves too much waiting with CONSUMER_TOO_SLOW, and no other', async () => {
    await using store = await create()
    const slow = store.follow(0, { maxBuffered: 20 })[Symbol.asyncIterator]()
    const quick = followTo(store, 0, 101, { maxBuffered: 100 })
    await append(store)
    expect(await slow.next()).toMatchObject({ value: { seq: 1 } })
    await appendMany(store, 100)
    expect(seqs(await quick)).toEqual(upTo(101))
    await expect(slow.next()).rejects.toMatchObject({ code: 'CONSUMER_TOO_SLOW' })
    expect(await slow.next()).toMatchObject({ done: true })
  })

  it('[H16] lets a reader that is far behind catch up at its own pace', async () => {
    await using store = await create()
    await appendMany(store, 2000)
    const read: number[] = []
    for await (const { seq } of store.follow(0, { maxBuffered: 10 })) {
      if (read.push(seq) === 2000) break
    }
    expect(read).toEqual(upTo(2000))
  })

  it('[H17] ends quietly when the signal aborts, while it waits or while it is read', async () => {
    await using store = await create()
    await appendMany(store, 3)
    const controller = new AbortController()
    const { signal } = controller
    const waiting = store.follow(3, { maxBuffered: 5, signal })[Symbol.asyncIterator]().next()
    const read: number[] = []
    for await (const { seq } of store.follow(0, { maxBuffered: 5, signal })) {
      read.push(seq)
      if (seq === 2) controller.abort()
    }
    expect(read).toEqual([1, 2])
    expect(await waiting).toMatchObject({ done: true })
    const late = store.follow(0, { maxBuffered: 5, signal })[Symbol.asyncIterator]()
    expect(await late.next()).toMatchObject({ done: true })
  })

  it('[H17] ends quietly when the store closes', async () => {
    const store = await create()
    await append(store)
    const iterator = store.follow(0, { maxBuffered: 5 })[Symbol.asyncIterator]()
    await iterator.next()
    const waiting = iterator.next()
    await store.close()
    expect(await waiting).toMatchObject({ done: true })
  })
}
