import { createLogger } from '@switchboard/service'
import { describe, expect, it } from 'vitest'
import { keepFollowing } from '../src/keep-following.ts'
import { FailingStore } from './support/failing-store.ts'
import { MINUTE, VirtualClock } from './support/virtual-clock.ts'

const fail = () => {
  throw new Error('the disk is gone')
}

/** Follows a store that fails until a test mends it, in time that passes when it is told to. */
async function follow() {
  const store = new FailingStore()
  store.beforeChanges = fail
  await store.open()
  const clock = new VirtualClock()
  const log: string[] = []
  const stopped = new AbortController()
  const taken: number[] = []
  const resumed: number[] = []
  const followed = keepFollowing({
    store,
    clock,
    logger: createLogger('switchboard', { destination: { write: (line) => void log.push(line) } }),
    signal: stopped.signal,
    who: 'a test',
    from: 0,
    maxBuffered: 10,
    take: ({ seq }) => void taken.push(seq),
    resume: (cursor) => (resumed.push(cursor), cursor),
  })
  const write = async () => {
    const person = { id: 'ann', name: 'Ann', role: 'agent', disabled: false } as const
    await store.transact((transaction) => transaction.putAgent(person))
  }
  const stop = async () => {
    stopped.abort()
    await followed
    await store.close()
  }
  return { store, clock, log, taken, resumed, write, stop }
}

describe('following the changes inside', () => {
  it('[O16] waits longer each time the changes cannot be read, and says so once', async () => {
    const test = await follow()
    await test.clock.pass(100)
    const soon = test.store.changesRead
    expect(soon).toBeLessThanOrEqual(3)
    await test.clock.pass(10 * MINUTE)
    // At most every 5 s at the end, and at least every 10 s.
    expect(test.store.changesRead).toBeGreaterThan(60)
    expect(test.store.changesRead).toBeLessThan(soon + 140)
    expect(test.log).toHaveLength(1)
    await test.stop()
  })

  it('[O16] goes on from where it was when they can be read again, and tells of the next time', async () => {
    const test = await follow()
    await test.clock.pass(MINUTE)
    await test.write()
    test.store.beforeChanges = () => undefined
    await test.clock.pass(MINUTE)
    await test.write()
    await expect.poll(() => test.taken).toEqual([1, 2])
    expect(test.resumed.every((cursor) => cursor === 0)).toBe(true)
    expect(test.log.join('')).toMatch(/lost the changes[^]*follows the changes again/)
    expect(test.log).toHaveLength(2)
    await test.stop()
  })

  it('[O16] ends at once when it is stopped, also while it waits', async () => {
    const test = await follow()
    await test.clock.pass(MINUTE)
    await test.stop()
    expect(test.taken).toEqual([])
  })
})
