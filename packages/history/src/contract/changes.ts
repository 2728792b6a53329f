import { expect, it } from 'vitest'
import {
  append,
  appendMany,
  CUSTOMER,
  followTo,
  seqs,
  upTo,
  update,
  type CreateStore,
} from './fixtures.ts'

const LATER = '2999-01-01T00:00:00.000Z'

export function describeChanges(create: CreateStore): void {
  it('[H8] tells in a changeset what changed, where it stood before, and the counters it moved', async () => {
    await using store = await create()
    await append(store)
    await update(store, CUSTOMER, { assignee: 'ann', assignmentVersion: 1 })
    await store.transact((transaction) =>
      transaction.putAgent({ id: 'ann', name: 'Ann', role: 'admin', disabled: false }),
    )
    const [appended, assigned, person] = await store.changes(0, 10)
    expect(appended).toMatchObject({
      seq: 1,
      entries: [{ seq: 1, changedSeq: 1, position: 1 }],
      conversations: [{ before: null, conversation: { number: CUSTOMER, changedSeq: 1 } }],
      counts: { 'open/*': 1, 'open/-': 1 },
      agents: [],
    })
    expect(assigned).toMatchObject({
      entries: [],
      conversations: [
        { before: { status: 'open', assignee: null }, conversation: { assignee: 'ann' } },
      ],
    })
    expect(assigned?.counts).toEqual({ 'open/-': 0, 'open/ann': 1 })
    expect(person).toMatchObject({ seq: 3, conversations: [], agents: [{ name: 'Ann' }] })
    expect(await store.agents()).toEqual({ agents: person?.agents, asOf: 3 })
    expect(await store.agent('ann')).toEqual(person?.agents[0])
    expect(await store.agent('an')).toBeUndefined()
  })

  it('[H8] gives changes in order from any cursor', async () => {
    await using store = await create()
    await appendMany(store, 20)
    expect(seqs(await store.changes(0, 100))).toEqual(upTo(20))
    expect(seqs(await store.changes(7, 5))).toEqual(upTo(12, 8))
    expect(await store.changes(20, 5)).toEqual([])
  })

  it('[H9] answers TOO_OLD where changes were trimmed, keeps the newest and counts on', async () => {
    await using store = await create()
    await appendMany(store, 1200)
    expect(await store.trimChanges('1999-01-01T00:00:00.000Z')).toBe(0)
    expect(await store.trimChanges(LATER)).toBe(1199)
    expect(await store.trimChanges(LATER)).toBe(0)
    const tooOld = { code: 'TOO_OLD' }
    await expect(store.changes(0, 10)).rejects.toMatchObject(tooOld)
    await expect(store.changes(1198, 10)).rejects.toMatchObject(tooOld)
    await expect(followTo(store, 5, 1200)).rejects.toMatchObject(tooOld)
    expect(seqs(await store.changes(1199, 10))).toEqual([1200])
    expect(await store.entries(CUSTOMER, { limit: 1 })).toMatchObject({ asOf: 1200 })
    expect(await append(store)).toMatchObject({ seq: 1201 })
  })

  it('[H9] answers TOO_OLD to a cursor this history never gave out', async () => {
    await using store = await create()
    await appendMany(store, 3)
    const tooOld = { code: 'TOO_OLD' }
    await expect(store.changes(4, 10)).rejects.toMatchObject(tooOld)
    await expect(followTo(store, 4, 5)).rejects.toMatchObject(tooOld)
  })
}
