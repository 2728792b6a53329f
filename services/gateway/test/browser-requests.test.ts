import { randomBytes } from 'node:crypto'
import { closeCodes, SwitchboardError } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { CAROL, makeConversation, makeMessage } from './shapes.ts'
import type { TestBrowser } from './test-browser.ts'
import { TestGateway } from './test-gateway.ts'
import { thread } from './watching.ts'

describe('requests', () => {
  it('[G19] are carried upstream with the session, and answered with what came back', async () => {
    await using gateway = await TestGateway.start()
    gateway.switchboard.handlers['take'] = (args) => ({ conversation: makeConversation(args) })
    const browser = await gateway.welcomed()
    const args = { number: CAROL, assignmentVersion: 1 }
    const { result } = await browser.ask('take', args)
    expect(result).toEqual({ conversation: makeConversation(args) })
    expect(gateway.switchboard.requests.at(-1)).toMatchObject({
      op: 'take',
      session: 'session-of-ada-0001',
      args,
    })
  })

  it('[G19] for entries come back with age and mood, in order', async () => {
    await using gateway = await TestGateway.start()
    const entries = [3, 2, 1].map((position) => makeMessage({ position }))
    const conversation = makeConversation()
    gateway.switchboard.handlers['entries'] = () => ({ entries, conversation, next: null, asOf: 9 })
    const browser = await gateway.welcomed()
    const { result } = await browser.ask('entries', { number: CAROL })
    expect(result).toMatchObject({
      asOf: 9,
      entries: [3, 2, 1].map((position) => ({ position, mood: { score: 3 }, age: {} })),
    })
  })

  it.each([
    ['sign-in', { name: 'ada', password: 'secret123' }],
    ['sign-out', {}],
    ['constructor', {}],
    ['take', { number: CAROL }],
    ['entries', { number: CAROL, limit: 'all' }],
  ])('[G19] %s with %j is refused here', async (op, args) => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    const asked = gateway.switchboard.requests.length
    expect((await browser.ask(op, args)).error?.code).toBe('BAD_REQUEST')
    expect(gateway.switchboard.requests).toHaveLength(asked)
  })

  it('[G19] answer with the switchboard’s own refusal', async () => {
    await using gateway = await TestGateway.start()
    gateway.switchboard.handlers['reply'] = () => {
      throw new SwitchboardError('OPTED_OUT', 'They said STOP.')
    }
    const browser = await gateway.welcomed()
    const args = { number: CAROL, body: 'Hi', clientMessageId: 'c1' }
    expect((await browser.ask('reply', args)).error).toEqual({
      code: 'OPTED_OUT',
      message: 'They said STOP.',
    })
  })

  it('[G19] wait in a bounded number', async () => {
    await using gateway = await TestGateway.start({ limits: { maxRequestsPerSocket: 2 } })
    gateway.switchboard.handlers['counts'] = () => new Promise(() => undefined)
    const browser = await gateway.welcomed()
    for (const id of ['a', 'b', 'c']) browser.say({ type: 'request', id, op: 'counts', args: {} })
    expect(await browser.next('response')).toMatchObject({
      id: 'c',
      error: { code: 'TOO_MANY_REQUESTS' },
    })
  })
})

const patiently = { timeout: 15_000, interval: 5 }
const lastOf = (browser: TestBrowser) => browser.of('entries').at(-1)?.entries.at(-1)?.position ?? 0

