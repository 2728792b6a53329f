import assert from 'node:assert/strict'
import { unlinkSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import { SwitchboardError } from '@switchboard/protocol'
import { makeMessage, randomFrom } from '../../src/contract/fixtures.ts'
import { differences } from '../../src/contract/whole-history.ts'
import { LevelStore } from '../../src/index.ts'

// Run as a process of its own with disk-faults.so: opens histories on a disk whose calls fail and checks
// that each failure is told and costs nothing that was confirmed. Prints how many failures were told.
const [root = '', count = '0', firstSeed = '0'] = process.argv.slice(2)
/** Rounds one folder lives through. */
const ROUNDS = 8

/** Lets some calls fail, a while from now; 0 of them makes the disk well again. */
function arm(fromNow: number, calls: number, errno: number): void {
  unlinkSync(`/disk-faults/${fromNow}/${calls}/${errno}`)
}

interface Acked {
  sids: string[]
  records: string[]
}

async function write(store: LevelStore, id: string, random: () => number): Promise<keyof Acked> {
  const body = random()
    .toString(36)
    .repeat(random() < 0.3 ? 4000 : 3)
  if (random() < 0.3) {
    await store.transact((transaction) => transaction.putRecord('quarantine', id, body))
    return 'records'
  }
  await store.transact((each) => each.append('+14155550101', makeMessage({ sid: id, body })))
  return 'sids'
}

/** Writes until a write is refused, or enough was written; whether one was refused. */
async function writeAll(store: LevelStore, name: string, acked: Acked, random: () => number) {
  for (let n = 0; n < 40; n += 1) {
    const id = `${name}-${n}`
    try {
      acked[await write(store, id, random)].push(id)
    } catch (error) {
      assert(error instanceof SwitchboardError && error.code === 'UNAVAILABLE', String(error))
      return true
    }
  }
  return false
}

/** Whether the failing disk was told of. */
async function round(location: string, seed: number, acked: Acked): Promise<boolean> {
  const random = randomFrom(seed)
  const { EIO, ENOSPC } = constants.errno
  const errno = random() < 0.5 ? EIO : ENOSPC
  const calls = random() < 0.5 ? 1 : 100_000
  const store = new LevelStore({ location, markIntervalMs: 2 })
  arm(1 + Math.floor(random() * 500), calls, errno)
  try {
    await store.open()
  } catch (error) {
    assert(error instanceof Error)
    arm(0, 0, 0)
    await store.close()
    return true
  }
  const refused = await writeAll(store, `s${seed}`, acked, random)
  if (refused) await checkFailed(store, acked)
  await store.close()
  arm(0, 0, 0)
  return refused
}

async function checkFailed(store: LevelStore, acked: Acked): Promise<void> {
  assert((await store.failed) instanceof Error)
  await assert.rejects(write(store, 'late', Math.random), { code: 'UNAVAILABLE' })
  const last = acked.sids.at(-1)
  if (last !== undefined) assert(await store.entryBySid(last))
}

async function checkNothingLost(location: string, acked: Acked): Promise<void> {
  await using store = new LevelStore({ location })
  await store.open()
  assert.equal(store.lostTail, undefined)
  for (const sid of acked.sids) assert(await store.entryBySid(sid), `${sid} is lost`)
  for (const key of acked.records) assert(await store.record('quarantine', key), `${key} is lost`)
  assert.deepEqual(await differences(store), [])
}

let told = 0
let confirmed = 0
for (let done = 0; done < Number(count);) {
  const location = join(root, `h${done}`)
  await mkdir(location)
  const acked: Acked = { sids: [], records: [] }
  for (let n = 0; n < ROUNDS && done < Number(count); n += 1, done += 1) {
    const seed = Number(firstSeed) + done
    try {
      if (await round(location, seed, acked)) told += 1
      await checkNothingLost(location, acked)
    } catch (error) {
      throw new Error(`After round ${n} of the folder that began with SEED=${seed - n}`, {
        cause: error,
      })
    }
  }
  confirmed += acked.sids.length + acked.records.length
}
console.log(JSON.stringify({ told, confirmed }))
