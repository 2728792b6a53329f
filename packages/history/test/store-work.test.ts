import { expect, it } from 'vitest'
import { MemoryStore } from '../src/index.ts'

it('counts what it asks of its keys: operations at once are one batch', async () => {
  await using store = new MemoryStore()
  await store.open()
  const before = { ...store.work }
  await Promise.all(
    ['a', 'b', 'c'].map((key) =>
      store.transact((transaction) => transaction.putRecord('meta', key, key)),
    ),
  )
  expect(store.work.batches - before.batches).toBe(1)
  expect(store.work.writes - before.writes).toBeGreaterThanOrEqual(3)
  expect(store.work.writtenBytes).toBeGreaterThan(before.writtenBytes)
  const { gets, scans } = store.work
  await store.record('meta', 'a')
  await store.records('meta')
  expect(store.work.gets).toBe(gets + 1)
  expect(store.work.scans).toBe(scans + 1)
})
