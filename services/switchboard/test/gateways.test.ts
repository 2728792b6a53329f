import { once } from 'node:events'
import {
  isGiven,
  PROTOCOL_VERSION,
  type Changeset,
  type Conversation,
  type EntryDraft,
} from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { connectGateway, openSocket } from './support/gateway-client.ts'
import { makeText, startSwitchboard } from './support/start-switchboard.ts'

const PASSWORD = 'correct horse battery'
const ANN = '+14155550101'

const hello = (version = PROTOCOL_VERSION) =>
  JSON.stringify({ type: 'hello', version, gateway: 'x', cursor: null })

const makeDraft = (body: string): EntryDraft => ({
  kind: 'message',
  direction: 'inbound',
  body,
  line: ANN,
  sid: null,
  status: 'received',
  media: [],
})

describe('the gateways’ socket', () => {
  it('[P5] refuses a wrong token with 401 and other paths with 404', async () => {
    await using running = await startSwitchboard()
    const refusal = async (token: string, path?: string) => {
      const socket = openSocket(running.base, token, path)
      const [, response] = (await once(socket, 'unexpected-response')) as [
        unknown,
        { statusCode: number },
      ]
      socket.on('error', () => undefined).terminate()
      return response.statusCode
    }
    expect(await refusal('wrong')).toBe(401)
    expect(await refusal('wrong', '/gateway?x=1')).toBe(401)
    expect(await refusal('wrong', '/elsewhere')).toBe(404)
  })

  it('[P6] wants hello first, once, in time and in its own version', async () => {
    await using running = await startSwitchboard({ config: { helloTimeoutMs: 50 } })
    const closeCode = async (...frames: string[]) => {
      const socket = openSocket(running.base)
      await once(socket, 'open')
      for (const frame of frames) socket.send(frame)
      const [code] = (await once(socket, 'close')) as [number]
      return code
    }
    expect(await closeCode()).toBe(4408)
    expect(await closeCode('{"type":"presence","sessions":[]}')).toBe(4400)
    expect(await closeCode('not json')).toBe(4400)
    expect(await closeCode(hello(), hello())).toBe(4400)
    expect(await closeCode(hello(99))).toBe(4406)
  })

  it('[P7] resumes a kept cursor, and sends a snapshot otherwise', async () => {
    await using running = await startSwitchboard()
    for (let index = 0; index < 5; index += 1) await running.webhook(makeText())
    const first = async (cursor: number | null) => {
      await using gateway = await connectGateway(running, { cursor })
      await expect.poll(() => gateway.frames.length).toBeGreaterThanOrEqual(3)
      return gateway.frames.slice(0, 3).map(({ type }) => type)
    }
    expect(await first(3)).toEqual(['resumed', 'about', 'ephemeral'])
    expect(await first(null)).toEqual(['snapshot', 'about', 'ephemeral'])
    expect(await first(99)).toEqual(['snapshot', 'about', 'ephemeral'])
  })

  it('[P7] does not resume a cursor of another history', async () => {
    await using running = await startSwitchboard()
    for (let index = 0; index < 5; index += 1) await running.webhook(makeText())
    const answer = async (history?: string) => {
      await using gateway = await connectGateway(running, { cursor: 3, history })
      await expect.poll(() => gateway.frames.length).toBeGreaterThanOrEqual(3)
      const [first] = gateway.frames
      if (first?.type !== 'resumed' && first?.type !== 'snapshot') throw new Error('no answer')
      return first
    }
    const ours = await answer()
    expect(ours.type).toBe('resumed')
    expect((await answer(ours.history)).type).toBe('resumed')
    expect((await answer('another')).type).toBe('snapshot')
  })

  it('[P7] says again what consoles tell people when it has changed', async () => {
    await using running = await startSwitchboard({ config: { heartbeatIntervalMs: 200 } })
    await using gateway = await connectGateway(running)
    const abouts = () => gateway.frames.filter(({ type }) => type === 'about')
    await expect.poll(() => abouts().length).toBe(1)
    await running.webhook(makeText({ To: '+15005550099' }))
    await expect
      .poll(() => abouts().slice(1))
      .toMatchObject([{ lines: expect.arrayContaining(['+15005550099']) }])
  })

  it('[P8] sends every changeset exactly once and in order, through catch-up and live', async () => {
    await using running = await startSwitchboard()
    const write = (count: number) =>
      Promise.all(Array.from({ length: count }, () => running.webhook(makeText())))
    await write(50)
    const writing = write(150)
    await using gateway = await connectGateway(running, { cursor: 10 })
    await writing
    const expected = Array.from({ length: 190 }, (_, index) => index + 11)
    await expect.poll(() => gateway.changesets().map(({ seq }) => seq)).toEqual(expected)
  })

  it('[P9] answers under the id, and refuses what it does not know', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const { session } = await gateway.welcome('Ada', PASSWORD)
    await expect(gateway.request('constructor', {}, session)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(
      gateway.request('entries', { number: ANN, limit: 'x' }, session),
    ).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/^limit: /),
    })
    await expect(gateway.request('entries', { number: ANN }, session)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await running.webhook(makeText())
    const page = (await gateway.request('conversations', { view: 'unassigned' }, session)) as {
      conversations: Conversation[]
      asOf: number
    }
    expect(page).toMatchObject({ conversations: [{ number: ANN }], next: null })
    expect(await gateway.request('counts', {}, session)).toMatchObject({
      mine: 0,
      unassigned: 1,
      all: 1,
      asOf: page.asOf,
    })
  })

  it('[P10] tells what changed since, for what is watched only', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const { session } = await gateway.welcome('Ada', PASSWORD)
    // The Line is told of when it is first used.
    await running.webhook(makeText({ From: '+14155550103' }))
    const told = async () =>
      (await running.store.changes(0, 99)).flatMap(({ shared = [] }) => shared)
    await expect.poll(told).toMatchObject([{ kind: 'line' }])
    const after = running.store.seq
    await running.webhook(makeText())
    await running.webhook(makeText({ From: '+14155550102' }))
    const changes = async (args: Record<string, unknown>) =>
      (await gateway.request('changes', { after, ...args }, session)) as {
        changesets: Changeset[]
        asOf: number
      }
    const { changesets, asOf } = await changes({ thread: ANN })
    expect(asOf).toBe(running.store.seq)
    expect(changesets).toMatchObject([
      { entries: [{ conversation: ANN }], conversations: [{ conversation: { number: ANN } }] },
    ])
    expect((await changes({ view: 'unassigned' })).changesets).toHaveLength(2)
    const mine = (await changes({ view: 'mine' })).changesets
    expect(mine.flatMap(({ conversations }) => conversations)).toEqual([])
    await expect(changes({ after: asOf + 1 })).rejects.toMatchObject({ code: 'TOO_OLD' })
  })

  it('[P10] tells by whose hand it came of what came to the asker meanwhile', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const { session } = await gateway.welcome('Ada', PASSWORD)
    await running.webhook(makeText())
    const after = running.store.seq
    await gateway.request('take', { number: ANN, assignmentVersion: 0 }, session)
    const { changesets } = (await gateway.request('changes', { after }, session)) as {
      changesets: Changeset[]
    }
    expect(changesets).toMatchObject([
      { entries: [{ event: 'taken' }], conversations: [{ conversation: { number: ANN } }] },
    ])
    expect(
      changesets.flatMap(({ entries, conversations }) =>
        conversations.map((change) => isGiven(change, entries)),
      ),
    ).toEqual([false])
  })

  it('[P10] is TOO_OLD for what is more, or longer, than reading the pages anew', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const { session } = await gateway.welcome('Ada', PASSWORD)
    const write = (body: string, count: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          running.store.transact((transaction) => transaction.append(ANN, makeDraft(body))),
        ),
      )
    const changes = (after: number) =>
      gateway.request('changes', { after, thread: ANN, view: null }, session)
    const first = running.store.seq
    await write('x'.repeat(300_000), 5)
    await expect(changes(first)).rejects.toMatchObject({ code: 'TOO_OLD' })
    const second = running.store.seq
    await write('x', 5001)
    await expect(changes(second)).rejects.toMatchObject({ code: 'TOO_OLD' })
    expect(await changes(second + 4900)).toMatchObject({ asOf: second + 5001 })
  }, 20_000)

  it('[P11] tells gateways to come back when it stops', async () => {
    const running = await startSwitchboard()
    const gateway = await connectGateway(running)
    await running[Symbol.asyncDispose]()
    expect(await gateway.closed).toBe(1001)
  })

  it('[P11] closes a gateway that reads too slowly', async () => {
    await using running = await startSwitchboard({ config: { maxBufferedChangesets: 20 } })
    await using gateway = await connectGateway(running)
    await expect.poll(() => gateway.frames.length).toBeGreaterThanOrEqual(3)
    gateway.socket.pause()
    const message = makeDraft('x'.repeat(1_000_000))
    // More than the network's own buffers hold; what waits beyond 20 is not kept for a slow reader.
    for (let written = 0; written < 60; written += 1)
      await running.store.transact((transaction) => transaction.append(ANN, message))
    gateway.socket.resume()
    expect(await gateway.closed).toBe(4503)
  })
})
