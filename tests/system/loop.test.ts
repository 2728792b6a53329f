import {
  customers,
  eventually,
  LINE,
  people,
  TestNetwork,
  type ConsoleClient,
} from '@switchboard/dev-env'
import type { Message, TimelineMessage } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'

const { ann } = customers

async function liveMessage(
  console: ConsoleClient,
  number: string,
  body: string,
): Promise<TimelineMessage> {
  return eventually(`"${body}" is in the console`, () =>
    console
      .liveEntries(number)
      .find((entry): entry is TimelineMessage => entry.kind === 'message' && entry.body === body),
  )
}

/** How often a customer was sent this text, by the carrier's own count. */
async function timesOnPhone(network: TestNetwork, number: string, body: string): Promise<number> {
  return (await network.carrier.texts(number)).filter((text) => text.body === body).length
}

describe('the whole loop', () => {
  it('[I13] [O2] brings a text to the console with mood and age, and the answer to the phone, delivered', async () => {
    await using network = await TestNetwork.create()
    await using ada = await network.admin()
    ada.watch({ thread: ann })
    await network.carrier.text(ann, 'My parcel arrived broken, I am angry')
    const inbound = await liveMessage(ada, ann, 'My parcel arrived broken, I am angry')
    expect(inbound).toMatchObject({ direction: 'inbound', line: LINE, age: { unit: 'second' } })
    expect(inbound.mood.score).toBeLessThan(0)
    expect(inbound.mood.words.map(({ word }) => word)).toContain('angry')

    await ada.request('reply', {
      number: ann,
      body: 'We send a new one today.',
      clientMessageId: 'one',
      lastSeen: 1,
    })
    await eventually(
      'it is delivered',
      async () => (await liveMessage(ada, ann, 'We send a new one today.')).status === 'delivered',
    )
    expect(await timesOnPhone(network, ann, 'We send a new one today.')).toBe(1)

    const { account, simulator } = network
    const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`
    const path = `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${account.phoneNumberSid}.json`
    const number = (await (
      await fetch(simulator.base + path, { headers: { authorization } })
    ).json()) as Record<string, unknown>
    const url = `${network.base}/smswebhook#rc=5&rp=ct,rt,5xx`
    expect(number).toMatchObject({ sms_url: url, sms_fallback_url: url, sms_method: 'POST' })
  })

  it('[R1] shares the work of three customers between two agents, and lets only the holder answer', async () => {
    await using network = await TestNetwork.create({ gateways: 2 })
    await using ada = await network.admin()
    await using bob = await network.colleague(ada, people.bob)
    await eventually('both are on line', () =>
      ada.frames.some((frame) => frame.type === 'ephemeral' && frame.presence.length === 2),
    )
    for (const number of Object.values(customers)) await network.carrier.text(number, 'Hello')
    await eventually('all three are held', async () => {
      const [hers, his] = [await ada.request('counts', {}), await bob.request('counts', {})]
      return (
        hers.mine + his.mine === 3 && Math.abs(hers.mine - his.mine) === 1 && hers.unassigned === 0
      )
    })
    const { conversations } = await bob.request('conversations', { view: 'mine' })
    const number = conversations[0]?.number ?? ''
    const refused = ada.request('reply', { number, body: 'Mine!', clientMessageId: 'x' })
    await expect(refused).rejects.toMatchObject({
      code: 'NOT_HOLDER',
      data: { holder: bob.agent.id },
    })
  })

  it('[I2] [I3] keeps 200 texts sent at once by one number, and one of 50 alike', async () => {
    await using network = await TestNetwork.create()
    const posts = Array.from({ length: 200 }, (_, index) =>
      network.webhook({ Body: `text ${index}` }),
    )
    const twins = Array.from({ length: 50 }, () =>
      network.webhook({ Body: 'twin', MessageSid: `SM${'7'.repeat(32)}` }),
    )
    const answers = await Promise.all([...posts, ...twins])
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const pages = [
      await network.api<{ entries: Message[] }>(
        `/conversations/${encodeURIComponent(ann)}/entries?limit=200`,
      ),
      await network.api<{ entries: Message[] }>(
        `/conversations/${encodeURIComponent(ann)}/entries?limit=200&before=2`,
      ),
    ]
    const entries = pages.flatMap((page) => page.entries).toReversed()
    expect(entries.map(({ position }) => position)).toEqual(
      Array.from({ length: 201 }, (_, index) => index + 1),
    )
    expect(entries.map(({ seq }) => seq)).toEqual(
      entries.map(({ seq }) => seq).toSorted((a, b) => a - b),
    )
    expect(new Set(entries.map(({ body }) => body)).size).toBe(201)
  })
})

describe('a carrier that misbehaves', () => {
  it.each([
    ['[O3] tries again after a 429', 'too-many-requests', {}],
    ['[O5] settles a lost answer by its callback', 'answer-lost', {}],
    ['[O5] settles a 500 after acceptance by its callback', 'error-after-accept', {}],
    ['[I12] takes doubled callbacks', 'callback-doubled', { count: 2 }],
    ['[I12] takes callbacks out of order', 'callback-out-of-order', {}],
    ['[O2] waits for a slow answer', 'slow', { ms: 500 }],
  ])('%s, and sends once', async (_rule, kind, more) => {
    await using network = await TestNetwork.create()
    await network.carrier.fault(kind, more)
    await network.api('/messages', { to: ann, body: 'Once only', clientMessageId: 'one' })
    await eventually('it is delivered', async () => {
      const { entries } = await network.api<{ entries: Message[] }>(
        `/conversations/${encodeURIComponent(ann)}/entries`,
      )
      return entries[0]?.status === 'delivered'
    })
    expect(await timesOnPhone(network, ann, 'Once only')).toBe(1)
  })

  it('[I2] keeps one entry of a webhook that comes twice', async () => {
    await using network = await TestNetwork.create()
    await network.carrier.fault('webhook-duplicate')
    await network.carrier.text(ann, 'Twice')
    await eventually('both came', async () =>
      (await (await fetch(`${network.switchboard.base}/metrics`)).text()).includes(
        'outcome="duplicate",service="switchboard"} 1',
      ),
    )
    const { entries } = await network.api<{ entries: Message[] }>(
      `/conversations/${encodeURIComponent(ann)}/entries`,
    )
    expect(entries).toHaveLength(1)
  })
})
