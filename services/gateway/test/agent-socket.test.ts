import {
  closeCodes,
  inboxFloor,
  standingOf,
  SwitchboardError,
  type Conversation,
  type Watch,
} from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { ada } from './scripted-switchboard.ts'
import { CAROL, DAVE, makeChange, makeConversation, makeMessage } from './shapes.ts'
import { TestGateway } from './test-gateway.ts'

const inbox = (view: 'mine' | 'unassigned' | 'all', floor: string | null = null): Watch => ({
  thread: null,
  inbox: { view, status: 'open', floor },
})
const thread = (number: string): Watch => ({ thread: number, inbox: null })

describe('who gets in', () => {
  it.each(['https://evil.example', 'null', null, 'http://localhost:1'])(
    '[G10] a socket of a page of %s is refused with 403',
    async (origin) => {
      await using gateway = await TestGateway.start()
      expect(await gateway.browser({ origin }).refused()).toBe(403)
    },
  )

  it('[G10] a page on any of this machine’s names may come when there is no public URL', async () => {
    await using gateway = await TestGateway.start()
    for (const name of ['localhost', '127.0.0.1', '[::1]']) {
      const browser = gateway.browser({ origin: `http://${name}:${gateway.port}` })
      expect(await browser.next('welcome')).toMatchObject({ me: ada })
    }
  })

  it('[G10] only the public URL’s own pages may come when there is one', async () => {
    const url = 'https://sms.example.com'
    await using gateway = await TestGateway.start({ url })
    const cookie = '__Host-switchboard=session-of-ada-0001'
    const welcomed = gateway.browser({ origin: url, headers: { cookie }, session: null })
    await welcomed.next('welcome')
    expect(await gateway.browser({ headers: { cookie }, session: null }).refused()).toBe(403)
  })

  it.each([null, 'session-of-nobody-1', 'no id'])(
    '[G11] a socket with session %j is closed with 4401 before any welcome',
    async (session) => {
      await using gateway = await TestGateway.start()
      const browser = gateway.browser({ session })
      expect(await browser.closed()).toBe(closeCodes.UNAUTHENTICATED)
      expect(browser.of('welcome')).toEqual([])
    },
  )

  it('[G11] tells a welcomed browser who it is and how things stand', async () => {
    await using gateway = await TestGateway.start()
    const observer = await gateway.welcomed({ watch: thread(CAROL) })
    gateway.switchboard.commit({
      entries: [makeMessage()],
      counts: {
        'open/*': 3,
        'open/-': 2,
        'open/ada': 1,
        'open/bob': 9,
        'snoozed/*': 4,
        'resolved/-': 5,
      },
    })
    await observer.next('entries')
    const browser = await gateway.welcomed()
    expect(await browser.next('welcome')).toMatchObject({
      me: ada,
      seq: 1,
      resumed: false,
      counts: { mine: 1, unassigned: 2, all: 3, snoozed: { all: 4 }, resolved: { unassigned: 5 } },
      simulator: true,
      lines: ['+14155550199'],
      warnings: ['careful'],
    })
  })

  it('[G11] tells a welcomed browser when how things stand has changed', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    const about = { simulator: false, lines: [CAROL], warnings: ['new'] }
    gateway.switchboard.tell({ type: 'about', ...about })
    await vi.waitFor(() => expect(browser.of('about').at(-1)).toMatchObject(about))
    const later = await gateway.welcomed()
    expect(await later.next('welcome')).toMatchObject({ lines: [CAROL], warnings: ['new'] })
  })

  it('[G11] closes a browser of another version with 4406, and one that says nothing with 4408', async () => {
    await using gateway = await TestGateway.start({ intervals: { helloTimeoutMs: 50 } })
    expect(await gateway.browser({ version: 99 }).closed()).toBe(closeCodes.UNSUPPORTED_VERSION)
    expect(await gateway.browser({ hello: false }).closed()).toBe(closeCodes.TIMEOUT)
  })

  it('[G12] bounds sockets per session and in all', async () => {
    await using gateway = await TestGateway.start({
      limits: { maxSockets: 3, maxSocketsPerSession: 2 },
    })
    await gateway.welcomed()
    const second = await gateway.welcomed()
    expect(await gateway.browser().refused()).toBe(429)
    await gateway.welcomed({ session: 'session-of-bob-0001' })
    expect(await gateway.browser({ session: 'session-of-bob-0001' }).refused()).toBe(503)
    second.terminate()
    await vi.waitUntil(async () => {
      const again = gateway.browser()
      return Promise.race([again.next('welcome'), again.refused().then(() => false)])
    })
  })

  it('[G13] tells the switchboard which sessions are here, at each change', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed()
    await vi.waitFor(() => expect(switchboard.presence).toEqual(['session-of-ada-0001']))
    await gateway.welcomed({ session: 'session-of-bob-0001' })
    await vi.waitFor(() => expect(switchboard.presence).toHaveLength(2))
    browser.terminate()
    await vi.waitFor(() => expect(switchboard.presence).toEqual(['session-of-bob-0001']))
  })

  it('[G13] tells browsers who is on line, and who went off', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    gateway.switchboard.tell({
      type: 'ephemeral',
      presence: [{ agent: 'bob', presence: 'available' }],
    })
    await vi.waitFor(() => expect(browser.of('ephemeral')).toHaveLength(1))
    gateway.switchboard.tell({
      type: 'ephemeral',
      presence: [{ agent: 'ada', presence: 'available' }],
    })
    await vi.waitFor(() =>
      expect(browser.of('ephemeral').at(-1)?.presence).toEqual([
        { agent: 'bob', presence: 'offline' },
        { agent: 'ada', presence: 'available' },
      ]),
    )
  })
})

