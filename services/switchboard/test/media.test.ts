import { mkdtemp, readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryStore } from '@switchboard/history'
import { describe, expect, it } from 'vitest'
import { connectGateway } from './support/gateway-client.ts'
import { makePng, MediaHost, respond } from './support/media-host.ts'
import { PUBLIC_URL } from './support/start-switchboard.ts'
import {
  ANN,
  MB,
  codeOf,
  getMedia,
  mediaOf,
  receive,
  signIn,
  startOn,
  until,
  uploaded,
} from './support/media-world.ts'

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
