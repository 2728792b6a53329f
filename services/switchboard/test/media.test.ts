import { mkdtemp, readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryStore } from '@switchboard/history'
import type { ErrorBody, Media, Message } from '@switchboard/protocol'
import { Secret } from '@switchboard/service'
import { describe, expect, it, vi } from 'vitest'
import type { SwitchboardConfig } from '../src/index.ts'
import { mediaDefaults } from '../src/media/media-config.ts'
import { MediaFiles } from '../src/media/media-files.ts'
import { sweepUploads } from '../src/media/uploads.ts'
import { connectGateway, type GatewayClient } from './support/gateway-client.ts'
import { makePng, MediaHost, respond } from './support/media-host.ts'
import {
  AUTH_TOKEN,
  GATEWAY_TOKEN,
  LINE,
  makeText,
  PUBLIC_URL,
  startSwitchboard,
  type Running,
  type StartOptions,
} from './support/start-switchboard.ts'

const ANN = '+14155550101'
const MB = 1024 * 1024
const API_HOST = 'https://api.twilio.com'

/** Asks again and again; a busy machine takes its time. */
const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, 15_000)

/** A switchboard whose carrier's API is this host, asked again at once. */
function startOn(host: MediaHost, options: StartOptions = {}): Promise<Running> {
  const twilio: SwitchboardConfig['twilio'] = {
    accountSid: `AC${'0'.repeat(32)}`,
    authTokens: [new Secret(AUTH_TOKEN)],
    phoneNumberSid: `PN${'0'.repeat(32)}`,
    defaultLine: LINE,
    apiUrl: host.base,
    registerWebhook: false,
    requestTimeoutMs: 1000,
  }
  const retry = { ...mediaDefaults.retry, delaysMs: [1] }
  const config = { twilio, media: { ...mediaDefaults, retry }, ...options.config }
  return startSwitchboard({ ...options, config })
}

/** A text with these pictures; resolves with its entry as it was answered. */
async function receive(running: Running, ...paths: string[]): Promise<void> {
  const params = paths.flatMap((path, index) => [
    [`MediaUrl${index}`, API_HOST + path],
    [`MediaContentType${index}`, 'image/jpeg'],
  ])
  const text = { NumMedia: String(paths.length), Body: '', ...Object.fromEntries(params) }
  expect((await running.webhook(makeText(text))).status).toBe(200)
}

async function mediaOf(running: Running, position = 1): Promise<Media[]> {
  const entry = (await running.entries(ANN)).find((one) => one.position === position)
  return (entry as Message).media
}

async function signIn(running: Running, client: GatewayClient): Promise<string> {
  const { session } = await client.welcome('Ada', 'correct horse battery')
  expect(running.welcomeToken).not.toBe('')
  return session
}

function getMedia(running: Running, path: string, session?: string): Promise<Response> {
  const headers: Record<string, string> =
    session === undefined ? {} : { cookie: `switchboard=${session}` }
  return fetch(`${running.base}/media/${path}`, { headers })
}

interface UploadOptions {
  session: string
  type?: string
  headers?: Record<string, string>
}

function upload(
  running: Running,
  body: Buffer,
  { session, type = 'image/png', headers = {} }: UploadOptions,
): Promise<Response> {
  const all = { cookie: `a=b; switchboard=${session}`, origin: PUBLIC_URL, 'content-type': type }
  return fetch(`${running.base}/media`, { method: 'POST', body, headers: { ...all, ...headers } })
}

async function uploaded(running: Running, session: string, bytes = 100): Promise<Media> {
  const response = await upload(running, makePng(8, 6, bytes), { session })
  expect(response.status).toBe(201)
  return ((await response.json()) as { media: Media }).media
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: ErrorBody }).error.code
}

