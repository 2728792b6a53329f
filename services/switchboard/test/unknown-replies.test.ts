import { describe, expect, it } from 'vitest'
import { well, type Fates } from './support/lying-carrier.ts'
import { LyingNetwork } from './support/lying-network.ts'
import { MINUTE, SECOND } from './support/virtual-clock.ts'

const ANN = '+14155550101'

async function open(fates: Partial<Fates>): Promise<LyingNetwork> {
  const network = new LyingNetwork({ ...well, ...fates })
  await network.open()
  await network.clock.pass(SECOND)
  return network
}

async function statuses(network: LyingNetwork): Promise<string[]> {
  return (await network.messages(ANN)).map(({ status }) => status)
}

describe('replies whose outcome is unknown', () => {
  it('[O13] finds one among the carrier’s messages although the list lags, and sends nothing again', async () => {
    const network = await open({
      sends: ['error-after-accept'],
      silent: [true],
      listLagsMs: [30 * SECOND],
    })
    network.reply(ANN, 'Yes')
    await network.clock.pass(25 * SECOND)
    expect(await statuses(network)).toEqual(['unknown'])
    await network.clock.pass(60 * SECOND)
    expect(await statuses(network)).toEqual(['delivered'])
    expect(network.carrier.processed).toHaveLength(1)
    await network.close()
  })

  it('[O13] leaves one that the carrier never had unknown, and never sends it by itself', async () => {
    const network = await open({ sends: ['reset'] })
    network.reply(ANN, 'Yes')
    await network.clock.pass(60 * MINUTE)
    expect(await statuses(network)).toEqual(['unknown'])
    expect(network.carrier.processed).toEqual([])
    await network.close()
  })

  it('[O13] looks for one that was cut short by a kill, after the restart', async () => {
    const network = await open({ sends: ['slow'], silent: [true], listLagsMs: [30 * SECOND] })
    network.reply(ANN, 'Yes')
    await network.clock.pass(10 * SECOND)
    network.kill()
    await network.boot()
    await network.clock.pass(SECOND)
    expect(await statuses(network)).toEqual(['unknown'])
    await network.clock.pass(3 * MINUTE)
    expect(await statuses(network)).toEqual(['delivered'])
    expect(network.carrier.processed).toHaveLength(1)
    await network.close()
  })

  it('[O13] gives one find of two equal replies to the oldest it can be of', async () => {
    const network = await open({
      sends: ['answer-lost', 'reset'],
      silent: [true, true],
      listLagsMs: [10 * MINUTE],
    })
    network.reply(ANN, 'Yes')
    network.reply(ANN, 'Yes')
    await network.clock.pass(9 * MINUTE)
    expect(await statuses(network)).toEqual(['unknown', 'unknown'])
    await network.clock.pass(20 * MINUTE)
    expect(await statuses(network)).toEqual(['delivered', 'unknown'])
    await network.close()
  })

  it('[O7] still holds later replies back after a restart, for two minutes at most', async () => {
    const network = await open({ sends: ['reset'] })
    network.reply(ANN, 'Yes')
    await network.clock.pass(10 * SECOND)
    network.kill()
    await network.boot()
    network.reply(ANN, 'On its way')
    await network.clock.pass(MINUTE)
    expect(await statuses(network)).toEqual(['unknown', 'pending'])
    await network.clock.pass(2 * MINUTE)
    expect(await statuses(network)).toEqual(['unknown', 'delivered'])
    await network.close()
  })

  it('[O14] sends again what a person decides about, once, after two minutes, and marks the old one', async () => {
    const network = await open({ sends: ['reset'] })
    network.reply(ANN, 'Yes')
    await network.clock.pass(MINUTE)
    // Lists may still be behind.
    await network.sendAnyway(ANN)
    await network.clock.pass(MINUTE)
    expect(await statuses(network)).toEqual(['unknown'])
    for (let times = 0; times < 2; times += 1) {
      await network.sendAnyway(ANN)
      await network.clock.pass(SECOND)
    }
    await network.clock.pass(MINUTE)
    const [old, ...rest] = await network.messages(ANN)
    expect(rest).toMatchObject([{ body: 'Yes', status: 'delivered', agent: 'ada' }])
    expect(old).toMatchObject({ status: 'unknown', resentAs: rest[0]?.position })
    expect(network.carrier.processed).toHaveLength(1)
    await network.close()
  })

  it('[O14] does not send again what is found when a person looks', async () => {
    const network = await open({ sends: ['error-after-accept'], silent: [true] })
    network.reply(ANN, 'Yes')
    await network.clock.pass(2 * SECOND)
    await network.sendAnyway(ANN)
    await network.clock.pass(10 * MINUTE)
    expect(await statuses(network)).toEqual(['delivered'])
    expect(network.carrier.processed).toHaveLength(1)
    await network.close()
  })
})
