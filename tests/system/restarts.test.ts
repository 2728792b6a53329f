import { customers, eventually, TestNetwork, type ConsoleClient } from '@switchboard/dev-env'
import type { Message } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'

const { ann } = customers

/** What the console has of a thread: its history when it looked, and everything that came after. */
function bodies(console: ConsoleClient): string[] {
  return console.liveEntries(ann).flatMap((entry) => (entry.kind === 'message' ? [entry.body] : []))
}

/** Live entries as they came; each state of each entry once. */
function states(console: ConsoleClient): string[] {
  return console.frames.flatMap((frame) =>
    frame.type === 'entries'
      ? frame.entries.map(({ position, changedSeq }) => `${position}@${changedSeq}`)
      : [],
  )
}

const isSettled = (console: ConsoleClient): boolean =>
  console.liveEntries(ann).every(({ changedSeq }) => changedSeq <= (console.cursor ?? 0))

const expected = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `text ${index}`)

async function postAll(network: TestNetwork, from: number, to: number): Promise<void> {
  for (let index = from; index < to; index += 1) {
    const { status } = await network.webhook({ Body: `text ${index}` })
    expect(status).toBe(200)
  }
}

describe('restarts', () => {
  it('[I1] has a text after kill -9 right behind its 200, and shows it to a console that stayed', async () => {
    await using network = await TestNetwork.create()
    await using ada = await network.admin()
    ada.watch({ thread: ann })
    await postAll(network, 0, 1)
    await eventually('the first is there', () => bodies(ada).length === 1)
    for (let cycle = 1; cycle <= 3; cycle += 1) {
      await postAll(network, cycle, cycle + 1)
      await network.switchboard.kill()
      await network.switchboard.start()
    }
    await eventually('all are there', () => bodies(ada).length === 4)
    expect(bodies(ada)).toEqual(expected(4))
    expect(new Set(states(ada)).size).toBe(states(ada).length)
  })

  it('[G1] [P8] lets a console miss nothing and see nothing twice while gateway and switchboard restart', async () => {
    await using network = await TestNetwork.create()
    const [gateway] = network.gateways
    await using ada = await network.admin()
    ada.watch({ thread: ann })
    await eventually('it is connected', () => ada.frames.length > 0)
    await postAll(network, 0, 5)
    await Promise.all([gateway?.restart(), postAll(network, 5, 25)])
    await eventually('25 are there', () => bodies(ada).length === 25)
    await network.switchboard.stop()
    await network.switchboard.start()
    await postAll(network, 25, 30)
    // A thread is told ahead of the cursor: what a kill falls between is told again.
    await eventually('30 are there for good', () => bodies(ada).length === 30 && isSettled(ada))
    await gateway?.kill()
    await postAll(network, 30, 40)
    await gateway?.start()
    await eventually('40 are there', () => bodies(ada).length === 40)
    expect(bodies(ada)).toEqual(expected(40))
    expect(new Set(states(ada)).size).toBe(states(ada).length)
  })

  it('[G1] brings a console back through another gateway when its own dies', async () => {
    await using network = await TestNetwork.create({ gateways: 2 })
    await using ada = await network.admin()
    await using bob = await network.colleague(ada, 'Bob')
    for (const console of [ada, bob]) console.watch({ thread: ann })
    await postAll(network, 0, 3)
    await eventually('both have them', () => bodies(ada).length === 3 && bodies(bob).length === 3)
    await network.gateways[0]?.kill()
    await postAll(network, 3, 6)
    await eventually('both have all', () => bodies(ada).length === 6 && bodies(bob).length === 6)
    for (const console of [ada, bob]) expect(bodies(console)).toEqual(expected(6))
  })

  it('[O6] does not send a reply twice when the switchboard dies while the carrier is slow', async () => {
    await using network = await TestNetwork.create()
    await network.carrier.fault('slow', { ms: 1500 })
    await network.api('/messages', { to: ann, body: 'Once only', clientMessageId: 'one' })
    const onPhone = async () =>
      (await network.carrier.texts(ann)).filter(({ body }) => body === 'Once only').length
    await eventually('the carrier has it', async () => (await onPhone()) === 1)
    await network.switchboard.kill()
    await network.switchboard.start()
    await eventually('its callback settles it', async () => {
      const { entries } = await network.api<{ entries: Message[] }>(
        `/conversations/${encodeURIComponent(ann)}/entries`,
      )
      return ['sent', 'delivered', 'unknown'].includes(entries[0]?.status ?? '')
    })
    expect(await onPhone()).toBe(1)
  })
})
