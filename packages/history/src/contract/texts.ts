import { expect, it } from 'vitest'
import { append, CUSTOMER, followTo, update, type CreateStore } from './fixtures.ts'

const texts = {
  'a NUL byte': 'before\u0000after',
  'lone surrogates': '\ud83d and \ude00',
  '1,600 emoji': '😀'.repeat(1600),
  'separators of lines and keys': 'a!b\u2028c~d"e\\f\n',
  nothing: '',
}

const names = [
  'constructor',
  '__proto__',
  'ACME Inc',
  'Ärzte!',
  '~0021',
  '!',
  '*',
  '-',
  '\u0000\ud83d',
  '72345',
  'Anonymous',
]

export function describeTexts(create: CreateStore): void {
  for (const [what, body] of Object.entries(texts)) {
    it(`[H18] gives back ${what} as it came, in pages and in changes`, async () => {
      await using store = await create()
      await append(store, CUSTOMER, { body, extra: JSON.parse('{"__proto__":"x"}') })
      const [entry] = (await store.entries(CUSTOMER, { limit: 1 })).entries
      expect(entry).toMatchObject({ body })
      expect(JSON.stringify(entry)).toContain('"extra":{"__proto__":"x"}')
      const [changeset] = await followTo(store, 0, 1)
      expect(changeset?.entries).toEqual([entry])
    })
  }

  it('[H18] keeps the histories of numbers that are no phone numbers, each apart', async () => {
    await using store = await create()
    for (const name of names) await append(store, name, { sid: name, body: name })
    for (const name of names) {
      const page = await store.entries(name, { limit: 5 })
      expect(page.entries).toMatchObject([{ body: name, conversation: name, position: 1 }])
      expect(await store.entryBySid(name)).toEqual(page.entries[0])
    }
    const { conversations } = await store.conversations({ limit: 50 })
    expect(conversations.map(({ number }) => number).toSorted()).toEqual(names.toSorted())
    await expect(append(store, '')).rejects.toThrow(TypeError)
  })

  it('[H18] keeps Agents, records and views with such names apart', async () => {
    await using store = await create()
    const ids = names.filter((name) => name !== '*' && name !== '-')
    await append(store)
    for (const id of ids) {
      await store.transact(async (transaction) => {
        await transaction.putAgent({ id, name: id, role: 'agent', disabled: false })
        await transaction.putRecord('private', id, id)
      })
      await update(store, CUSTOMER, { assignee: id })
      expect((await store.counts()).counts[`open/${id}`]).toBe(1)
      const query = { status: 'open', assignee: id, limit: 5 } as const
      expect((await store.conversations(query)).conversations).toHaveLength(1)
      expect(await store.record('private', id)).toBe(id)
      expect(await store.agent(id)).toMatchObject({ id, name: id })
    }
    expect((await store.agents()).agents.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(await store.record('private', 'toString')).toBeUndefined()
  })
}