describe('limits', () => {
  it.each([
    ['not json', closeCodes.BAD_FRAME],
    ['{"type":"unknown"}', closeCodes.BAD_FRAME],
    ['{"type":"watch"}', closeCodes.BAD_FRAME],
    [Buffer.from('{}'), closeCodes.BAD_FRAME],
    ['x'.repeat(64 * 1024 + 1), 1009],
  ])('[G20] the frame %.20s closes with %d', async (frame, code) => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    browser.socket.send(frame)
    expect(await browser.closed()).toBe(code)
  })

  it('[G27] a page that the pipeline has no room for closes with 4503, and only this browser', async () => {
    await using gateway = await TestGateway.start({ limits: { maxEntriesInside: 10 } })
    const entries = Array.from({ length: 20 }, (_, at) => makeMessage({ position: 20 - at }))
    const page = { entries, conversation: makeConversation(), next: null, asOf: 9 }
    gateway.switchboard.handlers['entries'] = () => page
    const browser = await gateway.welcomed()
    const other = await gateway.welcomed({ session: 'session-of-bob-0001' })
    const { error } = await browser.ask('entries', { number: CAROL })
    expect(error?.code).toBe('CONSUMER_TOO_SLOW')
    expect(await browser.closed()).toBe(closeCodes.CONSUMER_TOO_SLOW)
    page.entries = entries.slice(0, 5)
    expect((await other.ask('entries', { number: CAROL })).result).toMatchObject({ asOf: 9 })
    expect((await gateway.welcomed()).closeCode).toBeUndefined()
  })

  it('[G20] a hello comes first, and once', async () => {
    await using gateway = await TestGateway.start()
    const twice = await gateway.welcomed()
    twice.hello()
    expect(await twice.closed()).toBe(closeCodes.BAD_FRAME)
    const late = gateway.browser({ hello: false })
    await vi.waitUntil(() => late.socket.readyState === late.socket.OPEN)
    late.watch({})
    expect(await late.closed()).toBe(closeCodes.BAD_FRAME)
  })

  it('[G20] frames that come too fast close with 4429', async () => {
    await using gateway = await TestGateway.start({ limits: { framesPerTenSeconds: 10 } })
    const browser = await gateway.welcomed()
    for (let n = 0; n < 10; n += 1) browser.watch({})
    expect(await browser.closed()).toBe(closeCodes.TOO_MANY_REQUESTS)
  })

  it.each([
    ['', true],
    [' and reads no compressed frames', false],
  ])(
    '[G21] a browser that does not read%s is closed, and holds nobody up',
    async (_, compresses) => {
      await using gateway = await TestGateway.start({ limits: { maxBufferedBytes: 64 * 1024 } })
      const slow = await gateway.welcomed({ watch: thread(CAROL), compresses })
      const quick = await gateway.welcomed({ watch: thread(CAROL) })
      slow.socket.pause()
      for (let position = 1; position <= 1_000; position += 1) {
        // Of which compression leaves enough, and nobody asks for a mood.
        const sid = randomBytes(15_000).toString('base64')
        gateway.switchboard.commit({ entries: [makeMessage({ position, sid })] })
        if (position % 20 === 0) await vi.waitUntil(() => lastOf(quick) === position, patiently)
      }
      slow.socket.resume()
      expect([closeCodes.CONSUMER_TOO_SLOW, 1006]).toContain(await slow.closed())
      expect(lastOf(slow)).toBeLessThan(1_000)
      expect(quick.closeCode).toBeUndefined()
    },
  )

  it('[G22] a browser that answers no ping is left, one that does stays', async () => {
    await using gateway = await TestGateway.start({ intervals: { pingIntervalMs: 200 } })
    const deaf = await gateway.welcomed()
    deaf.socket.pong = () => undefined
    const alive = await gateway.welcomed()
    let pings = 0
    alive.socket.on('ping', () => (pings += 1))
    expect(await deaf.closed()).toBe(1006)
    await vi.waitFor(() => expect(pings).toBeGreaterThan(2), { timeout: 5_000 })
    expect(alive.closeCode).toBeUndefined()
  })

  it('[G6] every browser is sent a sign of life when nothing else happens', async () => {
    await using gateway = await TestGateway.start({ intervals: { upstreamFrameIntervalMs: 20 } })
    const browser = await gateway.welcomed()
    await vi.waitFor(() => expect(browser.of('upstream').length).toBeGreaterThan(3))
    expect(browser.of('upstream').every(({ live }) => live)).toBe(true)
  })
})
