import { expect, it } from 'vitest'
import type { Transaction } from '../history-store.ts'
import { append, CUSTOMER, makeMessage, positions, upTo, type CreateStore } from './fixtures.ts'
import { differences } from './whole-history.ts'

/** What the webhook does: nothing twice for the same sid. */
const receive = async (transaction: Transaction) =>
  (await transaction.entryBySid('SM1')) ??
  (await transaction.append(CUSTOMER, makeMessage({ sid: 'SM1' })))

export function describeWriting(create: CreateStore): void {
  it('[H1] stores 200 concurrent appends to one number in seq order, none twice', async () => {
    await using store = await create()
    const made = await Promise.all(
      upTo(200).map((n) => append(store, CUSTOMER, { sid: `SM${n}`, body: `${n}` })),
    )
    expect(made.map(({ seq }) => seq)).toEqual(upTo(200))
    const { entries, conversation } = await store.entries(CUSTOMER, { limit: 200 })
    expect(entries.toReversed().map(({ seq }) => seq)).toEqual(upTo(200))
    expect(entries.toReversed().map(({ position }) => position)).toEqual(upTo(200))
    expect(new Set(entries.map((entry) => entry.kind === 'message' && entry.sid)).size).toBe(200)
    expect(conversation).toMatchObject({ lastPosition: 200, lastEntry: entries[0] })
    expect(store.seq).toBe(200)
  })

  it('[H1] counts positions per history and seq for all of them', async () => {
    await using store = await create()
    const numbers = ['+14155550101', '+14155550102', '+14155550101', '+14155550102']
    const made = await Promise.all(numbers.map((number) => append(store, number)))
    expect(made.map(({ value }) => [value.seq, value.position])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 2],
    ])
  })

  it('[H2] makes one entry of the same sid looked up and appended 50 times at once', async () => {
    await using store = await create()
    const made = await Promise.all(upTo(50).map(() => store.transact(receive)))
    expect(new Set(made.map(({ value }) => value.position))).toEqual(new Set([1]))
    expect((await store.entries(CUSTOMER, { limit: 10 })).entries).toHaveLength(1)
    expect(store.seq).toBe(1)
    expect(await store.entryBySid('SM1')).toEqual(made[0]?.value)
  })

  it('[H2] refuses a second entry with a sid or a client id that is stored', async () => {
    await using store = await create()
    await append(store, CUSTOMER, { sid: 'SM1', clientMessageId: 'c1' })
    const refused = { code: 'MESSAGE_ID_REUSED' }
    await expect(append(store, '+14155550101', { sid: 'SM1' })).rejects.toMatchObject(refused)
    await expect(append(store, CUSTOMER, { clientMessageId: 'c1' })).rejects.toMatchObject(refused)
    expect(store.seq).toBe(1)
    // Work that takes the refusal goes on as if it had not tried.
    await store.transact(async (transaction) => {
      const twice = makeMessage({ sid: 'SM2', clientMessageId: 'c1' })
      await expect(transaction.append(CUSTOMER, twice)).rejects.toMatchObject(refused)
      await transaction.putRecord('private', 'went', 'on')
    })
    expect(await store.entryBySid('SM2')).toBeUndefined()
    expect(await differences(store)).toEqual([])
  })

  it('[H2] finds a reply by the sid it gets later and no longer by one it lost', async () => {
    await using store = await create()
    const draft = { direction: 'outbound', status: 'pending', clientMessageId: 'c1' } as const
    const { value } = await append(store, CUSTOMER, draft)
    if (value.kind !== 'message') throw new Error('A message was appended')
    await store.transact((transaction) => transaction.change({ ...value, sid: 'SM1' }))
    expect(await store.entryBySid('SM1')).toMatchObject({ position: 1, clientMessageId: 'c1' })
    await store.transact((transaction) => transaction.change({ ...value, sid: 'SM2' }))
    expect(await store.entryBySid('SM1')).toBeUndefined()
    expect(await store.entryBySid('SM2')).toMatchObject({ position: 1 })
  })

  it('[H3] leaves no trace of work that rejects after its writes, and keeps what waits beside it', async () => {
    await using store = await create()
    const broken = store.transact(async (transaction) => {
      await transaction.append(CUSTOMER, makeMessage({ sid: 'SM0' }))
      await transaction.putRecord('meta', 'half', true)
      await transaction.putAgent({ id: 'a', name: 'Ann', role: 'agent', disabled: false })
      throw new Error('half way')
    })
    const [first, failed, second] = await Promise.allSettled([
      append(store, CUSTOMER, { sid: 'SM1' }),
      broken,
      append(store, CUSTOMER, { sid: 'SM2' }),
    ])
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'half way' } })
    expect([first, second]).toMatchObject([{ value: { seq: 1 } }, { value: { seq: 2 } }])
    expect(positions(await store.entries(CUSTOMER, { limit: 10 }))).toEqual([2, 1])
    expect(await store.entryBySid('SM0')).toBeUndefined()
    expect(await store.record('meta', 'half')).toBeUndefined()
    expect((await store.agents()).agents).toEqual([])
  })

  it('[H3] stores all that one operation wrote under one seq', async () => {
    await using store = await create()
    await store.transact(async (transaction) => {
      await transaction.append(CUSTOMER, makeMessage())
      await transaction.append('+14155550101', makeMessage())
      await transaction.append(CUSTOMER, { kind: 'note', body: 'Called twice', agent: 'a' })
      await transaction.putRecord('outbox', '2026-01-01!1', { attempt: 1 })
    })
    const [changeset, ...more] = await store.changes(0, 10)
    expect(more).toEqual([])
    expect(changeset?.entries.map(({ position }) => position)).toEqual([1, 1, 2])
    expect(changeset?.conversations.map(({ before }) => before)).toEqual([null, null])
    const { conversation } = await store.entries(CUSTOMER, { limit: 1 })
    expect(conversation).toMatchObject({ lastPosition: 2, lastMessagePosition: 1 })
  })

  it('[H4] lets an operation see its own writes and those of every one before it', async () => {
    await using store = await create()
    const seen: unknown[] = []
    const look = async (transaction: Transaction, name: string) => {
      seen.push(await transaction.record('meta', 'name'))
      await transaction.putRecord('meta', 'name', name)
      await transaction.putAgent({ id: name, name, role: 'agent', disabled: false })
      seen.push(await transaction.record('meta', 'name'), (await transaction.agents()).length)
      await transaction.append(CUSTOMER, makeMessage())
      seen.push(await transaction.count('open/-'), (await transaction.entry(CUSTOMER, 1))?.seq)
    }
    await Promise.all(['a', 'b'].map((name) => store.transact((each) => look(each, name))))
    expect(seen).toEqual([undefined, 'a', 1, 1, 1, 'a', 'b', 2, 1, 1])
  })

  it('[H4] lets an operation read a range of records, its own writes and deletions among them', async () => {
    await using store = await create()
    const range = { gt: 'SM1!', lt: 'SM1"' }
    const put = (key: string) =>
      store.transact((transaction) => transaction.putRecord('callbacks', key, key))
    for (const key of ['SM0!z', 'SM1!b', 'SM1!c', 'SM2!a']) await put(key)
    const before = put('SM1!d')
    const { value } = await store.transact(async (transaction) => {
      await transaction.putRecord('callbacks', 'SM1!a', 'SM1!a')
      await transaction.deleteRecord('callbacks', 'SM1!c')
      return transaction.records('callbacks', range)
    })
    await before
    expect(value.map(({ key }) => key)).toEqual(['SM1!a', 'SM1!b', 'SM1!d'])
    expect(value).toEqual(await store.records('callbacks', range))
  })

  it('[H4] lets an operation begin several writes at once', async () => {
    await using store = await create()
    const bodies = ['a', 'b', 'c']
    const { value } = await store.transact((transaction) =>
      Promise.all(bodies.map((body) => transaction.append(CUSTOMER, makeMessage({ body })))),
    )
    expect(value).toMatchObject([{ position: 1 }, { position: 2 }, { position: 3 }])
    expect(positions(await store.entries(CUSTOMER, { limit: 5 }))).toEqual([3, 2, 1])
  })

  it('[H4] refuses a transaction whose operation is over', async () => {
    await using store = await create()
    const { value } = await store.transact(async (transaction) => ({ transaction }))
    await expect(value.transaction.record('meta', 'a')).rejects.toThrow(TypeError)
    await expect(value.transaction.putRecord('meta', 'a', 1)).rejects.toThrow(TypeError)
    expect(await store.record('meta', 'a')).toBeUndefined()
  })

  it('[H4] keeps what was given and what was stored apart', async () => {
    await using store = await create()
    await store.transact(async (transaction) => {
      const entry = await transaction.append(CUSTOMER, makeMessage({ body: 'as sent' }))
      expect(() => Object.assign(entry, { body: 'changed in passing' })).toThrow(TypeError)
    })
    const { entries } = await store.entries(CUSTOMER, { limit: 1 })
    expect(entries[0]).toMatchObject({ body: 'as sent' })
  })

  it('[H4] leaves a record to whoever keeps it, and stores it as it was', async () => {
    await using store = await create()
    const state = { upTo: 1, seen: ['a'] }
    await store.transact((transaction) => transaction.putRecord('private', 'state', state))
    state.upTo = 2
    state.seen.push('b')
    expect(await store.record('private', 'state')).toEqual({ upTo: 1, seen: ['a'] })
  })

  it('[H5] changes an entry in its place: position, seq and at stay, changedSeq moves', async () => {
    await using store = await create()
    const { value } = await append(store, CUSTOMER, { direction: 'outbound', status: 'pending' })
    await append(store)
    const { value: changed } = await store.transact(async (transaction) => {
      const entry = await transaction.entry(CUSTOMER, 1)
      if (entry?.kind !== 'message') throw new Error('The entry is stored')
      return transaction.change({
        ...entry,
        status: 'sent',
        seq: 99,
        at: '1999-01-01T00:00:00.000Z',
      })
    })
    expect(changed).toEqual({ ...value, status: 'sent', changedSeq: 3 })
    const page = await store.entries(CUSTOMER, { limit: 10 })
    expect(page.entries[1]).toEqual(changed)
    expect(page.conversation).toMatchObject({ lastPosition: 2, changedSeq: 2 })
  })

  it('[H5] keeps the summary’s newest entry true when that one changes', async () => {
    await using store = await create()
    const { value } = await append(store, CUSTOMER, { direction: 'outbound', status: 'pending' })
    if (value.kind !== 'message') throw new Error('A message was appended')
    await store.transact((transaction) => transaction.change({ ...value, status: 'sent' }))
    const conversation = await store.conversation(CUSTOMER)
    expect(conversation).toMatchObject({ changedSeq: 2, lastEntry: { status: 'sent' } })
    expect(conversation?.lastActivityAt).toBe(value.at)
  })

  it('[H5] leaves the newest entry and its time alone when an event is added', async () => {
    await using store = await create()
    const { value } = await append(store)
    const { value: event } = await store.transact((transaction) =>
      transaction.append(CUSTOMER, { kind: 'event', event: 'resolved' }),
    )
    expect(event.position).toBe(2)
    const conversation = await store.conversation(CUSTOMER)
    expect(conversation).toMatchObject({
      lastPosition: 2,
      lastMessagePosition: 1,
      lastActivityAt: value.at,
    })
    expect(conversation?.lastEntry).toEqual(value)
  })

  it('[H5] refuses to change an entry that is not there', async () => {
    await using store = await create()
    const { value } = await append(store)
    const change = store.transact((each) => each.change({ ...value, position: 2 }))
    await expect(change).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('[H41] tells of what is shared beside the histories, to its audience where it has one', async () => {
    await using store = await create()
    const value = { number: CUSTOMER, body: 'Dear', version: 1, at: '2026-11-22T10:00:00.000Z' }
    await store.transact(async (transaction) => {
      await transaction.share({ kind: 'draft', id: CUSTOMER, value })
      await transaction.restrictTo('ada')
    })
    await append(store)
    const [first, second] = await store.changes(0, 2)
    expect(first).toMatchObject({ seq: 1, audience: 'ada', shared: [{ id: CUSTOMER, value }] })
    expect(second).not.toHaveProperty('audience')
    expect(second).not.toHaveProperty('shared')
  })

  it('[H6] keeps private records out of the changes, and in key order', async () => {
    await using store = await create()
    const keys = ['2026-01-02!b', '2026-01-01!a', '2026-01-03!c', 'ünï!']
    const { seq } = await store.transact(async (transaction) => {
      for (const key of keys) await transaction.putRecord('outbox', key, { key })
      await transaction.putRecord('attempts', '2026-01-01!a', 'another space')
    })
    expect([seq, store.seq]).toEqual([0, 0])
    expect(await store.changes(0, 10)).toEqual([])
    const stored = await store.records<{ key: string }>('outbox')
    expect(stored.map(({ key }) => key)).toEqual(keys.toSorted())
    expect(stored.every(({ key, value }) => key === value.key)).toBe(true)
    const range = { gt: '2026-01-01!a', lt: '2026-01-03!c', limit: 5 }
    expect(await store.records('outbox', range)).toMatchObject([{ key: '2026-01-02!b' }])
    await store.transact((transaction) => transaction.deleteRecord('outbox', '2026-01-02!b'))
    expect(await store.records('outbox', range)).toEqual([])
    expect(await store.records('outbox', { limit: 1 })).toMatchObject([{ key: '2026-01-01!a' }])
  })

  it('[H7] never turns the time back', async () => {
    await using store = await create()
    const made = await Promise.all(upTo(50).map(() => append(store)))
    const times = made.map(({ value }) => value.at)
    expect(times).toEqual(times.toSorted())
    expect(new Date(times[0] ?? '').toISOString()).toBe(times[0])
  })
}
