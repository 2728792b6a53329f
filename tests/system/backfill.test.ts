import { customers, eventually, TestNetwork } from '@switchboard/dev-env'
import type { Conversation, Entry, Message } from '@switchboard/protocol'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const { ann, ben, cleo } = customers
const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
/** The last ones of a text that was lost may still come by webhook for 20 s. */
const PATIENCE_MS = 60_000

async function messagesOf(network: TestNetwork, number: string): Promise<Message[]> {
  const path = `/conversations/${encodeURIComponent(number)}/entries?limit=200`
  const { entries } = await network.api<{ entries: Entry[] }>(path).catch(() => ({ entries: [] }))
  return entries.toReversed().filter((entry) => entry.kind === 'message')
}

const facts = ({ sid, body, direction, status, line }: Message) => ({
  sid,
  body,
  direction,
  status,
  line,
})

// Each waits most of its time, for what may still come by itself.
describe.concurrent('backfill with the whole system', () => {
  it(
    '[B1] [B2] [B7] brings 50 texts of a while that it was down, with pictures and a STOP',
    { timeout: 120_000 },
    async () => {
      await using network = await TestNetwork.create()
      await network.switchboard.stop()
      const sent = new Map<string, string[]>([ann, ben, cleo].map((number) => [number, []]))
      for (let index = 0; index < 50; index += 1) {
        const from = [ann, ben, cleo][index % 3] ?? ann
        const isPicture = index % 20 === 5
        const body = index === 48 ? 'STOP' : `text ${index}`
        await network.carrier.text(from, body, isPicture ? { mediaUrls: [PICTURE] } : {})
        sent.get(from)?.push(body)
      }
      await network.switchboard.start()
      const all = () => Promise.all([ann, ben, cleo].map((number) => messagesOf(network, number)))
      await eventually(
        'all 50 are there',
        async () => (await all()).flat().length === 50,
        PATIENCE_MS,
      )
      const found = await all()
      expect(found.map((messages) => messages.map(({ body }) => body))).toEqual([...sent.values()])
      expect(found.flat().every(({ backfilled, carrierAt }) => backfilled && carrierAt)).toBe(true)
      expect(found.flat().filter(({ media }) => media.length === 1)).toHaveLength(3)
      const { conversations } = await network.api<{ conversations: Conversation[] }>(
        '/conversations?limit=10',
      )
      const optedOut = conversations.filter((one) => one.optedOut).map(({ number }) => number)
      expect(optedOut).toEqual([ann])
    },
  )

  it('[B4] rebuilds every history in an empty folder', { timeout: 120_000 }, async () => {
    await using network = await TestNetwork.create()
    // Each is here before the next one is sent: webhooks overtake each other, which the carrier's own order does not show.
    for (let count = 1; count <= 10; count += 1) {
      await network.carrier.text(ann, `text ${count}`)
      await eventually('it is there', async () => (await messagesOf(network, ann)).length === count)
    }
    await network.api('/messages', { to: ann, body: 'Hello', clientMessageId: 'one' })
    await eventually('it is delivered', async () =>
      (await messagesOf(network, ann)).some(({ status }) => status === 'delivered'),
    )
    const before = await messagesOf(network, ann)
    await network.switchboard.stop()
    await rm(join(network.dataDir, 'history'), { recursive: true })
    await network.switchboard.start()
    await eventually(
      'it is rebuilt',
      async () => (await messagesOf(network, ann)).length === before.length,
      PATIENCE_MS,
    )
    expect((await messagesOf(network, ann)).map(facts)).toEqual(before.map(facts))
  })

  it('[O13] settles a reply whose answer and callbacks were lost, sent once', async () => {
    await using network = await TestNetwork.create()
    await network.carrier.fault('callback-lost', { count: null })
    await network.carrier.fault('answer-lost')
    await network.carrier.fault('list-lag', { count: 1, ms: 600_000 })
    await network.api('/messages', { to: ann, body: 'Once only', clientMessageId: 'one' })
    await eventually('it is unknown', async () =>
      (await messagesOf(network, ann)).some(({ status }) => status === 'unknown'),
    )
    await eventually(
      'it is found',
      async () => (await messagesOf(network, ann))[0]?.sid != null,
      PATIENCE_MS,
    )
    expect(await messagesOf(network, ann)).toMatchObject([{ status: 'delivered' }])
    const onPhone = await network.carrier.texts(ann)
    expect(onPhone.filter(({ body }) => body === 'Once only')).toHaveLength(1)
  })
})
