import type { Changeset } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { jsonIn } from '../src/checksum.ts'
import { append, CUSTOMER, makeMessage, update } from '../src/contract/fixtures.ts'
import { differences } from '../src/contract/whole-history.ts'
import { jsonOfChangeset, MemoryStore } from '../src/index.ts'
import { KeyValueStore } from '../src/key-value-store.ts'
import { changeKeys, conversationKeys } from '../src/keys.ts'
import { MemoryKeyValue } from '../src/memory-key-value.ts'

/** The changesets after this one, as whoever follows is told of them. */
async function live(store: KeyValueStore, cursor: number, count: number): Promise<Changeset[]> {
  const told: Changeset[] = []
  for await (const changeset of store.follow(cursor, { maxBuffered: 10 }))
    if (told.push(changeset) === count) return told
  throw new Error('The store closed.')
}

describe('the JSON of a changeset', () => {
  it('[H8] that is made of the JSON of its parts is that of the whole, stored and announced', async () => {
    await using store = new MemoryStore()
    await store.open()
    await append(store, CUSTOMER, { body: 'a first text' })
    const told = live(store, 1, 4)
    await append(store, CUSTOMER, { body: 'a "quoted" text \u2028 \ud800, and "lastEntry":2' })
    await update(store, CUSTOMER, { assignee: 'ann', waitingSince: null })
    await append(store, '7', { body: '"lastEntry":1', extra: { lastEntry: '1' } })
    await store.transact(async (transaction) => {
      await transaction.append(CUSTOMER, makeMessage({ body: '' }))
      await transaction.share({ kind: 'label', id: 'a', value: null })
      await transaction.restrictTo('ann')
    })
    const stored = await store.changes(1, 10)
    const announced = await told
    expect(announced).toEqual(stored)
    expect(announced.map(jsonOfChangeset)).toEqual(stored.map((one) => JSON.stringify(one)))
    expect(announced.map((one) => one.conversations[0]?.conversation.lastEntry?.position)).toEqual([
      2, 2, 1, 3,
    ])
  })

  it('[H8] holds a text once as it is stored, and whole as it is told', async () => {
    const keyValue = new MemoryKeyValue()
    class Store extends KeyValueStore {}
    await using store = new Store(keyValue)
    await store.open()
    await append(store, CUSTOMER, { body: '"lastEntry":{once}' })
    await append(store, CUSTOMER, { body: 'once' })
    const stored = (await keyValue.rows(changeKeys)).map(([, text]) => jsonIn(text))
    expect(stored.map((json) => json.split('once').length - 1)).toEqual([1, 1])
    const [, second] = await store.changes(0, 2)
    expect(second?.conversations[0]?.conversation.lastEntry).toEqual(second?.entries[0])
    expect(second?.conversations[0]?.before).toEqual({
      status: 'open',
      assignee: null,
      lastActivityAt: expect.any(String),
      waitingSince: null,
      labels: [],
      moods: [],
      isMoodRead: true,
      priority: null,
    })
  })

  it('[H8] holds nothing of a summary that most of them hold, and all else, as it is stored and told', async () => {
    const keyValue = new MemoryKeyValue()
    class Store extends KeyValueStore {}
    await using store = new Store(keyValue)
    await store.open()
    const told = live(store, 0, 3)
    const usual = {
      assignee: null,
      assignmentVersion: 0,
      readPosition: 0,
      optedOut: false,
      stoppedLines: [],
      lastAgent: null,
    }
    const other = {
      assignee: 'ann',
      assignmentVersion: 1,
      readPosition: 1,
      optedOut: true,
      stoppedLines: ['+15005550006'],
      lastAgent: '',
    }
    await append(store, CUSTOMER)
    await update(store, CUSTOMER, other)
    await update(store, CUSTOMER, usual)
    const rows = [...(await keyValue.rows(changeKeys)), ...(await keyValue.rows(conversationKeys))]
    const holds = rows.map(([, text]) =>
      Object.keys(usual).filter((name) => jsonIn(text).includes(`"${name}":`)),
    )
    expect(holds).toEqual([[], Object.keys(usual), ['assignee'], []])
    const announced = (await told).map((changeset) => changeset.conversations[0]?.conversation)
    expect(announced).toMatchObject([usual, other, usual])
    const stored = await store.changes(0, 3)
    expect(stored.map((changeset) => changeset.conversations[0]?.conversation)).toEqual(announced)
    expect(await store.conversation(CUSTOMER)).toEqual(announced[2])
    expect(await differences(store)).toEqual([])
  })
})