describe('sessions that end', () => {
  it('[G14] signing out closes all sockets of that session at once, and no others', async () => {
    await using gateway = await TestGateway.start()
    const [one, two, other] = await Promise.all([
      gateway.welcomed(),
      gateway.welcomed(),
      gateway.welcomed({ session: 'session-of-ada-0002' }),
    ])
    const res = await gateway.ask('DELETE', '/session', undefined, {
      cookie: 'switchboard=session-of-ada-0001',
    })
    expect(res.status).toBe(204)
    expect(await one.closed()).toBe(closeCodes.UNAUTHENTICATED)
    expect(await two.closed()).toBe(closeCodes.UNAUTHENTICATED)
    expect((await other.ask('whoami')).result).toEqual({ agent: ada })
  })

  it('[G14] a session that was revoked elsewhere is found at the next check', async () => {
    await using gateway = await TestGateway.start({ intervals: { revalidateIntervalMs: 20 } })
    const browser = await gateway.welcomed()
    gateway.switchboard.sessions.delete('session-of-ada-0001')
    expect(await browser.closed()).toBe(closeCodes.UNAUTHENTICATED)
  })

  it('[G14] a person who is disabled is checked at once', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    gateway.switchboard.sessions.delete('session-of-ada-0001')
    gateway.switchboard.commit({ agents: [{ ...ada, disabled: true }] })
    expect(await browser.closed()).toBe(closeCodes.UNAUTHENTICATED)
  })

  it('[G14] a request that is refused for its session closes the socket', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    gateway.switchboard.sessions.delete('session-of-ada-0001')
    expect((await browser.ask('whoami')).error?.code).toBe('UNAUTHENTICATED')
    expect(await browser.closed()).toBe(closeCodes.UNAUTHENTICATED)
  })
})

