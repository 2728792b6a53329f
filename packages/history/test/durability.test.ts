import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { formats } from '../src/formats.ts'
import { append, CUSTOMER, followTo, seqs, until, update, upTo } from '../src/contract/fixtures.ts'
import { differences } from '../src/contract/whole-history.ts'
import { LevelStore } from '../src/index.ts'
import { bundle } from './bundle.ts'
import { edit, flipByte, logOf, makeHistory, openStore } from './history-folder.ts'
import { makeFolder } from './temp-folder.ts'

const reopen = async (location: string) => {
  await using store = await openStore(location, 0)
  return store.seq
}

/** Starts test/writer.ts as a process of its own and collects what it confirmed. */
async function startWriter(location: string): Promise<{ child: ChildProcess; acked: string[] }> {
  const { file, remove } = await bundle(new URL('writer.ts', import.meta.url))
  onTestFinished(remove)
  const child = fork(file, [location], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const acked: string[] = []
  if (child.stdout) createInterface(child.stdout).on('line', (line) => acked.push(line))
  return { child, acked }
}

describe('a folder that was written to', () => {
  it('[H25] gives back all of it after it is closed and opened', async () => {
    const location = await makeHistory(50)
    await using store = await openStore(location)
    expect(store.seq).toBe(50)
    expect((await store.entries(CUSTOMER, { limit: 100 })).entries).toHaveLength(50)
    expect(await append(store)).toMatchObject({ seq: 51, value: { position: 51 } })
    expect(seqs(await followTo(store, 0, 51))).toEqual(upTo(51))
  })

  it('[H25] gives back summaries with their newest entries, which a later change keeps', async () => {
    const location = await makeHistory(3)
    await using store = await openStore(location)
    await update(store, CUSTOMER, { unread: 2 })
    const { unread, lastEntry } = (await store.conversation(CUSTOMER)) ?? {}
    expect([unread, lastEntry]).toEqual([
      2,
      (await store.entries(CUSTOMER, { limit: 1 })).entries[0],
    ])
    expect(await differences(store)).toEqual([])
  })

  it('[H25] counts on from the newest change when all others were trimmed', async () => {
    const location = await makeHistory(5)
    {
      await using store = await openStore(location)
      expect(await store.trimChanges('2999-01-01T00:00:00.000Z')).toBe(4)
    }
    expect(await reopen(location)).toBe(5)
  })

  it('[H25] holds everything it confirmed when it is killed in the middle of its writes', async () => {
    const location = join(await makeFolder(), 'history')
    let confirmed = 0
    for (const _ of upTo(3)) {
      const { child, acked } = await startWriter(location)
      await until(() => acked.length > 300)
      child.kill('SIGKILL')
      await once(child, 'close')
      await using store = await openStore(location)
      for (const line of acked) {
        const [seq, sid = ''] = line.split(' ')
        expect(await store.entryBySid(sid)).toMatchObject({ seq: Number(seq) })
      }
      confirmed += acked.length
      expect(store.seq).toBeGreaterThanOrEqual(confirmed)
      expect(seqs(await followTo(store, 0, store.seq))).toEqual(upTo(store.seq))
    }
  }, 60_000)
})

describe('a damaged folder', () => {
  it('[H26] is refused when a change at the end of the log is missing', async () => {
    const location = await makeHistory(20)
    await edit(location, (level) => level.del('s!0000000000000015'))
    await expect(reopen(location)).rejects.toThrow('s!0000000000000015')
  })

  it('[H26] is refused when an entry that a recent change tells of is missing', async () => {
    const location = await makeHistory(20)
    const key = `e!${CUSTOMER}!000000000015`
    await edit(location, (level) => level.del(key))
    await expect(reopen(location)).rejects.toThrow(key)
  })

  it('[H26] is refused when a byte of a recent change was flipped on disk', async () => {
    const location = await makeHistory(20)
    const key = 's!0000000000000015'
    await edit(location, async (level) => {
      const text = (await level.get(key)) ?? ''
      await level.put(key, text.replace('parcel', 'parcem').replace('"15"', '"16"'))
    })
    await expect(reopen(location)).rejects.toThrow(key)
  })

  it('[H26] is refused when LevelDB drops a part of its log in which a byte was flipped', async () => {
    const location = join(await makeFolder(), 'history')
    {
      await using store = await openStore(location)
      for (const n of upTo(100)) await append(store, CUSTOMER, { body: `${n} `.padEnd(1500, 'x') })
    }
    const log = await logOf(location)
    await flipByte(log, Math.floor((await stat(log)).size / 3))
    await expect(reopen(location)).rejects.toThrow(/The stored record .* is damaged/)
  })
})

describe('a folder that is not as it should be', () => {
  it('[H27] is refused when it holds something foreign', async () => {
    const location = await makeFolder()
    await writeFile(join(location, 'letter.txt'), 'Dear all')
    await expect(reopen(location)).rejects.toThrow(/holds files that are not a history of ours/)
    expect(await readdir(location)).toEqual(['letter.txt'])
  })

  it('[H27] is refused when it once held a history and CURRENT is gone, and stays as it is', async () => {
    const location = await makeHistory(3)
    await rm(join(location, 'CURRENT'))
    const names = await readdir(location)
    await expect(reopen(location)).rejects.toThrow(/CURRENT is missing/)
    expect(await readdir(location)).toEqual(names)
  })

  it('[H27] is refused when a newer program wrote it, or its marker is damaged', async () => {
    const location = await makeHistory(3)
    await writeFile(join(location, 'FORMAT'), `switchboard history ${formats.newest + 1}\n`)
    await expect(reopen(location)).rejects.toThrow(/has format \d+ but this program knows/)
    await writeFile(join(location, 'FORMAT'), '')
    await expect(reopen(location)).rejects.toThrow(/FORMAT .* is damaged/)
  })

  it('[H27] is made whole when its first start was cut short', async () => {
    const location = await makeFolder()
    await writeFile(join(location, 'FORMAT.new'), '')
    expect(await reopen(location)).toBe(0)
    expect(await readFile(join(location, 'FORMAT'), 'utf8')).toBe(
      `switchboard history ${formats.newest}\n`,
    )
    expect(await readdir(location)).not.toContain('FORMAT.new')
  })

  // What a power cut left of a first start (SEED=356394413 CUTS_COUNT=6): CURRENT is synced, its manifest is not.
  it('[H27] [H38] begins anew when its first start left a manifest that cannot be read', async () => {
    const location = await makeFolder()
    await writeFile(join(location, 'FORMAT.new'), '')
    await writeFile(join(location, 'CURRENT'), 'MANIFEST-000001\n')
    await writeFile(join(location, 'MANIFEST-000001'), '')
    expect(await reopen(location)).toBe(0)
    expect(await readdir(location)).toContain('FORMAT')
  })
})

describe('a folder in use', () => {
  it('[H28] is refused to a second store, with a sentence that says so', async () => {
    const location = await makeHistory(3)
    await using store = await openStore(location)
    await expect(reopen(location)).rejects.toThrow(/in use by another process/)
    expect(await append(store)).toMatchObject({ seq: 4 })
  })

  it('[H28] is waited for while its last owner lets go', async () => {
    const location = await makeHistory(3)
    const owner = await openStore(location)
    const waits: string[] = []
    const logger = { info: (_: object, message: string) => void waits.push(message) }
    await using store = new LevelStore({ location, logger })
    const opening = store.open()
    await until(() => waits.length > 0)
    await owner.close()
    await opening
    expect(store.seq).toBe(3)
  })
})
