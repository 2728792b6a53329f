import { TestNetwork } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'
import { CrashRun } from './crash/crash-run.ts'
import { progressOf, proofOf } from './support/proof-size.ts'
import { Random } from './support/random.ts'

const proof = proofOf('CRASH', { small: 20, ci: 200, nightly: 5000 })

/** The carrier forgets what is old, so that a long run is settled as it goes. */
const SETTLE_EVERY = 200
const isPatient = proof.size !== 'small'

describe('kill -9 at any moment', () => {
  it('[H25] [I1] [I2] [O1] [O5] [O6] loses nothing that was acknowledged, keeps nothing twice, and sends nothing twice', async () => {
    await using network = await TestNetwork.create()
    using run = new CrashRun(network, new Random(proof.seed))
    const progress = progressOf('crash', proof)
    for (let cycle = 1; cycle <= proof.count; cycle += 1) {
      const isSettling = cycle % SETTLE_EVERY === 0 || cycle === proof.count
      const faults = await run.cycle(cycle)
      if (isSettling) faults.push(...(await run.settle({ isPatient })))
      expect(faults, `cycle ${cycle}, SEED=${proof.seed}`).toEqual([])
      progress(cycle)
    }
    console.log(`crash: ${JSON.stringify(run.figures())}`)
  })
})
