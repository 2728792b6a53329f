import { ConsoleClient, customers, eventually, PASSWORD } from '@switchboard/dev-env'
import {
  PROTOCOL_VERSION,
  type Entry,
  type Message,
  type SwitchboardFrame,
} from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { GATEWAY_TOKEN, LaunchedSystem } from '../support/launched-system.ts'
import { makePicture, toDataUrl } from '../support/make-picture.ts'

const { ann, ben } = customers
const [ada, bob, carol] = ['Ada Lovelace', 'Bob Moses', 'Carol Shaw'] as const
const cat = makePicture(40, 30, [250, 200, 80], [90, 60, 160])
/** Processes are started several times here, also on a machine that does other things. */
const PATIENCE_MS = 240_000

const messageOf = (entries: Entry[], direction: string): Message | undefined =>
  entries.find((one): one is Message => one.kind === 'message' && one.direction === direction)

/** Texts of two customers, a picture, an answer and a note, and two people. */
async function work(system: LaunchedSystem, admin: ConsoleClient): Promise<void> {
  await admin.request('create-agent', { name: bob, password: PASSWORD })
  await system.carrier.text(ann, 'This is he', { mediaUrls: [toDataUrl(cat)] })
  await system.carrier.text(ben, 'Is my parcel on its way?')
  await eventually('the picture is here', async () => {
    const media = messageOf(await system.entries(ann), 'inbound')?.media
    return media?.[0]?.size !== undefined
  })
  await eventually('the other text is here', async () => (await system.entries(ben)).length > 0)
  await admin.request('reply', { number: ann, body: 'A fine cat', clientMessageId: 'one' })
  await admin.request('note', { number: ben, body: 'Ask the depot' })
  await eventually('the answer has come', async () => {
    const answer = messageOf(await system.entries(ann), 'outbound')
    return answer?.status === 'delivered'
  })
}

/** What a gateway that followed this history up to a cursor is answered first. */
async function firstFrame(
  { base }: LaunchedSystem,
  place: { cursor: number; history: string },
): Promise<SwitchboardFrame> {
  const headers = { authorization: `Bearer ${GATEWAY_TOKEN}` }
  const socket = new WebSocket(`${base.replace('http', 'ws')}/gateway`, { headers })
  const hello = { type: 'hello', version: PROTOCOL_VERSION, gateway: 'test', ...place }
  try {
    return await new Promise<SwitchboardFrame>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () => socket.send(JSON.stringify(hello)))
      socket.on('message', (data: Buffer) =>
        resolve(JSON.parse(data.toString()) as SwitchboardFrame),
      )
    })
  } finally {
    socket.terminate()
  }
}

const welcomesOf = ({ frames }: ConsoleClient) =>
  frames.flatMap((frame) => (frame.type === 'welcome' ? [frame] : []))

describe('a history brought back over the network, through launcher and front door', () => {
  it(
    '[A20] is the same on a second system: texts, pictures, notes and people',
    async () => {
      await using first = await LaunchedSystem.create()
      await using admin = await first.admin(ada)
      await work(first, admin)
      const copy = await first.backup()
      const [ofAnn, ofBen] = [await first.entries(ann), await first.entries(ben)]
      expect(ofBen.some(({ kind }) => kind === 'note')).toBe(true)

      await using second = await LaunchedSystem.create()
      expect((await second.restore(copy)).status).toBe(202)
      await eventually('it is in its place', async () => (await second.names()).length === 2)
      await second.ready()
      expect(await second.names()).toEqual([ada, bob])
      expect(await second.entries(ann)).toEqual(ofAnn)
      expect(await second.entries(ben)).toEqual(ofBen)
      await using colleague = await ConsoleClient.signIn(second.base, bob, PASSWORD)
      const id = messageOf(ofAnn, 'inbound')?.media[0]?.id
      const picture = await colleague.fetch(`/media/${id}`)
      expect(Buffer.from(await picture.arrayBuffer())).toEqual(cat)
    },
    PATIENCE_MS,
  )

  it(
    '[A20] [P7] makes a gateway and a console that stayed read anew, and goes on from there',
    async () => {
      await using system = await LaunchedSystem.create()
      await using admin = await system.admin(ada)
      admin.watch({ thread: ann })
      await work(system, admin)
      const copy = await system.backup()
      await admin.request('create-agent', { name: carol, password: PASSWORD })
      await admin.request('note', { number: ann, body: 'After the copy' })
      await eventually('she sees it', () => admin.liveEntries(ann).at(-1)?.kind === 'note')
      const before = { history: welcomesOf(admin).at(-1)?.history ?? '', cursor: admin.cursor ?? 0 }
      expect(await firstFrame(system, before)).toMatchObject({ type: 'resumed' })

      expect((await system.restore(copy)).status).toBe(400)
      expect((await system.restore(copy, '?replace=yes')).status).toBe(202)
      const again = await eventually('the console is told of another history', () =>
        welcomesOf(admin).find(({ history }) => history !== before.history),
      )
      expect(again.resumed).toBe(false)
      expect(again.agents.map(({ name }) => name).toSorted()).toEqual([ada, bob])
      const { history } = again
      expect(await firstFrame(system, before)).toMatchObject({ type: 'snapshot', history })
      const changes = admin.request('changes', { after: before.cursor, thread: ann })
      await expect(changes).rejects.toMatchObject({ code: 'TOO_OLD' })
      const { entries } = await admin.request('entries', { number: ann })
      expect(entries.some(({ kind }) => kind === 'note')).toBe(false)

      await system.carrier.text(ann, 'And now?')
      await eventually('what comes now is shown', () =>
        admin.liveEntries(ann).some((one) => one.kind === 'message' && one.body === 'And now?'),
      )
    },
    PATIENCE_MS,
  )
})