describe('media of customers', () => {
  it('[D1] shows the text at once and each picture when it is here, live', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const answers: (() => void)[] = []
    host.on('/slow', (response) => {
      answers.push(() => respond(response, 200, {}, makePng(640, 480)))
    })
    await receive(running, '/slow')
    expect(await mediaOf(running)).toMatchObject([{ contentType: 'image/jpeg', state: 'waiting' }])
    await until(() => expect(answers).toHaveLength(1))
    answers[0]?.()
    const [id] = (await mediaOf(running)).map((one) => one.id)
    const here = { id, contentType: 'image/png', size: 100, width: 640, height: 480 }
    await until(async () => expect(await mediaOf(running)).toEqual([here]))
    await until(() => {
      const entries = client.changesets().flatMap((changeset) => changeset.entries)
      expect(entries.at(-1)).toMatchObject({ position: 1, seq: 1, changedSeq: 2, media: [here] })
    })
    expect(host.asked.find(({ path }) => path === '/slow')?.authorization).toMatch(/^Basic /)
    const session = await signIn(running, client)
    const response = await getMedia(running, id ?? '', session)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(makePng(640, 480))
  })

  it('[D1] brings ten pictures of one text, and goes on after a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
    await using host = await MediaHost.start()
    const store = new MemoryStore()
    // A store that is closed with its switchboard is gone; this one has to outlive it.
    const close = store.close.bind(store)
    store.close = () => Promise.resolve()
    const paths = Array.from({ length: 10 }, (_, index) => `/p${index}`)
    for (const path of paths) host.on(path, () => undefined)
    const before = await startOn(host, { store, config: { dataDir } })
    await receive(before, ...paths)
    await until(() => expect(host.asked.filter(({ path }) => paths.includes(path))).toHaveLength(4))
    await before[Symbol.asyncDispose]()
    expect((await store.entries(ANN, { limit: 1 })).entries[0]).toMatchObject({
      media: paths.map(() => ({ state: 'waiting' })),
    })
    for (const path of paths) host.redirects(path, `/cdn${path}`).gives(`/cdn${path}`, makePng())
    await using running = await startOn(host, { store, config: { dataDir } })
    await until(async () =>
      expect((await mediaOf(running)).map(({ size }) => size)).toEqual(paths.map(() => 100)),
    )
    store.close = close
  })

  it('[D5] keeps nothing whose first bytes are of another kind, whatever it is said to be', async () => {
    await using host = await MediaHost.start()
    const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
    await using running = await startOn(host, { config: { dataDir } })
    host.gives('/page', '<!doctype html><script>alert(1)</script>', { 'content-type': 'image/png' })
    await receive(running, '/page')
    await until(async () =>
      expect(await mediaOf(running)).toMatchObject([{ state: 'failed', problem: 'unsupported' }]),
    )
    expect(await readdir(join(dataDir, 'media', 'tmp'))).toEqual([])
    expect(host.timesAsked('/page')).toBe(1)
  })

  it('[D4] shows a 20 MB picture as too large, and keeps its text', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    host.gives('/big', makePng(1, 1, 20 * MB))
    await receive(running, '/big')
    await until(async () =>
      expect(await mediaOf(running)).toMatchObject([{ state: 'failed', problem: 'too-large' }]),
    )
    expect(host.timesAsked('/big')).toBe(1)
  })

  it('[D6] [D7] gives up a 404 after three times, and asks again when a person wants it', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    await receive(running, '/gone')
    await until(async () =>
      expect(await mediaOf(running)).toMatchObject([{ state: 'failed', problem: 'gone' }]),
    )
    expect(host.timesAsked('/gone')).toBe(3)
    host.gives('/gone', makePng())
    const [media] = await mediaOf(running)
    const session = await signIn(running, client)
    await client.request('retry-media', { id: media?.id }, session)
    await until(async () => expect(await mediaOf(running)).toMatchObject([{ size: 100 }]))
    await expect(client.request('retry-media', { id: media?.id })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('[D6] says so while the carrier is down, goes on asking, and shows it when it comes', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    host.on('/down', (response) => respond(response, 503))
    await receive(running, '/down')
    await until(async () =>
      expect(await mediaOf(running)).toMatchObject([{ state: 'failed', problem: 'unreachable' }]),
    )
    host.gives('/down', makePng())
    await until(async () => expect(await mediaOf(running)).toMatchObject([{ size: 100 }]))
  })

  it('[D7] has nothing to fetch of what never came from the carrier', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const body = { to: ANN, body: 'Look', clientMessageId: 'a', mediaUrls: ['https://a.example/x'] }
    await running.api('/messages', { method: 'POST', body: JSON.stringify(body) })
    const [elsewhere] = await mediaOf(running)
    for (const id of [elsewhere?.id, 'unknown', (await uploaded(running, session)).id])
      await expect(client.request('retry-media', { id }, session)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
  })
})

