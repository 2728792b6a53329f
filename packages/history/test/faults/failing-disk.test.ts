import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../bundle.ts'
import { canMakeFaults, compileFaults, faultEnv } from './disk-faults.ts'
import { PROOF_TIMEOUT_MS, proofSize } from './proof-size.ts'

/** Seeds that once found a fault; each is tried with the rounds that came after it. */
const failedOnce: number[] = []

/** Failures one process tries: whole folders of eight rounds. */
const AT_ONCE = 80

const root = mkdtempSync(join(tmpdir(), 'switchboard-faults-'))
const library = join(root, 'disk-faults.so')
let program: Awaited<ReturnType<typeof bundle>>

/** Tries as many failures in one process; what it found. */
async function tryFailures(count: number, seed: number) {
  const folder = mkdtempSync(join(root, 'calls-'))
  const paths = { root: folder, graves: join(root, 'graves'), trace: join(root, 'trace') }
  mkdirSync(paths.graves, { recursive: true })
  const env = faultEnv(library, paths, 0)
  const args = [program.file, folder, String(count), String(seed)]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [output, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  await once(child, 'close')
  expect(errors).toBe('')
  return JSON.parse(output) as { told: number; confirmed: number }
}

describe.skipIf(!canMakeFaults())('a failing disk', () => {
  beforeAll(async () => {
    compileFaults(library)
    program = await bundle(new URL('failing-calls.ts', import.meta.url))
  })
  afterAll(async () => {
    await program.remove()
    rmSync(root, { recursive: true, force: true })
  })

  it(
    '[H39] is told of at whatever call it fails, and costs nothing that was confirmed',
    async () => {
      const { count, seed, tell } = proofSize('CALLS', { small: 50, ci: 500, nightly: 5000 })
      let [told, confirmed] = [0, 0]
      for (let done = 0; done < count; done += AT_ONCE) {
        const rounds = Math.min(AT_ONCE, count - done)
        const found = await tryFailures(rounds, seed + done).catch((error: unknown) => {
          throw new Error(`With SEED=${seed + done} CALLS_COUNT=${rounds}`, { cause: error })
        })
        told += found.told
        confirmed += found.confirmed
        tell(done + rounds)
      }
      console.log(`CALLS: ${count} rounds, ${told} failures told, ${confirmed} confirmed, 0 lost`)
      expect(told).toBeGreaterThan(count / 3)
      expect(confirmed).toBeGreaterThan(0)
    },
    PROOF_TIMEOUT_MS,
  )

  it.each(failedOnce)('[H39] that once cost something costs nothing: seed %i', async (seed) => {
    expect((await tryFailures(8, seed)).told).toBeGreaterThan(0)
  })
})
