import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { append, randomFrom } from '../../src/contract/fixtures.ts'
import { differences } from '../../src/contract/whole-history.ts'
import { LevelStore } from '../../src/index.ts'
import { bundle } from '../bundle.ts'
import { canMakeFaults, compileFaults, faultEnv } from './disk-faults.ts'
import { cutPower, sizesIn } from './power-cut.ts'
import { PROOF_TIMEOUT_MS, proofSize } from './proof-size.ts'

/** Cuts that one folder lives through; with a new one, first starts are cut as well. */
const CUTS_PER_FOLDER = 6
/** The latest call that is cut. */
const LAST_CALL = 600
/** Seeds that once found a fault. */
const failedOnce: number[] = []

const root = mkdtempSync(join(tmpdir(), 'switchboard-faults-'))
const library = join(root, 'disk-faults.so')
let writer: Awaited<ReturnType<typeof bundle>>

interface Acked {
  messages: Map<string, number>
  records: Set<string>
}

/** Runs the writer until the power goes before this call; adds what it confirmed. */
async function writeUntil(folder: string, cut: number, run: string, acked: Acked): Promise<void> {
  const paths = { root: join(folder, 'history'), graves: join(folder, run), trace: '' }
  paths.trace = join(folder, `${run}.trace`)
  mkdirSync(paths.graves)
  mkdirSync(paths.root, { recursive: true })
  const before = sizesIn(paths.root)
  const env = faultEnv(library, paths, cut)
  const args = [writer.file, paths.root, run, String(cut)]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  for (const line of output.split('\n')) {
    const [what, id = '', seq] = line.split(' ')
    if (what === 'open') expect(line).toMatch(/ null$/)
    if (what === 'message') acked.messages.set(id, Number(seq))
    if (what === 'record') acked.records.add(id)
  }
  cutPower(paths, before, randomFrom(cut))
  rmSync(paths.graves, { recursive: true })
}

async function checkNothingLost(location: string, acked: Acked): Promise<void> {
  await using store = new LevelStore({ location })
  await store.open()
  expect(store.lostTail).toBeUndefined()
  for (const [sid, seq] of acked.messages) {
    expect(await store.entryBySid(sid)).toMatchObject({ seq })
  }
  for (const key of acked.records) expect(await store.record('quarantine', key)).toBeDefined()
  expect(await differences(store)).toEqual([])
  await append(store)
}

/** One folder through several cuts. */
async function survive(seed: number, cuts: number): Promise<number> {
  const random = randomFrom(seed)
  const folder = mkdtempSync(join(root, 'cuts-'))
  const acked: Acked = { messages: new Map(), records: new Set() }
  for (let n = 0; n < cuts; n += 1) {
    await writeUntil(folder, 1 + Math.floor(random() * LAST_CALL), `r${n}`, acked)
    await checkNothingLost(join(folder, 'history'), acked)
  }
  rmSync(folder, { recursive: true })
  return acked.messages.size + acked.records.size
}

describe.skipIf(!canMakeFaults({ says: true }))('a power cut', () => {
  beforeAll(async () => {
    compileFaults(library)
    writer = await bundle(new URL('writer.ts', import.meta.url))
  })
  afterAll(async () => {
    await writer.remove()
    rmSync(root, { recursive: true, force: true })
  })

  it(
    '[H38] at any call loses nothing that was confirmed, and the history opens again',
    async () => {
      const { count, seed, tell } = proofSize('CUTS', { small: 30, ci: 300, nightly: 3000 })
      let confirmed = 0
      for (let done = 0; done < count; done += CUTS_PER_FOLDER) {
        const folderSeed = seed + done
        const cuts = Math.min(CUTS_PER_FOLDER, count - done)
        confirmed += await survive(folderSeed, cuts).catch((error: unknown) => {
          throw new Error(`With SEED=${folderSeed} CUTS_COUNT=${cuts}`, { cause: error })
        })
        tell(done + cuts)
      }
      console.log(`CUTS: ${count} cuts, ${confirmed} confirmed, 0 lost`)
      expect(confirmed).toBeGreaterThan(0)
    },
    PROOF_TIMEOUT_MS,
  )

  it.each(failedOnce)('[H38] that once lost something loses nothing: seed %i', async (seed) => {
    expect(await survive(seed, CUTS_PER_FOLDER)).toBeGreaterThan(0)
  })
})
