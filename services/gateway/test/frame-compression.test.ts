import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import zlib, { constants, deflateRawSync } from 'node:zlib'
import { closeCodes, type ConversationChange } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { EncodedFrame } from '../src/encoded-frame.ts'
import { CAROL, makeChange, makeMessage } from './shapes.ts'
import { eachChange, TestGateway } from './test-gateway.ts'
import type { BrowserOptions } from './test-browser.ts'
import { compress, COMPRESSED, framesOf, PLAIN, textOf, Wire } from './wire.ts'

const inbox = { view: 'all' as const, status: 'open' as const, floor: null }
const everything = { thread: CAROL, inbox }

/** So many that a frame with all of them is worth compressing. */
const manyRows = (): ConversationChange[] =>
  Array.from({ length: 30 }, (_, index) => makeChange({ number: `+1415555${1000 + index}` }))

/** What the gateway agrees to when a browser offers this; undefined when it agrees to nothing. */
async function agreedTo(gateway: TestGateway, offer: string | undefined) {
  const upgrade = request(`${gateway.url}/agent`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      cookie: 'switchboard=session-of-ada-0001',
      origin: gateway.url,
      ...(offer !== undefined && { 'sec-websocket-extensions': offer }),
    },
  })
  upgrade.end()
  const [response, socket] = (await once(upgrade, 'upgrade')) as [
    { headers: Record<string, string> },
    { destroy(): void },
  ]
  socket.destroy()
  return response.headers['sec-websocket-extensions']
}

/** A request as a browser compresses it. */
const ask = (id: string, more = '') =>
  compress(JSON.stringify({ type: 'request', id, op: 'whoami', args: {}, more }))

/** A browser and what goes over its wire. */
async function wired(gateway: TestGateway, options: BrowserOptions) {
  const browser = gateway.browser({ watch: everything, ...options })
  const wire = new Wire(browser)
  await browser.next('welcome')
  return { browser, wire }
}

describe('compression of frames', () => {
  const agreed = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover'
  it.each([
    ['permessage-deflate; client_max_window_bits', agreed],
    ['permessage-deflate', agreed],
    ['permessage-deflate; client_max_window_bits; server_no_context_takeover', agreed],
    [undefined, undefined],
    ['permessage-deflate; server_max_window_bits=10', undefined],
    ['permessage-deflate; client_max_window_bits=99', undefined],
    ['permessage-bzip2', undefined],
    [';;;', undefined],
  ])('[G29] is agreed to, without contexts, as browsers offer it: %s', async (offer, answer) => {
    await using gateway = await TestGateway.start()
    const found = await agreedTo(gateway, offer)
    expect(found?.split('; ').toSorted()).toEqual(answer?.split('; ').toSorted())
  })

  it('[G29] makes of a large frame the same bytes for all who offered it, and leaves it to the others as it is', async () => {
    await using gateway = await TestGateway.start()
    const ada = await wired(gateway, {})
    const bob = await wired(gateway, { session: 'session-of-bob-0001' })
    const old = await wired(gateway, { compresses: false })
    gateway.switchboard.commit({ conversations: manyRows() })
    for (const { browser } of [ada, bob, old]) await browser.next('conversations')
    const [adas, bobs, olds] = [ada, bob, old].map(({ wire }) => wire.with('+14155551029'))
    expect(adas?.map(({ first }) => first)).toEqual([COMPRESSED])
    expect(bobs).toEqual(adas)
    expect(olds?.map(({ first }) => first)).toEqual([PLAIN])
    expect(adas?.map(textOf)).toEqual(olds?.map(textOf))
    expect(old.wire.frames.every(({ first }) => first === PLAIN)).toBe(true)
    expect(adas?.[0]?.payload.length).toBeLessThan((olds?.[0]?.payload.length ?? 0) / 5)
  })

  it('[G29] compresses a frame once, however many are sent it', () => {
    const frame = new EncodedFrame(Buffer.from('word '.repeat(1000)))
    expect(frame.compressed).toBe(frame.compressed)
    expect(frame.plain).toBe(frame.plain)
  })

  it('[G29] leaves small frames as they are, and keeps all in order', async () => {
    await using gateway = await TestGateway.start(eachChange)
    const { browser, wire } = await wired(gateway, {})
    const positions = () =>
      browser.of('entries').flatMap(({ entries }) => entries.map((entry) => entry.position))
    const commit = (position: number) => {
      const body = 'word '.repeat(position % 3 === 0 ? 2000 : 2)
      gateway.switchboard.commit({ entries: [makeMessage({ position, body })] })
    }
    commit(1)
    await vi.waitFor(() => expect(positions()).toHaveLength(1))
    for (let position = 2; position <= 200; position += 1) {
      commit(position)
      if (position % 20 === 0) browser.socket.ping()
    }
    await vi.waitFor(() => expect(positions()).toHaveLength(200))
    expect(positions()).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
    const texts = wire.with('"type":"entries"')
    expect(texts.some(({ first }) => first === PLAIN)).toBe(true)
    for (const frame of texts)
      expect(frame.first).toBe(textOf(frame).length < 1024 ? PLAIN : COMPRESSED)
  })

  it('[G29] [G24] says good-bye behind what was sent', async () => {
    await using gateway = await TestGateway.start({ intervals: { tellIntervalMs: 3_600_000 } })
    const { browser } = await wired(gateway, {})
    gateway.switchboard.commit({})
    gateway.switchboard.commit({ conversations: manyRows() })
    await vi.waitFor(() => expect(gateway.switchboard.seq).toBe(2))
    await browser.ask('whoami')
    await gateway.destroy()
    expect(await browser.closed()).toBe(closeCodes.GOING_AWAY)
    expect(browser.of('conversations').at(-1)?.conversations).toHaveLength(30)
  })

  it('[G29] takes what browsers compress, small or large, and keeps no context for it', async () => {
    using made = vi.spyOn(zlib, 'createInflateRaw')
    await using gateway = await TestGateway.start()
    const { browser, wire } = await wired(gateway, {})
    await wire.send(ask('a'))
    await wire.send(ask('b', 'x'.repeat(60_000)))
    await vi.waitFor(() => expect(browser.of('response').map(({ id }) => id)).toEqual(['a', 'b']))
    expect(made.mock.results.map(({ value }) => value.destroyed)).toEqual([true, true])
  })

  it('[G29] [G20] closes with 1009 what inflates to more than 64 KiB, and inflates no more of it', async () => {
    await using gateway = await TestGateway.start()
    const { browser, wire } = await wired(gateway, {})
    // Each flush ends on a byte, so that pieces can be put together: 60 MB of zeros.
    const finishFlush = constants.Z_FULL_FLUSH
    const piece = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush })
    const bomb = Buffer.concat(Array.from({ length: 60 }, () => piece))
    expect(bomb.length).toBeLessThan(0xffff)
    const before = process.memoryUsage().arrayBuffers
    await wire.send(bomb)
    expect(await browser.closed()).toBe(1009)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024)
    expect((await gateway.welcomed()).closeCode).toBeUndefined()
  })

  it.each([0, 1, 125, 126, 1023, 1024, 65_535, 65_536, 300_000])(
    '[G29] stands for itself: a text of %d bytes is the text again',
    (length) => {
      const text = randomBytes(length).toString('hex').slice(length)
      const { plain, compressed } = new EncodedFrame(Buffer.from(text))
      const frames = framesOf(Buffer.concat([plain, compressed]))
      expect(frames.map(textOf)).toEqual([text, text])
      expect(frames.map(({ first }) => first)).toEqual([PLAIN, length < 1024 ? PLAIN : COMPRESSED])
    },
  )
})
