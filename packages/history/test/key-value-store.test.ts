import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { append, appendMany, CUSTOMER, makeMessage, until, upTo } from '../src/contract/fixtures.ts'
import type { KeyValueEvents, Row, Write } from '../src/key-value.ts'
import { KeyValueStore, type StoreOptions } from '../src/key-value-store.ts'
import { MemoryKeyValue } from '../src/memory-key-value.ts'

/** A store that counts its batches and whose disk can be made to fail. */
class ObservedKeyValue extends MemoryKeyValue {
  batches = 0
  /** While set, a batch waits for it. */
  gate: Promise<void> | undefined
  failure: Error | undefined
  isMute = false
  /** How long a batch that is stored and announced takes to say so. */
  lateMs = 0

  override open(events: KeyValueEvents): Promise<void> {
    const changed = (row: Row) => (this.isMute ? undefined : events.changed(row))
    return super.open({ ...events, changed })
  }

  override async write(writes: Write[]): Promise<void> {
    this.batches += 1
    await this.gate
    if (this.failure) throw this.failure
    await super.write(writes)
    if (this.lateMs > 0) await setTimeout(this.lateMs)
  }
}

class ObservedStore extends KeyValueStore {
  readonly disk: ObservedKeyValue

  private constructor(disk: ObservedKeyValue, options: StoreOptions) {
    super(disk, options)
    this.disk = disk
  }

  static async create(options: StoreOptions = {}): Promise<ObservedStore> {
    const store = new ObservedStore(new ObservedKeyValue(), options)
    await store.open()
    return store
  }
}

function gate(): { open: () => void; opened: Promise<void> } {
  let open!: () => void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

const noSpace = () => Object.assign(new Error('No space left on device'), { code: 'ENOSPC' })

describe('batches', () => {
  it('[H21] writes all that waits as one batch', async () => {
    await using store = await ObservedStore.create()
    await appendMany(store, 400)
    expect(store.disk.batches).toBe(1)
    await Promise.all([append(store), append(store)])
    expect(store.disk.batches).toBe(2)
  })

  it('[H21] writes nothing for operations that wrote nothing', async () => {
    await using store = await ObservedStore.create()
    const read = await store.transact((transaction) => transaction.record('meta', 'a'))
    expect([read.seq, store.disk.batches]).toEqual([0, 0])
  })

  it('[H21] bounds a batch in operations and in size', async () => {
    await using few = await ObservedStore.create({ limits: { maxGroupOperations: 10 } })
    await appendMany(few, 95)
    expect(few.disk.batches).toBe(10)
    await using small = await ObservedStore.create({ limits: { maxGroupSize: 1 } })
    await appendMany(small, 5)
    expect(small.disk.batches).toBe(5)
  })

  it('[H4] [H21] goes on upon a batch that is being written, and confirms nothing before it is', async () => {
    await using store = await ObservedStore.create()
    const { open, opened } = gate()
    store.disk.gate = opened
    const first = append(store)
    await until(() => store.disk.batches === 1)
    const seen = store.transact(async (transaction) => {
      const conversation = await transaction.conversation(CUSTOMER)
      await transaction.append(CUSTOMER, makeMessage())
      return conversation?.lastPosition
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect([store.disk.batches, store.seq]).toEqual([1, 0])
    expect(await store.conversation(CUSTOMER)).toBeUndefined()
    open()
    expect([(await first).seq, await seen]).toEqual([1, { value: 1, seq: 2 }])
    expect([store.disk.batches, store.seq]).toEqual([2, 2])
  })

  it('[H16] shows to whoever was told of a change nothing older than that', async () => {
    await using store = await ObservedStore.create()
    await append(store)
    expect((await store.conversation(CUSTOMER))?.lastPosition).toBe(1)
    store.disk.lateMs = 100
    const writing = append(store)
    for await (const { seq } of store.follow(1, { maxBuffered: 10 })) {
      expect(seq).toBe(2)
      break
    }
    expect((await store.conversation(CUSTOMER))?.lastPosition).toBe(2)
    await writing
  })

  it('[H23] rejects with a batch the disk refused what went on upon it', async () => {
    await using store = await ObservedStore.create()
    const { open, opened } = gate()
    store.disk.gate = opened
    const first = append(store)
    await until(() => store.disk.batches === 1)
    const next = append(store)
    store.disk.failure = noSpace()
    open()
    for (const refused of await Promise.allSettled([first, next]))
      expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } })
    expect([store.disk.batches, store.seq]).toEqual([1, 0])
    expect(await store.conversation(CUSTOMER)).toBeUndefined()
  })

  it('[H22] refuses with UNAVAILABLE what no longer fits into the queue, and nothing else', async () => {
    await using store = await ObservedStore.create({ limits: { maxWaiting: 20 } })
    const outcomes = await Promise.allSettled(upTo(30).map(() => append(store)))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.length).toBe(10)
    expect(refused[0]?.reason).toMatchObject({ code: 'UNAVAILABLE' })
    expect(store.seq).toBe(20)
    expect(await append(store)).toMatchObject({ seq: 21 })
  })

  it('[H22] throws away work that does not end in time', async () => {
    await using store = await ObservedStore.create({ workTimeoutMs: 20 })
    const endless = store.transact(async (transaction) => {
      await transaction.append(CUSTOMER, makeMessage())
      await store.transact(async () => 'waits for the operation it is part of')
    })
    const next = append(store)
    await expect(endless).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await next).toMatchObject({ seq: 1, value: { position: 1 } })
  })

  it('[H23] rejects a whole batch the disk refused, says so once and writes nothing more', async () => {
    await using store = await ObservedStore.create()
    await append(store)
    store.disk.failure = noSpace()
    const outcomes = await Promise.allSettled(upTo(3).map(() => append(store)))
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } })
    }
    expect(await store.failed).toBe(store.disk.failure)
    store.disk.failure = undefined
    await expect(append(store)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(store.disk.batches).toBe(2)
    expect((await store.entries(CUSTOMER, { limit: 5 })).entries).toHaveLength(1)
    expect(store.seq).toBe(1)
  })

  it('[H23] fails when its changes are no longer announced', async () => {
    const limits = { maxGroupOperations: 5, maxUnannounced: 10 }
    await using store = await ObservedStore.create({ limits, workTimeoutMs: 20 })
    store.disk.isMute = true
    const outcomes = await Promise.allSettled(upTo(30).map(() => append(store)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(15)
    expect(await store.failed).toMatchObject({ message: expect.stringContaining('live stream') })
  })

  it('[H7] keeps the time when the clock is turned back', async () => {
    const clock = [5000, 3000, 7000]
    await using store = await ObservedStore.create({ now: () => clock.shift() ?? 0 })
    const times: string[] = []
    for (const _ of upTo(4)) times.push((await append(store)).value.at)
    const expected = [5000, 5000, 7000, 7000].map((time) => new Date(time).toISOString())
    expect(times).toEqual(expected)
  })
})

