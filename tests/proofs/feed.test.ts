import { setTimeout as delay } from 'node:timers/promises'
import { TestNetwork } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'
import { FeedReader } from './feed/feed-reader.ts'
import { playHistory, type Stage } from './feed/play-history.ts'
import { Truth } from './feed/truth.ts'
import { progressOf, proofOf } from './support/proof-size.ts'
import { Random } from './support/random.ts'

const proof = proofOf('FEED', { small: 100, ci: 1000, nightly: 10_000 })
/** Histories played at once: each reader is sent the changes of all. */
const AT_ONCE = 4
const RESTART_SHARE = 0.1

async function restartSomething({ network }: Stage, random: Random): Promise<void> {
  await delay(random.int(0, 60))
  const { switchboard, gateways } = network
  const service = random.chance(0.6) ? switchboard : (gateways[0] ?? switchboard)
  await (random.chance(0.5) ? service.kill() : service.stop())
  await service.start()
}

describe('whoever follows, through disconnects, slow reading and restarts', () => {
  it('[P8] [H14] [H15] [G25] gets each changeset once and in order, pages and live joined', async () => {
    await using network = await TestNetwork.create({ gateways: 2 })
    await using admin = await network.admin()
    const truth = new Truth()
    const reference = new FeedReader({
      url: network.switchboard.base.replace('http', 'ws'),
      token: network.gatewayToken,
      onChangeset: (changeset) => truth.add(changeset),
    })
    reference.connect()
    const stage = { network, truth, reference, cookie: admin.cookie }
    const progress = progressOf('feed', proof)
    for (let first = 0; first < proof.count; first += AT_ONCE) {
      const random = new Random(proof.seed + first)
      const histories = Array.from({ length: AT_ONCE }, (_, index) =>
        playHistory(
          stage,
          new Random(random.int(0, 2 ** 31)),
          `+1${4_160_000_000 + first + index}`,
        ),
      )
      const restarted = random.chance(RESTART_SHARE) ? restartSomething(stage, random) : undefined
      const [, ...found] = await Promise.all([restarted, ...histories])
      const faults = [...found.flat(), ...reference.faults]
      expect(faults, `SEED=${proof.seed + first} FEED_COUNT=${AT_ONCE}`).toEqual([])
      truth.forget('', reference.seq - 1000)
      progress(Math.min(proof.count, first + AT_ONCE))
    }
    reference.disconnect()
  })
})
