import { once } from 'node:events'
import { request } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import type { Message } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { MediaFiles } from '../src/media/media-files.ts'
import { sweepUploads } from '../src/media/uploads.ts'
import { connectGateway } from './support/gateway-client.ts'
import { makePng, MediaHost } from './support/media-host.ts'
import { GATEWAY_TOKEN, PUBLIC_URL, type Running } from './support/start-switchboard.ts'
import {
  ANN,
  MB,
  codeOf,
  getMedia,
  signIn,
  startOn,
  until,
  upload,
  uploaded,
} from './support/media-world.ts'

/** An upload of which only the beginning comes. */
function begin(running: Running, session: string, body: Buffer | string): ClientRequest {
  const started = request(`${running.base}/media`, {
    method: 'POST',
    headers: {
      cookie: `switchboard=${session}`,
      origin: PUBLIC_URL,
      'content-type': 'image/png',
      'content-length': 5000,
    },
  })
  started.on('error', () => undefined).flushHeaders()
  started.write(body)
  return started
}

describe('uploads', () => {
  it('[D10] refuses other kinds, larger ones, strangers and foreign pages', async () => {
    await using host = await MediaHost.start()
    const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
    await using running = await startOn(host, { config: { dataDir } })
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    const refusals: [Promise<Response>, number][] = [
      [upload(running, svg, { session, type: 'image/svg+xml' }), 415],
      [upload(running, svg, { session, type: 'image/png' }), 415],
      [upload(running, Buffer.from('<!doctype html>'), { session, type: 'text/html' }), 415],
      [upload(running, Buffer.from('%PDF-1.7'), { session, type: 'application/pdf' }), 415],
      [upload(running, Buffer.alloc(0), { session }), 415],
      [upload(running, makePng(), { session, headers: { 'content-encoding': 'gzip' } }), 415],
      [upload(running, makePng(1, 1, 5 * MB + 1), { session }), 413],
      [upload(running, makePng(), { session: 'x'.repeat(43) }), 401],
      [upload(running, makePng(), { session, headers: { origin: 'https://evil.example' } }), 403],
      [upload(running, makePng(), { session, headers: { 'sec-fetch-site': 'cross-site' } }), 403],
    ]
    for (const [response, status] of refusals) expect((await response).status).toBe(status)
    expect(await readdir(join(dataDir, 'media', 'tmp'))).toEqual([])
    expect(await readdir(join(dataDir, 'media'))).toEqual(['tmp'])
    expect((await upload(running, makePng(1, 1, 5 * MB), { session })).status).toBe(201)
  })

  it.each([
    ['nobody', 'x'.repeat(43), '', 401],
    ['one that is no picture', undefined, '<!doctype html>', 415],
  ])(
    '[D10] refuses an upload of %s before the rest of it comes',
    async (_who, who, body, status) => {
      await using host = await MediaHost.start()
      await using running = await startOn(host)
      await using client = await connectGateway(running)
      const session = await signIn(running, client)
      const stalled = begin(running, who ?? session, body)
      const [response] = (await once(stalled, 'response')) as [IncomingMessage]
      expect([response.statusCode, response.headers.connection]).toEqual([status, 'close'])
      expect(await json(response)).toHaveProperty('error')
      await new Promise((resolve) => stalled.once('close', resolve))
      await until(() => expect(stalled.socket?.destroyed).toBe(true))
    },
  )

  it('[D10] has no error to tell of an upload that its sender cuts short', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const cut = begin(running, session, makePng(1, 1, 1000))
    const tmp = join(running.dataDir, 'media', 'tmp')
    await until(async () => expect(await readdir(tmp)).toHaveLength(1))
    cut.on('error', () => undefined).destroy()
    await until(() =>
      expect(running.log).toContainEqual(
        expect.objectContaining({ msg: 'A client cut its request short.' }),
      ),
    )
    expect(running.log.filter(({ msg }) => msg === 'request failed')).toEqual([])
    await until(async () => expect(await readdir(tmp)).toEqual([]))
  })

  it('[D10] bounds what is not announced, too', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    let chunks = 0
    const body = new ReadableStream({
      pull(controller) {
        chunks += 1
        if (chunks > 6) controller.close()
        else controller.enqueue(chunks === 1 ? makePng(1, 1, MB) : Buffer.alloc(MB))
      },
    })
    const init = { method: 'POST', body, duplex: 'half' }
    const headers = { cookie: `switchboard=${session}`, origin: PUBLIC_URL }
    const response = await fetch(`${running.base}/media`, { ...init, headers } as RequestInit)
    expect([response.status, await codeOf(response)]).toEqual([413, 'TOO_LARGE'])
  })

  it('[D10] [D14] takes the word of a gateway for where an upload comes from', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const from = (token: string) =>
      upload(running, makePng(), {
        session,
        headers: { origin: 'https://gateway.example', authorization: `Bearer ${token}` },
      })
    expect((await from(GATEWAY_TOKEN)).status).toBe(201)
    expect((await from('another')).status).toBe(403)
  })

  it('[D11] [D12] sends pictures without a text, once, and says what cannot be sent', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const one = await uploaded(running, session)
    const two = await uploaded(running, session)
    const reply = { number: ANN, body: '', clientMessageId: 'a', media: [one.id, two.id] }
    const { entry } = (await client.request('reply', reply, session)) as { entry: Message }
    expect(entry).toMatchObject({ body: '', media: [one, two] })
    expect(await client.request('reply', reply, session)).toMatchObject({
      entry: { position: entry.position },
    })
    await until(() => expect(running.sent).toHaveLength(1))
    expect(running.sent[0]?.mediaUrls).toHaveLength(2)
    const [big, bigger] = [
      await uploaded(running, session, 3 * MB),
      await uploaded(running, session, 3 * MB),
    ]
    const refused: [object, string][] = [
      [{ ...reply, media: [one.id, big.id] }, 'MESSAGE_ID_REUSED'],
      [{ clientMessageId: 'b', media: [one.id] }, 'BAD_REQUEST'],
      [{ clientMessageId: 'b', media: [big.id, big.id] }, 'BAD_REQUEST'],
      [{ clientMessageId: 'b', media: ['unknown'] }, 'BAD_REQUEST'],
      [{ clientMessageId: 'b', media: [`unused!x`] }, 'BAD_REQUEST'],
      [{ clientMessageId: 'b', media: [big.id, bigger.id] }, 'TOO_LARGE'],
      [{ clientMessageId: 'b', media: [] }, 'BAD_REQUEST'],
      [{ clientMessageId: 'b', media: Array.from({ length: 11 }, () => 'x') }, 'BAD_REQUEST'],
    ]
    for (const [facts, code] of refused)
      await expect(client.request('reply', { ...reply, ...facts }, session)).rejects.toMatchObject({
        code,
      })
    expect(await running.entries(ANN)).toHaveLength(1)
    const body = { to: ANN, body: 'Look', clientMessageId: 'r', mediaUrls: ['https://a.example/x'] }
    await running.api('/messages', { method: 'POST', body: JSON.stringify(body) })
    await until(() => expect(running.sent).toHaveLength(2))
    expect(running.sent[1]?.mediaUrls).toEqual(['https://a.example/x'])
  })

  it('[D11] sends the pictures of an unknown reply again when a person decides so', async () => {
    await using host = await MediaHost.start()
    const outcomes = [{ kind: 'unknown', reason: 'lost' } as const]
    const send = () =>
      Promise.resolve(outcomes.shift() ?? ({ kind: 'sent', sid: 'SM1', status: 'queued' } as const))
    const messageLog = {
      page: () => Promise.resolve({ messages: [], next: null }),
      media: () => Promise.resolve([]),
      ourNumbers: () => Promise.resolve([]),
    }
    const outbox = {
      concurrency: 1,
      retryBaseMs: 5,
      retryCeilingMs: 20,
      maxAdminUploadBytes: 1024,
      lineRate: undefined,
      holdAfterUnknownMs: 0,
    }
    await using running = await startOn(host, { send, messageLog, config: { outbox } })
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const media = await uploaded(running, session)
    const reply = { number: ANN, body: '', clientMessageId: 'a', media: [media.id] }
    await client.request('reply', reply, session)
    await until(async () =>
      expect(await running.entries(ANN)).toMatchObject([{ status: 'unknown' }]),
    )
    const again = { number: ANN, position: 1, clientMessageId: 'b' }
    const { entry } = (await client.request('send-anyway', again, session)) as { entry: Message }
    expect(entry).toMatchObject({ position: 2, media: [media] })
    await until(() => expect(running.sent).toHaveLength(2))
    expect(running.sent[1]?.mediaUrls).toHaveLength(1)
  })

  it('[D13] removes what was used in no message after a day, and nothing else', async () => {
    await using host = await MediaHost.start()
    const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
    await using running = await startOn(host, { config: { dataDir } })
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const used = await uploaded(running, session)
    const unused = await uploaded(running, session)
    await client.request(
      'reply',
      { number: ANN, body: '', clientMessageId: 'a', media: [used.id] },
      session,
    )
    const { store } = running
    const files = new MediaFiles(join(dataDir, 'media'))
    const day = 24 * 3600_000
    expect(await sweepUploads({ store, files }, Date.now() + day - 60_000)).toBe(0)
    expect(await sweepUploads({ store, files }, Date.now() + day + 60_000)).toBe(1)
    expect((await getMedia(running, unused.id, session)).status).toBe(404)
    expect((await getMedia(running, used.id, session)).status).toBe(200)
    expect(await sweepUploads({ store, files }, Date.now() + 2 * day)).toBe(0)
  })

  it('[D13] lets an agent have 50 unused ones', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    for (let count = 0; count < 50; count += 1) await uploaded(running, session)
    const response = await upload(running, makePng(), { session })
    expect([response.status, await codeOf(response)]).toEqual([429, 'TOO_MANY_REQUESTS'])
  })
})
