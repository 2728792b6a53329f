import { expect, it } from 'vitest'
import { append, CUSTOMER, makeMessage, update, type CreateStore } from './fixtures.ts'

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()

export function describeIndexes(create: CreateStore): void {
  it('[H12] queues open conversations that nobody holds and that wait, longest waiting first', async () => {
    await using store = await create()
    const numbers = ['+14155550101', '+14155550102', '+14155550103', '+14155550104']
    for (const number of numbers) await append(store, number)
    await update(store, numbers[0]!, { waitingSince: at(30) })
    await update(store, numbers[1]!, { waitingSince: at(10) })
    await update(store, numbers[2]!, { waitingSince: at(20) })
    const waiting = async () => (await store.queue(10)).map(({ number }) => number)
    expect(await waiting()).toEqual([numbers[1], numbers[2], numbers[0]])
    expect(await store.queue(1)).toMatchObject([{ number: numbers[1] }])
    await update(store, numbers[1]!, { assignee: 'ann' })
    await update(store, numbers[2]!, { status: 'resolved' })
    expect(await waiting()).toEqual([numbers[0]])
    await update(store, numbers[0]!, { waitingSince: null })
    await update(store, numbers[1]!, { assignee: null })
    expect(await waiting()).toEqual([numbers[1]])
  })

  it('[H13] counts each view in the same batch and forgets views that are empty', async () => {
    await using store = await create()
    await append(store, '+14155550101')
    await append(store, '+14155550102')
    await update(store, '+14155550101', { assignee: 'ann' })
    expect(await store.counts()).toEqual({
      counts: { 'open/*': 2, 'open/-': 1, 'open/ann': 1 },
      asOf: 3,
    })
    await update(store, '+14155550101', { assignee: null, status: 'resolved' })
    expect((await store.counts()).counts).toEqual({
      'open/*': 1,
      'open/-': 1,
      'resolved/*': 1,
      'resolved/-': 1,
    })
  })

  it('[H13] keeps what follows the entries when an older summary is stored', async () => {
    await using store = await create()
    await append(store)
    await store.transact(async (transaction) => {
      const before = await transaction.conversation(CUSTOMER)
      if (!before) throw new Error('The summary is stored')
      await transaction.append(CUSTOMER, makeMessage({ body: 'newer' }))
      await transaction.putConversation({ ...before, unread: 2 })
    })
    const { conversation, entries } = await store.entries(CUSTOMER, { limit: 1 })
    expect(conversation).toMatchObject({ unread: 2, lastPosition: 2, lastMessagePosition: 2 })
    expect(conversation.lastEntry).toEqual(entries[0])
    expect(conversation.lastActivityAt).toBe(entries[0]?.at)
  })

  it('[H13] refuses the summary of a history that does not exist, and an id no Agent can have', async () => {
    await using store = await create()
    await append(store)
    const conversation = (await store.conversation(CUSTOMER))!
    const put = (part: object) =>
      store.transact((transaction) => transaction.putConversation({ ...conversation, ...part }))
    await expect(put({ number: '+14155550111' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const assignee of ['', '*', '-', '#vip'])
      await expect(put({ assignee })).rejects.toThrow(TypeError)
    expect(store.seq).toBe(1)
  })
}
