import { eventually, LINE, TestNetwork } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'
import { FuzzRun, MAX_HEAP_MB } from './fuzz/fuzz-run.ts'
import { SlowLoris } from './fuzz/slow-loris.ts'
import { progressOf, proofOf } from './support/proof-size.ts'

const proof = proofOf('FUZZ', { small: 5000, ci: 100_000, nightly: 1_000_000 })
/** The young generation as the launcher keeps it: Node 24 lets it grow by more than a leak in a short run would. */
const heapLimits = `--max-old-space-size=${MAX_HEAP_MB} --max-semi-space-size=4`
const portOf = (base: string): number => Number(new URL(base).port)

describe('whatever is sent to the switchboard, the front door and the gateway', () => {
  it('[I4] [L8] [S8] [F3] [G20] ends no process, makes no 5xx, leaves memory flat, and texts go on', async () => {
    const env = { NODE_OPTIONS: heapLimits }
    await using network = await TestNetwork.create({ env })
    await using run = await FuzzRun.start(network, proof)
    await run.all(progressOf('fuzz', proof))
    expect(run.faults).toEqual([])
    console.log(`fuzz: ${JSON.stringify(run.figures())}`)
    expect(run.memoryGrowth()).toEqual([])
  })

  it('[L7] lets texts in while a thousand connections send theirs byte by byte, and ends those', async () => {
    await using network = await TestNetwork.create()
    for (const { base } of [network.frontDoor, network.switchboard]) {
      await using slow = new SlowLoris(portOf(base), 1000)
      for (let count = 0; count < 20; count += 1) {
        const { status } = await network.webhook({ To: LINE, Body: `in between ${count}` })
        expect(status).toBe(200)
        await network.carrier.text('+14155550177', `through the door ${count}`)
      }
      if (proof.size !== 'small')
        await eventually('all are ended', () => slow.closed === 1000, 90_000)
    }
    await eventually('all texts of the phone are acknowledged', async () => {
      const texts = await network.carrier.texts('+14155550177')
      return texts.length === 40 && texts.every(({ state }) => state === 'delivered')
    })
  })
})