describe('who is given media', () => {
  it('[D8] [D9] answers a session, safely, and nobody without', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    host.gives('/a', makePng()).gives('/b', '%PDF-1.7 a document')
    await receive(running, '/a', '/b')
    await until(async () =>
      expect((await mediaOf(running)).every(({ size }) => size !== undefined)).toBe(true),
    )
    const [picture, document] = (await mediaOf(running)).map(({ id }) => id) as [string, string]
    expect((await getMedia(running, picture)).status).toBe(401)
    expect((await getMedia(running, picture, 'x'.repeat(43))).status).toBe(401)
    const session = await signIn(running, client)
    const { status, headers } = await getMedia(running, picture, session)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="picture-${picture.slice(0, 8)}.png"`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-length': '100',
    })
    const file = await getMedia(running, document, session)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="file-.*\.pdf"$/)
    await client.request('sign-out', {}, session)
    expect((await getMedia(running, picture, session)).status).toBe(401)
  })

  it('[D8] answers a good link, and none that is expired, changed or of another picture', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const { id } = await uploaded(running, session)
    const other = await uploaded(running, session)
    const reply = { number: ANN, body: '', clientMessageId: 'a', media: [id] }
    await client.request('reply', reply, session)
    await until(() => expect(running.sent).toHaveLength(1))
    const [url] = running.sent[0]?.mediaUrls ?? []
    expect(url).toMatch(
      new RegExp(`^${PUBLIC_URL}/media/${id}\\?expires=\\d+&signature=[\\w-]{43}$`),
    )
    const query = new URL(url ?? '').searchParams
    expect((await getMedia(running, `${id}?${String(query)}`)).status).toBe(200)
    const late = new URLSearchParams(query)
    late.set('expires', '1700000000')
    const forged = new URLSearchParams(query)
    forged.set('expires', String(Number(query.get('expires')) + 1))
    const paths = [
      `${id}?${String(late)}`,
      `${id}?${String(forged)}`,
      `${other.id}?${String(query)}`,
      `${id}?signature=`,
    ]
    for (const path of paths) {
      const response = await getMedia(running, path, session)
      expect([path, response.status, await codeOf(response)]).toEqual([path, 403, 'FORBIDDEN'])
    }
  })

  it('[D8] takes no path for an id', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const session = await signIn(running, client)
    const headers = { cookie: `switchboard=${session}` }
    const statusOf = (path: string) =>
      new Promise((resolve, reject) => {
        request(running.base, { path, headers }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
          .once('error', reject)
          .end()
      })
    for (const path of [
      '/media/../history/CURRENT',
      '/media/..%2fhistory%2fCURRENT',
      '/media/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      `/media/${'a'.repeat(40)}%2e%2e%2f`,
      '/media/tmp',
      '/media/',
      '/media/%00',
      `/media/${'A'.repeat(43)}`,
      '/media/unused!x',
      '/media/due!x',
    ])
      expect([path, await statusOf(path)]).toEqual([path, 404])
  })

  it('[D10] [D13] keeps an upload to its author until it is sent, then gives it to colleagues', async () => {
    await using host = await MediaHost.start()
    await using running = await startOn(host)
    await using client = await connectGateway(running)
    const ada = await signIn(running, client)
    const { session: bob } = await client.addAgent('Bob', 'correct horse battery', ada)
    const media = await uploaded(running, ada)
    expect(media).toEqual({ ...media, contentType: 'image/png', size: 100, width: 8, height: 6 })
    expect((await getMedia(running, media.id, bob)).status).toBe(404)
    expect((await getMedia(running, media.id, ada)).status).toBe(200)
    const stolen = { number: ANN, body: '', clientMessageId: 'b', media: [media.id] }
    await expect(client.request('reply', stolen, bob)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await client.request('reply', { ...stolen, clientMessageId: 'a' }, ada)
    expect((await getMedia(running, media.id, bob)).status).toBe(200)
  })
})

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