describe('damage', () => {
  const key = `e!${CUSTOMER}!000000000002`

  it('[H24] refuses a record whose value was changed, naming its key, and never serves it', async () => {
    await using store = await ObservedStore.create()
    await appendMany(store, 3)
    const text = store.disk.get(key)!
    for (const at of [10, 40, text.length - 1]) {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ 1)
      await store.disk.write([[key, text.slice(0, at) + flipped + text.slice(at + 1)]])
      await expect(store.entries(CUSTOMER, { limit: 5 })).rejects.toThrow(key)
    }
    expect((await store.entries(CUSTOMER, { limit: 1 })).entries).toHaveLength(1)
  })

  it('[H24] refuses a record that was moved to another key', async () => {
    await using store = await ObservedStore.create()
    await appendMany(store, 3)
    await store.disk.write([[key, store.disk.get(`e!${CUSTOMER}!000000000001`)!]])
    await expect(store.entries(CUSTOMER, { limit: 5 })).rejects.toThrow(key)
  })

  it('[H24] refuses a page with a hole and changes with a hole', async () => {
    await using store = await ObservedStore.create()
    await appendMany(store, 3)
    await store.disk.write([
      [key, null],
      ['s!0000000000000002', null],
    ])
    await expect(store.entries(CUSTOMER, { limit: 5 })).rejects.toMatchObject({ code: 'INTERNAL' })
    await expect(store.changes(0, 5)).rejects.toThrow('s!0000000000000002')
  })

  it('[H24] refuses a summary whose newest entry is missing or damaged, naming that', async () => {
    await using store = await ObservedStore.create()
    await appendMany(store, 2)
    for (const text of [null, '{"crc":"00000000","value":{}}']) {
      await store.disk.write([[key, text]])
      await expect(store.conversation(CUSTOMER)).rejects.toThrow(key)
      await expect(store.conversations({ limit: 5 })).rejects.toThrow(key)
    }
  })
})
