import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Conversation } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { append, CUSTOMER, update } from '../src/contract/fixtures.ts'
import { differences, fill } from '../src/contract/whole-history.ts'
import { seal } from '../src/checksum.ts'
import { batchKey, changeKey, conversationKey } from '../src/keys.ts'
import type { HistoryStore } from '../src/index.ts'
import { formats, type Formats, type Migration } from '../src/formats.ts'
import { KeyValueStore } from '../src/key-value-store.ts'
import { LevelKeyValue } from '../src/level-key-value.ts'
import { MarkFile } from '../src/mark.ts'
import { edit, makeHistory, openStore } from './history-folder.ts'

/** A folder as the first format had it: no mark, no numbers of batches, no index by priority. */
async function makeFormat1(): Promise<string> {
  const location = await makeHistory(20)
  {
    await using store = await openStore(location)
    await store.transact((transaction) => transaction.putRecord('quarantine', 'a', 'b'))
  }
  await edit(location, async (level) => {
    await level.clear({ gt: 'z!', lt: 'z"' })
    await level.clear({ gt: 'h!', lt: 'h"' })
    await level.clear({ gt: 'y!', lt: 'y"' })
  })
  await rm(join(location, 'MARK'))
  await writeFile(join(location, 'FORMAT'), 'switchboard history 1\n')
  return location
}

async function everything(store: HistoryStore) {
  const changesets = await store.changes(0, 100)
  const { conversations } = await store.conversations({ limit: 100 })
  return { changesets, conversations }
}

async function fillAndRead(location: string) {
  await using store = await openStore(location)
  await fill(store)
  return await everything(store)
}

const formatOf = (location: string) => readFile(join(location, 'FORMAT'), 'utf8')

async function openWith(location: string, knows: Formats): Promise<KeyValueStore> {
  class Store extends KeyValueStore {}
  const keyValue = new LevelKeyValue({ location, keepOpenRetryMs: 0, formats: knows })
  const store = new Store(keyValue, {}, new MarkFile(location))
  await store.open()
  return store
}

describe('an older format', () => {
  it('[H37] is brought to the newest one when it is opened, with all that is in it', async () => {
    const location = await makeFormat1()
    await using store = await openStore(location)
    expect(await formatOf(location)).toBe(`switchboard history ${formats.newest}\n`)
    expect(store.lostTail).toBeUndefined()
    expect(store.seq).toBe(20)
    await append(store)
    expect(await differences(store)).toEqual([])
  })

  it('[H37] goes through every format between, each step run again when it was cut short', async () => {
    const location = await makeFormat1()
    const ran: string[] = []
    const note =
      (name: string, fails: boolean): Migration =>
      async ({ keyValue }) => {
        ran.push(name)
        await keyValue.write([[`x!${name}`, '{"crc":"00000000","value":1}']])
        if (fails) throw new Error('cut short')
      }
    const knows = (fails: boolean): Formats => ({
      newest: 8,
      migrations: { ...formats.migrations, 6: note('six', false), 7: note('seven', fails) },
    })
    await expect(openWith(location, knows(true))).rejects.toThrow('cut short')
    expect(await formatOf(location)).toBe('switchboard history 7\n')
    await using store = await openWith(location, knows(false))
    expect(ran).toEqual(['six', 'seven', 'seven'])
    expect(await formatOf(location)).toBe('switchboard history 8\n')
    expect(store.seq).toBe(20)
    expect(await readdir(location)).not.toContain('FORMAT.tmp')
  })

  it('[H26] [H37] that kept fewer batch numbers misses none of those, and each that came since', async () => {
    const location = await makeHistory(3)
    const last = 40_000
    await edit(location, async (level) => {
      for (let batch = 4; batch <= last; batch += 1)
        if (batch > last - 32_768) await level.put(batchKey(batch), seal(batchKey(batch), null))
      await level.clear({ gte: batchKey(1), lte: batchKey(last - 32_768) })
    })
    await writeFile(join(location, 'FORMAT'), 'switchboard history 3\n')
    {
      await using store = await openStore(location)
      await append(store)
    }
    await (await openStore(location)).close()
    const first = batchKey(last - 32_768 + 1)
    await edit(location, (level) => level.del(first))
    await expect(openStore(location)).rejects.toThrow(first)
  })

  it('[H37] that kept entries in summaries and changesets too gives all back as it did, and what came since', async () => {
    const location = await makeHistory(0)
    const { changesets, conversations } = await fillAndRead(location)
    await edit(location, async (level) => {
      const put = (key: string, value: unknown) => level.put(key, seal(key, value))
      for (const changeset of changesets) await put(changeKey(changeset.seq), changeset)
      for (const each of conversations) await put(conversationKey(each.number), each)
    })
    await writeFile(join(location, 'FORMAT'), 'switchboard history 4\n')
    await using store = await openStore(location)
    expect(await differences(store)).toEqual([])
    expect(await everything(store)).toEqual({ changesets, conversations })
    await update(store, CUSTOMER, { unread: 7 })
    const { value } = await append(store)
    const told = await store.changes(changesets.length, 2)
    const shown = told.map((changeset) => changeset.conversations[0]?.conversation.lastEntry)
    expect(shown).toEqual([expect.objectContaining({ position: value.position - 1 }), value])
    expect((await store.conversation(CUSTOMER))?.lastEntry).toEqual(value)
    expect(await differences(store)).toEqual([])
  })

  it('[H37] that kept every field of a summary gives all back as it did', async () => {
    const location = await makeHistory(0)
    const { changesets, conversations } = await fillAndRead(location)
    await edit(location, async (level) => {
      const put = (key: string, value: unknown) => level.put(key, seal(key, value))
      const { number, lastEntry, ...fields } = conversations[0] as Conversation
      const summary = { number, lastEntry: lastEntry?.position, ...fields }
      await put(conversationKey(number), summary)
    })
    await writeFile(join(location, 'FORMAT'), 'switchboard history 5\n')
    await using store = await openStore(location)
    expect(await differences(store)).toEqual([])
    expect(await everything(store)).toEqual({ changesets, conversations })
  })

  it('[H27] [H37] is opened by no program that knows only older ones', async () => {
    const location = await makeFormat1()
    await using store = await openStore(location)
    await store.close()
    const names = await readdir(location)
    const older = openWith(location, { newest: 1, migrations: {} })
    await expect(older).rejects.toThrow(/has format 6 but this program knows formats up to 1/)
    expect(await readdir(location)).toEqual(names)
  })
})
