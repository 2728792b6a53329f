import assert from 'node:assert/strict'
import { writeSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeMessage, randomFrom, upTo } from '../../src/contract/fixtures.ts'
import { differences, exported, fill } from '../../src/contract/whole-history.ts'
import { LevelStore, restore, type HistoryStore } from '../../src/index.ts'
import { mutate } from './mutations.ts'

// Run as a process of its own, since LevelDB may end its process over damaged tables. `make` makes a
// history and its backup; `try` damages copies of it and prints for each seed what became of that.
const [task = '', root = '', from = '0', to = '0'] = process.argv.slice(2)
const base = join(root, 'base')
const backup = join(root, 'backup')

async function open(location: string): Promise<LevelStore> {
  const store = new LevelStore({ location, keepOpenRetryMs: 0 })
  await store.open()
  return store
}

/**
 * Each session's log becomes a table when the next one begins; the last one's stays a log. Most changes
 * are trimmed, so that opening alone does not read everything.
 */
async function make(): Promise<void> {
  for (const session of upTo(5)) {
    await using store = await open(base)
    if (session === 1) await fill(store)
    for (const n of upTo(40)) {
      const id = `${session}-${n}`
      const message = makeMessage({ sid: id, body: `${id} `.repeat(n * 5), clientMessageId: id })
      await store.transact(async (transaction) => {
        await transaction.append(`+1415555010${n % 7}`, message)
        await transaction.putRecord('outbox', id, { id })
      })
      await store.transact((transaction) => transaction.putRecord('quarantine', id, id.repeat(n)))
    }
  }
  await using store = await open(base)
  await store.trimChanges(new Date().toISOString())
  await store.transact((transaction) => transaction.append('1', makeMessage({ sid: 'last' })))
  for (const n of upTo(200)) {
    const value = `${n} `.repeat(300)
    await store.transact((transaction) => transaction.putRecord('callbacks', `${n}`, value))
  }
  await store.backup(backup)
}

/** Everything a reader can see, by what it asked. */
async function seen(store: HistoryStore): Promise<Map<string, string>> {
  const lines = (await exported(store)).slice(1, -1)
  const found = new Map(lines.map((line) => [line, line]))
  const add = (name: string, value: unknown) => found.set(name, JSON.stringify(value) ?? 'nothing')
  add('queue', await store.queue(1000))
  add('counts', (await store.counts()).counts)
  const { conversations } = await store.conversations({ limit: 1000 })
  add('conversations', conversations)
  for (const { number } of conversations) {
    add(number, (await store.entries(number, { limit: 1000 })).entries)
  }
  for (const session of upTo(5)) {
    for (const n of upTo(40)) add(`sid ${session}-${n}`, await store.entryBySid(`${session}-${n}`))
  }
  return found
}

async function outcomeOf(location: string, truth: Map<string, string>): Promise<string> {
  let store: LevelStore
  try {
    store = await open(location)
  } catch {
    return 'refused'
  }
  try {
    return await outcomeOfOpen(store, truth)
  } finally {
    await store.close()
  }
}

async function outcomeOfOpen(store: LevelStore, truth: Map<string, string>): Promise<string> {
  const told = store.lostTail ? 'lost tail told' : undefined
  const wrong = await differences(store)
  let now: Map<string, string>
  try {
    now = await seen(store)
  } catch {
    return told ?? (wrong.length > 0 ? 'told by verify' : 'told when read')
  }
  // Lines are whole records: one that never was must not be served, whatever else is told.
  for (const line of now.keys()) assert(!line.startsWith('{') || truth.has(line) || told, line)
  if (told) return told
  if (wrong.length > 0) return 'told by verify'
  assert.deepEqual(now, truth, 'Something is missing or different, and nothing told of it')
  return 'harmless'
}

async function tryAll(): Promise<void> {
  const whole = join(root, 'whole')
  await rm(whole, { recursive: true, force: true })
  await cp(base, whole, { recursive: true })
  const store = await open(whole)
  const truth = await seen(store)
  await store.close()
  const restored = new Set<string>()
  for (let seed = Number(from); seed < Number(to); seed += 1) {
    const location = join(root, 'damaged')
    await rm(location, { recursive: true, force: true })
    await cp(base, location, { recursive: true })
    const { fileClass, text } = mutate(location, randomFrom(seed))
    writeSync(1, `${seed} ${fileClass} `)
    const outcome = await outcomeOf(location, truth).catch((error: unknown) => {
      throw new Error(`With SEED=${seed}: ${text}`, { cause: error })
    })
    writeSync(1, `${outcome}\n`)
    if (!restored.has(fileClass)) await checkRestored(location, truth)
    restored.add(fileClass)
  }
}

/** The folder that was damaged, made anew from the backup. */
async function checkRestored(location: string, truth: Map<string, string>): Promise<void> {
  await rm(location, { recursive: true, force: true })
  await restore(backup, location)
  await using store = await open(location)
  assert.equal(store.lostTail?.why, 'restored')
  assert.deepEqual(await seen(store), truth)
  assert.deepEqual(await differences(store), [])
}

await (task === 'make' ? make() : tryAll())
