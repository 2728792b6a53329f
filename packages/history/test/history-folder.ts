import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Level } from 'level'
import { appendMany } from '../src/contract/fixtures.ts'
import { LevelStore } from '../src/index.ts'
import { makeFolder } from './temp-folder.ts'

export async function openStore(location: string, keepOpenRetryMs = 5000): Promise<LevelStore> {
  const store = new LevelStore({ location, keepOpenRetryMs })
  await store.open()
  return store
}

/** A folder whose history has `count` entries, closed again. */
export async function makeHistory(count: number): Promise<string> {
  const location = join(await makeFolder(), 'history')
  await using store = await openStore(location)
  await appendMany(store, count)
  return location
}

/** Changes what is stored behind the store's back. */
export async function edit(
  location: string,
  change: (level: Level) => Promise<void>,
): Promise<void> {
  const level = new Level(location)
  await change(level)
  await level.close()
}

/** LevelDB's write-ahead log. */
export async function logOf(location: string): Promise<string> {
  const logs = (await readdir(location)).filter((name) => name.endsWith('.log'))
  return join(location, logs.toSorted().at(-1) ?? '')
}

export async function cutLog(location: string, keptPart: number): Promise<void> {
  const log = await logOf(location)
  await truncate(log, Math.floor((await stat(log)).size * keptPart))
}

export async function flipByte(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(path, bytes)
}
