import { closeCodes } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { ada, careful } from './scripted-switchboard.ts'
import { CAROL, makeMessage } from './shapes.ts'
import { TestGateway } from './test-gateway.ts'
import { thread } from './watching.ts'

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
      warnings: [careful],
    })
  })

  it('[G11] tells a welcomed browser its time', async () => {
    await using gateway = await TestGateway.start()
    const before = new Date().toISOString()
    const browser = await gateway.welcomed()
    const { at = '' } = await browser.next('welcome')
    expect([before, at, new Date().toISOString()].toSorted()[1]).toBe(at)
  })

  it('[G11] tells a welcomed browser when how things stand has changed', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    const news = { ...careful, text: 'new' }
    const about = { simulator: false, lines: [CAROL], warnings: [news] }
    gateway.switchboard.tell({ type: 'about', ...about })
    await vi.waitFor(() => expect(browser.of('about').at(-1)).toMatchObject(about))
    const later = await gateway.welcomed()
    expect(await later.next('welcome')).toMatchObject({ lines: [CAROL], warnings: [news] })
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

  it('[G13] tells it many changes at once, not each for itself', async () => {
    await using gateway = await TestGateway.start({ intervals: { tellIntervalMs: 1_000 } })
    const { switchboard } = gateway
    const before = switchboard.presenceReports
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: 15 }, () => gateway.welcomed()))
    await gateway.welcomed({ session: 'session-of-bob-0001' })
    await vi.waitFor(() => expect(switchboard.presence).toHaveLength(2), 5_000)
    const seconds = (performance.now() - startedAt) / 1_000
    expect(switchboard.presenceReports - before).toBeLessThanOrEqual(2 + Math.ceil(seconds))
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
