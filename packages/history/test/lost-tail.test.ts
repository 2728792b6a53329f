import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { append, CUSTOMER, followTo, seqs, upTo } from '../src/contract/fixtures.ts'
import { LevelStore } from '../src/index.ts'
import { HighWater } from '../src/high-water.ts'
import { MAX_UNMARKED, MarkFile, type Mark } from '../src/mark.ts'
import { cutLog, edit, makeHistory, openStore } from './history-folder.ts'
import { makeFolder } from './temp-folder.ts'

/** A history of which the mark says 40 and the disk has fewer. */
async function makeLoss(): Promise<string> {
  const location = join(await makeFolder(), 'history')
  {
    await using store = await openStore(location)
    for (const n of upTo(40)) await append(store, CUSTOMER, { sid: `SM${n}` })
  }
  await cutLog(location, 0.6)
  return location
}

const fail = (reason: unknown) => expect.fail(String(reason))

describe('the high-water mark', () => {
  it('[H29] says how far the history was when it was closed, and follows it while it is open', async () => {
    const location = await makeHistory(7)
    const mark = new MarkFile(location)
    expect(await mark.read()).toMatchObject({ seq: 7, given: 7 + MAX_UNMARKED })
    const store = new LevelStore({ location, markIntervalMs: 5 })
    await store.open()
    expect(store.lostTail).toBeUndefined()
    await append(store)
    await vi.waitFor(async () => expect(await mark.read()).toMatchObject({ seq: 8 }))
    await store.close()
  })

  it('[H29] holds writes back until it covers them', async () => {
    const marks: Mark[] = []
    const keeper = {
      read: async () => undefined,
      write: async (mark: Mark) => void marks.push(mark),
    }
    const position = { seq: 5, batch: 5 }
    const mark = new HighWater({
      keeper,
      intervalMs: 1e6,
      position: () => position,
      onFailed: fail,
    })
    await mark.start()
    position.seq = 90_000
    await mark.covers(5 + MAX_UNMARKED)
    expect(marks).toEqual([{ seq: 5, batch: 5, given: 5 + MAX_UNMARKED }])
    await mark.covers(5 + MAX_UNMARKED + 1)
    expect(marks.at(-1)).toMatchObject({ seq: 90_000, given: 90_000 + MAX_UNMARKED })
    await mark.stop()
  })

  it('[H29] that cannot be written ends writing', async () => {
    const location = await makeHistory(1)
    const store = new LevelStore({ location, markIntervalMs: 5 })
    await store.open()
    await mkdir(join(location, 'MARK.tmp'))
    await append(store)
    expect(await store.failed).toMatchObject({ code: 'EISDIR' })
    await expect(append(store)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await store.close()
  })
})

describe('a lost tail', () => {
  it('[H30] is told when the store opens, once, with what is stored and what was confirmed', async () => {
    const location = await makeLoss()
    {
      await using store = await openStore(location)
      const { lastSeq = 0 } = store.lostTail ?? {}
      expect(store.lostTail).toEqual({ why: 'lost', lastSeq, mark: 40 })
      expect(lastSeq).toBeLessThan(40)
      expect(await store.entryBySid(`SM${lastSeq}`)).toMatchObject({ seq: lastSeq })
      expect(await store.entryBySid(`SM${lastSeq + 1}`)).toBeUndefined()
    }
    await using again = await openStore(location)
    expect(again.lostTail).toBeUndefined()
  })

  it('[H30] gives no number again: new changes begin above all that readers may have seen', async () => {
    const location = await makeLoss()
    const above = 40 + MAX_UNMARKED
    await using store = await openStore(location)
    expect(store.seq).toBe(above)
    const { seq, value } = await append(store)
    expect(seq).toBe(above + 1)
    const page = await store.entries(CUSTOMER, { limit: 50 })
    expect(page).toMatchObject({ asOf: above + 1, entries: { length: value.position } })
    expect(seqs(await followTo(store, above, above + 1))).toEqual([above + 1])
    const tooOld = { code: 'TOO_OLD' }
    for (const cursor of [0, 10, 40, 60, above - 1, above + 2]) {
      await expect(store.changes(cursor, 5)).rejects.toMatchObject(tooOld)
    }
  })

  it('[H30] is seen when only private records were in it', async () => {
    const location = await makeHistory(3)
    {
      await using store = await openStore(location)
      await store.transact((transaction) => transaction.putRecord('quarantine', 'a', 'b'))
    }
    await cutLog(location, 0.9)
    await using store = await openStore(location)
    expect(store.lostTail).toMatchObject({ why: 'lost', lastSeq: 3, mark: 3 })
    expect(store.seq).toBe(3 + MAX_UNMARKED)
  })

  it('[H30] may happen again, and the log is whole each time', async () => {
    const location = await makeLoss()
    {
      await using store = await openStore(location)
      for (const _ of upTo(30)) await append(store)
    }
    await cutLog(location, 0.7)
    const first = await openStore(location)
    expect(first.lostTail).toMatchObject({ why: 'lost', mark: 40 + MAX_UNMARKED + 30 })
    await append(first)
    await first.close()
    await using store = await openStore(location)
    expect(store.lostTail).toBeUndefined()
    expect(store.seq).toBe(40 + MAX_UNMARKED + 30 + MAX_UNMARKED + 1)
  })

  it('[H30] cannot be ruled out when the mark is gone or damaged, which is told', async () => {
    for (const damage of [rm, (path: string) => writeFile(path, '{"crc":"00000000","value":{}}')]) {
      const location = await makeHistory(5)
      await damage(join(location, 'MARK'))
      await using store = await openStore(location)
      expect(store.lostTail).toEqual({ why: 'unmarked', lastSeq: 5, mark: null })
      expect(store.seq).toBeGreaterThanOrEqual(5 + MAX_UNMARKED)
      expect(await readFile(join(location, 'MARK'), 'utf8')).toContain(`"seq":${store.seq}`)
    }
  })
})

describe('the numbers of batches', () => {
  it('[H26] refuse a history from whose middle a batch of private records is gone', async () => {
    const location = await makeHistory(3)
    {
      await using store = await openStore(location)
      for (const key of ['a', 'b', 'c']) {
        await store.transact((transaction) => transaction.putRecord('quarantine', key, key))
      }
    }
    await edit(location, (level) => level.del('z!0000000000000003'))
    await expect(openStore(location)).rejects.toThrow('z!0000000000000003')
  })
})
