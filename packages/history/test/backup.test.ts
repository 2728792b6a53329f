import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { append, appendMany, CUSTOMER, upTo } from '../src/contract/fixtures.ts'
import { differences, exported, fill } from '../src/contract/whole-history.ts'
import { importLines, MemoryStore, restore, type HistoryStore } from '../src/index.ts'
import { MAX_UNMARKED } from '../src/mark.ts'
import { edit, flipByte, openStore } from './history-folder.ts'
import { makeFolder } from './temp-folder.ts'

/** All lines but the first and the last, which tell when it was. */
const content = async (store: HistoryStore) => (await exported(store)).slice(1, -1)

async function makeFull(): Promise<{ root: string; store: HistoryStore }> {
  const root = await makeFolder()
  const store = await openStore(join(root, 'history'))
  await fill(store)
  return { root, store }
}

async function makeBackup(): Promise<{ root: string; folder: string }> {
  const { root, store } = await makeFull()
  await store.backup(join(root, 'backup'))
  await store.close()
  return { root, folder: join(root, 'backup') }
}

describe('a backup', () => {
  it('[H34] is of one moment while the store is written to, and restores to the same', async () => {
    const { root, store } = await makeFull()
    const before = await content(store)
    const { seq } = store
    const backing = store.backup(join(root, 'backup'))
    const writing = appendMany(store, 2000)
    const made = await backing
    expect(made).toMatchObject({ seq })
    await writing
    await store.close()
    const location = join(root, 'restored')
    expect(await restore(join(root, 'backup'), location)).toEqual(made)
    await using restored = await openStore(location)
    expect(await content(restored)).toEqual(before)
    expect(await differences(restored)).toEqual([])
  })

  it('[H34] of a store in memory restores to one on disk', async () => {
    const root = await makeFolder()
    await using store = new MemoryStore()
    await store.open()
    await fill(store)
    await store.backup(join(root, 'backup'))
    await restore(join(root, 'backup'), join(root, 'history'))
    await using restored = await openStore(join(root, 'history'))
    expect(await content(restored)).toEqual(await content(store))
  })

  it('[H30] [H34] restored gives no number again that readers may have seen since', async () => {
    const { root, folder } = await makeBackup()
    const location = join(root, 'restored')
    const { seq } = await restore(folder, location)
    {
      await using store = await openStore(location)
      expect(store.lostTail).toEqual({ why: 'restored', lastSeq: seq, mark: seq })
      expect(store.seq).toBeGreaterThanOrEqual(seq + MAX_UNMARKED)
      await expect(store.changes(seq, 1)).rejects.toMatchObject({ code: 'TOO_OLD' })
      await append(store)
    }
    await using again = await openStore(location)
    expect(again.lostTail).toBeUndefined()
    expect(await differences(again)).toEqual([])
  })

  it('[H35] is refused when any of its files is damaged, missing or was cut short', async () => {
    const { root, folder } = await makeBackup()
    const files = (await readdir(join(folder, 'history'))).filter((name) => !name.startsWith('LO'))
    expect(files.length).toBeGreaterThan(4)
    const paths = [
      ...files.map((name) => join(folder, 'history', name)),
      join(folder, 'BACKUP.json'),
    ]
    const target = join(root, 'restored')
    for (const path of paths) {
      const whole = await readFile(path)
      await flipByte(path, Math.floor(whole.length / 2))
      await expect(restore(folder, target)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      await writeFile(path, whole.subarray(0, -1))
      if (path.endsWith('.json')) await writeFile(path, whole.subarray(0, -3))
      await expect(restore(folder, target)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      await rm(path)
      await expect(restore(folder, target)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      await writeFile(path, whole)
    }
    expect((await readdir(root)).toSorted()).toEqual(['backup', 'history'])
    await restore(folder, target)
  })

  it('[H35] goes into a new or empty folder only, and so does what is restored', async () => {
    const { root, folder } = await makeBackup()
    await using store = await openStore(join(root, 'history'))
    await expect(store.backup(folder)).rejects.toThrow(/is not empty/)
    await expect(restore(folder, join(root, 'history'))).rejects.toThrow(/is not empty/)
    await expect(importLines(await exported(store), folder)).rejects.toThrow(/is not empty/)
    const empty = await makeFolder()
    expect(await restore(folder, empty)).toMatchObject({ seq: store.seq })
  })

  it('[H24] [H35] leaves nothing behind when it is ended or finds damage', async () => {
    const root = await makeFolder()
    await using store = await openStore(join(root, 'history'))
    await appendMany(store, 3000)
    const abort = new AbortController()
    const onProgress = () => abort.abort(new Error('enough'))
    const aborted = store.backup(join(root, 'backup'), { signal: abort.signal, onProgress })
    await expect(aborted).rejects.toThrow('enough')
    await store.close()
    const key = `e!${CUSTOMER}!000000000400`
    await edit(join(root, 'history'), (level) => level.put(key, 'nothing of ours'))
    await using damaged = await openStore(join(root, 'history'))
    await expect(damaged.backup(join(root, 'backup'))).rejects.toThrow(key)
    expect(await readdir(root)).toEqual(['history'])
  })
})

describe('an export', () => {
  it('[H36] imports to the same history, its indexes and counters made anew', async () => {
    const { root, store } = await makeFull()
    const lines = await exported(store)
    const location = join(root, 'imported')
    const { seq } = await importLines(lines, location)
    await using imported = await openStore(location)
    expect(imported.lostTail).toEqual({ why: 'restored', lastSeq: seq, mark: seq })
    expect(await content(imported)).toEqual(lines.slice(1, -1))
    expect(await differences(imported)).toEqual([])
    const { counts } = await store.counts()
    expect(await imported.counts()).toMatchObject({ counts })
    expect(await imported.queue(5)).toEqual(await store.queue(5))
    expect(await imported.entryBySid('SM3')).toEqual(await store.entryBySid('SM3'))
    expect((await append(imported)).seq).toBeGreaterThan(store.seq + MAX_UNMARKED)
    await store.close()
  })

  it('[H36] of an empty history imports to an empty one', async () => {
    const root = await makeFolder()
    await using store = new MemoryStore()
    await store.open()
    await importLines(await exported(store), join(root, 'imported'))
    await using imported = await openStore(join(root, 'imported'))
    expect(await content(imported)).toEqual([])
    expect(await append(imported)).toMatchObject({ value: { position: 1 } })
  })

  it('[H36] is refused when lines are missing, changed, doubled or do not fit together', async () => {
    const { root, store } = await makeFull()
    const lines = await exported(store)
    await store.close()
    const last = lines.length - 1
    const refusals = upTo(last, 0).flatMap((at) => [
      lines.toSpliced(at, 1),
      lines.toSpliced(at, 1, lines[at]?.replace(/"(\w)/, '"x$1') ?? ''),
      lines.slice(0, at),
      lines.toSpliced(at, 0, lines[at] ?? ''),
    ])
    for (const broken of refusals) {
      const importing = importLines(broken, join(root, 'imported'))
      await expect(importing).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
    expect(await readdir(root)).toEqual(['history'])
  }, 60_000)
})
