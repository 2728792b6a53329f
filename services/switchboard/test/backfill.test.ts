import { describe, expect, it } from 'vitest'
import { well, type Fates } from './support/lying-carrier.ts'
import { LyingNetwork } from './support/lying-network.ts'
import { MINUTE, SECOND } from './support/virtual-clock.ts'
import { connectGateway } from './support/gateway-client.ts'
import { emptyMessageLog, startSwitchboard } from './support/start-switchboard.ts'

const ANN = '+14155550101'
const BEN = '+14155550102'

/** A network whose switchboard does not run yet. */
async function openDown(fates: Partial<Fates> = {}): Promise<LyingNetwork> {
  const network = new LyingNetwork({ ...well, ...fates })
  await network.store.open()
  return network
}

async function bodies(network: LyingNetwork, number = ANN): Promise<string[]> {
  return (await network.messages(number)).map(({ body }) => body)
}

describe('backfill', () => {
  it('[B1] [B4] rebuilds every history, both directions, in the carrier’s order, over many pages', async () => {
    const network = await openDown()
    const written: string[] = []
    for (let index = 0; index < 40; index += 1) {
      const number = index % 3 === 0 ? BEN : ANN
      if (index % 4 === 0) network.carrier.sendElsewhere(number, `text ${index}`)
      else network.carrier.text(number, `text ${index}`, [])
      if (number === ANN) written.push(`text ${index}`)
      await network.clock.pass(200)
    }
    await network.clock.pass(MINUTE)
    await network.boot()
    await network.clock.pass(SECOND)
    expect(await bodies(network)).toEqual(written)
    const messages = await network.messages(ANN)
    expect(messages.every(({ backfilled, carrierAt }) => backfilled && carrierAt)).toBe(true)
    expect(network.backfillState).toMatchObject({ running: false, added: 40, error: null })
    await network.close()
  })

  it('[B2] re-opens and queues, and lets a STOP count unless the Customer said START since', async () => {
    const network = await openDown()
    network.carrier.text(ANN, 'Hello', [])
    network.carrier.text(BEN, 'STOP', [])
    await network.clock.pass(MINUTE)
    await network.boot()
    await network.clock.pass(SECOND)
    expect((await network.store.queue(10)).map(({ number }) => number)).toEqual([ANN])
    expect(await network.store.conversation(BEN)).toMatchObject({ optedOut: true })
    // The next STOP is lost, the START after it is not.
    network.carrier.text(ANN, 'STOP', [])
    await network.clock.pass(MINUTE)
    network.carrier.text(ANN, 'START', [0])
    await network.clock.pass(6 * MINUTE)
    expect(await bodies(network)).toEqual(['Hello', 'START', 'STOP'])
    expect(await network.store.conversation(ANN)).toMatchObject({ optedOut: false })
    await network.close()
  })

  it('[B2] leaves a young text to its webhook', async () => {
    const network = await openDown()
    await network.boot()
    network.carrier.text(ANN, 'late', [10 * SECOND])
    network.carrier.text(BEN, 'lost', [])
    network.carrier.sendElsewhere(BEN, 'after it')
    network.backfill()
    await network.clock.pass(SECOND)
    expect([await bodies(network), await bodies(network, BEN)]).toEqual([[], []])
    await network.clock.pass(6 * MINUTE)
    expect((await network.messages(ANN))[0]).not.toHaveProperty('backfilled')
    expect(await network.messages(BEN)).toMatchObject([
      { body: 'lost', backfilled: true },
      { body: 'after it', backfilled: true },
    ])
    await network.close()
  })

  it('[B3] takes a lost reply for its attempt, and leaves waiting whoever wrote after an older one', async () => {
    const network = await openDown({ sends: ['error-after-accept'], silent: [true] })
    await network.boot()
    network.reply(ANN, 'Yes')
    await network.clock.pass(100)
    network.backfill()
    await network.clock.pass(SECOND)
    expect(await network.messages(ANN)).toMatchObject([{ body: 'Yes', sid: expect.any(String) }])
    network.carrier.sendElsewhere(BEN, 'from elsewhere')
    await network.clock.pass(2 * SECOND)
    network.carrier.text(BEN, 'Hello', [0])
    await network.clock.pass(6 * MINUTE)
    expect(await bodies(network, BEN)).toEqual(['Hello', 'from elsewhere'])
    const ben = await network.store.conversation(BEN)
    expect(ben).toMatchObject({ waitingSince: expect.any(String), unread: 1 })
    await network.close()
  })

  it('[B3] moves the status of a known message forward when its callbacks are lost', async () => {
    const network = await openDown({ silent: [true] })
    await network.boot()
    network.reply(ANN, 'Yes')
    await network.clock.pass(MINUTE)
    expect(await network.messages(ANN)).toMatchObject([{ status: 'queued' }])
    await network.clock.pass(6 * MINUTE)
    expect(await network.messages(ANN)).toMatchObject([{ status: 'delivered' }])
    await network.close()
  })

  it('[B5] goes on where a killed run stopped, and waits while the carrier is too busy', async () => {
    const busyLists = Array.from({ length: 6 }, () => true)
    const network = await openDown({ busyLists })
    for (let index = 0; index < 60; index += 1) network.carrier.text(ANN, `text ${index}`, [])
    await network.clock.pass(MINUTE)
    await network.boot()
    await network.clock.pass(SECOND)
    expect(await bodies(network)).toEqual([])
    network.kill()
    await network.boot()
    await network.clock.pass(10 * MINUTE)
    expect(await bodies(network)).toEqual(Array.from({ length: 60 }, (_, at) => `text ${at}`))
    await network.close()
  })

  it('[B6] runs once at a time, and leaves other numbers’ messages alone', async () => {
    const network = await openDown()
    network.carrier.text(ANN, 'ours', [])
    network.carrier.text(BEN, 'not ours', [])
    const [, foreign] = network.carrier.kept
    if (foreign) foreign.to = '+15005559999'
    await network.clock.pass(MINUTE)
    await network.boot()
    for (let times = 0; times < 5; times += 1) network.backfill()
    await network.clock.pass(SECOND)
    expect(network.carrier.mostListsAtOnce).toBe(1)
    expect([await bodies(network), await bodies(network, BEN)]).toEqual([['ours'], []])
    await network.close()
  })

  it('[B1] does not keep the switchboard from starting, nor from being ready', async () => {
    const never = new Promise<never>(() => undefined)
    const messageLog = { ...emptyMessageLog, ourNumbers: () => never }
    await using running = await startSwitchboard({ messageLog })
    await using gateway = await connectGateway(running)
    await expect.poll(async () => (await fetch(`${running.base}/readyz`)).status).toBe(200)
    expect(gateway.socket.readyState).toBe(gateway.socket.OPEN)
  })
})