describe('what it is sent', () => {
  it('[G15] entries of its open thread come with age and mood; others do not come', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    gateway.switchboard.commit({ entries: [makeMessage({ conversation: DAVE })] })
    gateway.switchboard.commit({ entries: [makeMessage({ seq: 2, changedSeq: 2 })] })
    const frame = await browser.next('entries')
    expect(frame).toMatchObject({ seq: 2, conversation: CAROL })
    expect(frame.entries).toMatchObject([{ position: 1, mood: { face: 'happy' }, age: {} }])
    expect(browser.of('entries')).toHaveLength(1)
    browser.watch(thread(DAVE))
    await browser.ask('whoami')
    gateway.switchboard.commit({ entries: [makeMessage({ conversation: DAVE, position: 2 })] })
    await vi.waitFor(() => expect(browser.of('entries').at(-1)?.conversation).toBe(DAVE))
  })

  it('[G16] rows come that are in its view, or were, and its open thread’s summary', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const mine = await gateway.welcomed({ watch: inbox('mine') })
    const queue = await gateway.welcomed({ watch: inbox('unassigned') })
    const reader = await gateway.welcomed({ watch: thread(CAROL) })
    const numbers = (browser: typeof mine) =>
      browser.of('conversations').map(({ seq, conversations: [c] }) => [seq, c?.assignee])
    switchboard.commit({ conversations: [makeChange({ assignee: null })] })
    switchboard.commit({
      conversations: [makeChange({ assignee: 'ada' }, { status: 'open', assignee: null })],
    })
    switchboard.commit({
      conversations: [makeChange({ assignee: 'bob' }, { status: 'open', assignee: 'ada' })],
    })
    switchboard.commit({
      conversations: [makeChange({ assignee: 'bob' }, { status: 'open', assignee: 'bob' })],
    })
    await vi.waitFor(() => expect(numbers(reader).at(-1)).toEqual([4, 'bob']))
    expect(numbers(mine).at(-1)).toEqual([3, 'bob'])
    expect(numbers(queue).at(-1)).toEqual([2, 'ada'])
    switchboard.commit({ conversations: [makeChange({ number: DAVE, assignee: null })] })
    await vi.waitFor(() => expect(numbers(queue).at(-1)).toEqual([5, null]))
    expect(numbers(mine).at(-1)).toEqual([3, 'bob'])
    expect(numbers(reader).at(-1)).toEqual([4, 'bob'])
  })

  it('[G16] rows older than the oldest one loaded do not come', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed({ watch: inbox('all', '2026-11-22T12:00:00.000Z') })
    const older = makeChange({ number: DAVE, lastActivityAt: '2026-11-22T11:59:59.999Z' })
    gateway.switchboard.commit({ conversations: [older] })
    gateway.switchboard.commit({ conversations: [makeChange({ unread: 1 })] })
    await browser.next('conversations')
    expect(browser.of('conversations').flatMap((f) => f.conversations)).toEqual([
      makeConversation({ unread: 1 }),
    ])
  })

  it('[G16] rows come that enter or leave what is filtered, as far as its order is loaded', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const row = (minute: number, part: Partial<Conversation> = {}) => {
      const waitingSince = `2026-11-22T11:${String(minute).padStart(2, '0')}:00.000Z`
      return makeConversation({ labels: ['vip'], moods: [-1], waitingSince, ...part })
    }
    const filter = { view: 'all', label: 'vip', mood: 'negative', sort: 'waiting' } as const
    const floor = inboxFloor(row(30), 'waiting')
    const browser = await gateway.welcomed({
      watch: { thread: null, inbox: { ...filter, status: 'open', floor } },
    })
    const change = (after: Conversation, before: Conversation | null) =>
      switchboard.commit({
        conversations: [{ conversation: after, before: before && standingOf(before) }],
      })
    change(row(31), null)
    change(row(10, { moods: [1] }), null)
    change(row(10, { labels: [] }), row(40))
    change(row(10), null)
    change(row(10, { moods: [-1, 2] }), row(10))
    change(row(50), row(20))
    await vi.waitFor(() => expect(browser.of('conversations').at(-1)?.seq).toBe(6))
    expect(browser.of('conversations').map(({ seq }) => seq)).toEqual([4, 5, 6])
  })

  it('[G17] counts come when they changed, and not more than four times a second', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    const startedAt = Date.now()
    for (let n = 1; n <= 200; n += 1) gateway.switchboard.commit({ counts: { 'open/*': n } })
    await vi.waitFor(() =>
      expect(browser.of('counts').at(-1)).toMatchObject({ seq: 200, counts: { all: 200 } }),
    )
    const seconds = (Date.now() - startedAt) / 1_000
    expect(browser.of('counts').length).toBeLessThanOrEqual(1 + Math.ceil(seconds * 4))
    gateway.switchboard.commit({ counts: { 'open/bob': 7 } })
    await gateway.welcomed({ session: 'session-of-bob-0001' })
    expect(browser.of('counts').at(-1)?.seq).toBe(200)
  })

  it('[G18] what has an audience reaches that Agent’s sockets only', async () => {
    await using gateway = await TestGateway.start()
    const adas = await gateway.welcomed({ watch: thread(CAROL) })
    const bobs = await gateway.welcomed({ session: 'session-of-bob-0001', watch: thread(CAROL) })
    gateway.switchboard.commit({ entries: [makeMessage({ position: 1 })], audience: 'ada' })
    gateway.switchboard.commit({ entries: [makeMessage({ position: 2 })] })
    const positions = (browser: typeof adas) =>
      browser.of('entries').flatMap(({ entries }) => entries.map(({ position }) => position))
    await vi.waitFor(() => expect(positions(bobs)).toEqual([2]))
    await vi.waitFor(() => expect(positions(adas)).toEqual([1, 2]))
  })

  it('[G18] people who are new or changed reach everyone', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    gateway.switchboard.commit({ agents: [{ ...ada, name: 'Ada L.' }] })
    expect(await browser.next('agents')).toMatchObject({ seq: 1, agents: [{ name: 'Ada L.' }] })
  })
})

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

  it('[G21] a browser that does not read is closed, and holds nobody up', async () => {
    await using gateway = await TestGateway.start({ limits: { maxBufferedBytes: 64 * 1024 } })
    const slow = await gateway.welcomed({ watch: thread(CAROL) })
    const quick = await gateway.welcomed({ watch: thread(CAROL) })
    slow.socket.pause()
    const body = 'x'.repeat(20_000)
    for (let position = 1; position <= 1_000; position += 1) {
      gateway.switchboard.commit({ entries: [makeMessage({ position, body })] })
      if (position % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await vi.waitFor(
      () => expect(quick.of('entries').at(-1)?.entries.at(-1)?.position).toBe(1_000),
      { timeout: 15_000 },
    )
    slow.socket.resume()
    expect([closeCodes.CONSUMER_TOO_SLOW, 1006]).toContain(await slow.closed())
    expect(slow.of('entries').at(-1)?.entries.at(-1)?.position ?? 0).toBeLessThan(1_000)
    expect(quick.closeCode).toBeUndefined()
  })

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

describe('without a switchboard', () => {
  it('[G23] browsers stay, are told, and are answered UNAVAILABLE at once', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    await gateway.switchboard.stop()
    await vi.waitFor(() => expect(browser.of('upstream').at(-1)?.live).toBe(false))
    expect((await browser.ask('whoami')).error?.code).toBe('UNAVAILABLE')
    await gateway.switchboard.listen()
    await vi.waitFor(() => expect(browser.of('upstream').at(-1)?.live).toBe(true), {
      timeout: 5_000,
    })
    expect((await browser.ask('whoami')).result).toEqual({ agent: ada })
    expect(browser.closeCode).toBeUndefined()
  })

  it('[G23] what was missed meanwhile arrives by the cursor', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    switchboard.commit({ entries: [makeMessage({ position: 1 })] })
    await browser.next('entries')
    await switchboard.stop()
    switchboard.commit({ entries: [makeMessage({ position: 2 })] })
    await switchboard.listen()
    await vi.waitFor(() => expect(browser.of('entries').at(-1)?.seq).toBe(2), { timeout: 5_000 })
    expect(switchboard.hellos.map(({ cursor }) => cursor)).toEqual([null, 1])
  })

  it('[G23] a browser that comes meanwhile waits, and is welcomed when it is back', async () => {
    await using gateway = await TestGateway.start()
    await gateway.switchboard.stop()
    await gateway.isReady(503)
    const browser = gateway.browser()
    expect(await browser.next('upstream')).toMatchObject({ live: false })
    await gateway.switchboard.listen()
    expect(await browser.next('welcome')).toMatchObject({ me: ada })
  })

  it('[G23] a snapshot where changes were expected sends browsers back to catch up', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    await switchboard.stop()
    switchboard.commit()
    switchboard.commit()
    switchboard.keptFrom = 2
    await switchboard.listen()
    expect(await browser.closed()).toBe(closeCodes.TOO_OLD)
    const again = await gateway.welcomed({ cursor: 0, watch: thread(CAROL) })
    expect(await again.next('welcome')).toMatchObject({ resumed: false, seq: 2 })
  })

  it('[G23] a gap in the changesets makes the gateway come back from its cursor', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    switchboard.commit({ entries: [makeMessage({ position: 1 })] })
    await browser.next('entries')
    switchboard.changesets.push({ ...switchboard.changesets[0]!, seq: 2 })
    switchboard.commit({ entries: [makeMessage({ position: 3 })] })
    await vi.waitFor(() => expect(browser.of('entries').at(-1)?.seq).toBe(3), { timeout: 5_000 })
    expect(switchboard.hellos.map(({ cursor }) => cursor)).toEqual([null, 1])
  })
})

describe('stopping', () => {
  it('[G24] tells browsers to come back, then leaves the switchboard', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    await gateway.destroy()
    expect(await browser.closed()).toBe(closeCodes.GOING_AWAY)
    await vi.waitFor(() => expect(gateway.switchboard.connections).toBe(0))
  })
})
