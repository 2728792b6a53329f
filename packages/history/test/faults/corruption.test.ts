import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../bundle.ts'
import { PROOF_TIMEOUT_MS, proofSize } from './proof-size.ts'

/** Seeds that once found damage nobody was told of: a flipped bit hid sixteen private records of a table. */
const failedOnce = [1426]

/** Damages one process tries. */
const AT_ONCE = 100

const root = mkdtempSync(join(tmpdir(), 'switchboard-damage-'))
let program: Awaited<ReturnType<typeof bundle>>

async function run(...args: string[]) {
  const child = spawn(process.execPath, [program.file, ...args])
  let [output, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { output, errors, code, signal }
}

/** Damages as many copies; what became of each, by file. LevelDB ending the process is no silence. */
async function tryDamage(
  count: number,
  seed: number,
  tell: (done: number) => void = () => undefined,
): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>()
  for (let next = seed; next < seed + count;) {
    const { output, errors, code, signal } = await run(
      'try',
      root,
      String(next),
      // A process at a time, so that one can tell how far it is.
      String(Math.min(seed + count, next + AT_ONCE)),
    )
    if (code !== 0 && (signal === null || output === '')) throw new Error(errors)
    for (const line of output.split('\n').filter((text) => text !== '')) {
      const [, tried = '', fileClass = '', outcome] = /^(\d+) (\w+) (.*)$/.exec(line) ?? []
      const name = `${fileClass}: ${outcome === '' ? 'LevelDB ended the process' : outcome}`
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1)
      next = Number(tried) + 1
    }
    tell(next - seed)
  }
  return outcomes
}

describe('damage', () => {
  beforeAll(async () => {
    program = await bundle(new URL('damaged-folders.ts', import.meta.url))
    const made = await run('make', root)
    if (made.code !== 0) throw new Error(made.errors)
  })
  afterAll(async () => {
    await program.remove()
    rmSync(root, { recursive: true, force: true })
  })

  it(
    '[H40] to any file is refused or told, never served, and a backup brings all back',
    async () => {
      const { count, seed, tell } = proofSize('CORRUPTIONS', { small: 40, ci: 200, nightly: 5000 })
      const outcomes = await tryDamage(count, seed, tell)
      const found = [...outcomes].map(([name, times]) => `${name}: ${times}`).toSorted()
      console.log(`CORRUPTIONS: ${count} tried, 0 silent\n  ${found.join('\n  ')}`)
      expect([...outcomes.values()].reduce((sum, times) => sum + times, 0)).toBe(count)
    },
    PROOF_TIMEOUT_MS,
  )

  it.each(failedOnce)('[H40] that once went unnoticed is told: seed %i', async (seed) => {
    expect((await tryDamage(1, seed)).size).toBe(1)
  })
})
