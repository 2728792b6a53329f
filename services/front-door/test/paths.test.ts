import { describe, expect, it } from 'vitest'
import { World } from './world.ts'

describe('the table of paths', () => {
  it.each([
    ['/smswebhook', 'switchboard'],
    ['/smsstatus?id=1', 'switchboard'],
    ['/gateway', 'switchboard'],
    ['/api/v1/conversations?limit=1', 'switchboard'],
    ['/media/abc', 'switchboard'],
    ['/phone', 'simulator'],
    ['/phone/assets/main.js', 'simulator'],
    ['/', 'gateway'],
    ['/welcome/token', 'gateway'],
    ['/agent', 'gateway'],
    ['/phonebook', 'gateway'],
    ['/apis', 'gateway'],
  ])('[F1] passes %s to the %s, as it is', async (path, name) => {
    await using world = await World.create()
    const told = await world.ask(path)
    expect(told.name).toContain(name)
    expect(told.url).toBe(path)
  })

  it('[F1] answers 404 as JSON for the phone where there is no simulator', async () => {
    await using world = await World.create({ simulatorUrl: undefined })
    const answer = await world.fetch('/phone/')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
    const socket = await world.webSocket('/phone/socket')
    await socket.closed
    expect(socket.text).toMatch(/^HTTP\/1.1 404 /)
  })

  it.each([
    '/media/../readyz',
    '/media/%2e%2E/readyz',
    '/media/.%2e',
    '/media/./x',
    '/api/v1/%2e/x',
    '/media\\..\\readyz',
    '/media/..%5creadyz',
    '/media/..%2Freadyz',
    '/..',
    '/phone/%2e%2e/agent?a=1',
  ])('[F1] refuses %s, which those behind it would resolve', async (path) => {
    await using world = await World.create()
    const client = await world.raw(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`)
    await expect.poll(() => client.text).toContain('"BAD_REQUEST"')
    expect(client.text).toMatch(/^HTTP\/1.1 400 /)
    const socket = await world.webSocket(path)
    await socket.closed
    expect(socket.text).toMatch(/^HTTP\/1.1 400 /)
    const { switchboard, gateways, simulator } = world
    expect([switchboard, ...gateways, simulator].flatMap(({ paths }) => paths)).toEqual([])
  })

  it.each(['/media/a..b', '/media/...', '/c/.x', '/?a=/../'])(
    '[F1] passes %s, where dots are no segment',
    async (path) => {
      await using world = await World.create()
      const client = await world.raw(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`)
      await expect.poll(() => client.text).toContain(`"url":"${path}"`)
    },
  )

  it.each([
    ['/gateway', 'switchboard:'],
    ['/agent', 'gateway-'],
    ['/phone/socket', 'simulator:'],
  ])('[F2] opens a WebSocket at %s, and carries bytes both ways', async (path, name) => {
    await using world = await World.create()
    const client = await world.webSocket(path)
    await expect.poll(() => client.text).toContain(name)
    expect(client.text).toMatch(/^HTTP\/1.1 101 /)
    client.socket.write('hello')
    await expect.poll(() => client.text).toContain('hello')
  })

  it('[F2] refuses a WebSocket anywhere else with 404', async () => {
    await using world = await World.create()
    const client = await world.webSocket('/other')
    await client.closed
    expect(client.text).toMatch(/^HTTP\/1.1 404 /)
  })

  it('[F2] ends both sides of a WebSocket when either ends', async () => {
    await using world = await World.create()
    const leaving = await world.webSocket('/gateway')
    await expect.poll(() => leaving.text).toContain('switchboard:')
    leaving.socket.resetAndDestroy()
    await expect.poll(() => world.switchboard.seen[0]?.socket.destroyed).toBe(true)
    const left = await world.webSocket('/agent')
    await expect.poll(() => left.text).toContain('gateway-')
    await Promise.all(world.gateways.map((gateway) => gateway.die()))
    await left.closed
  })

  it.each([
    ['a method nobody knows', 'TRACE / HTTP/1.1\r\nhost: x\r\n\r\n', 405],
    ['an absolute address', 'GET http://other.example/ HTTP/1.1\r\nhost: x\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a body over the bound',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9999999999\r\n\r\n',
      413,
    ],
  ])('[F3] refuses %s, and passes nothing on', async (_name, bytes, status) => {
    await using world = await World.create()
    const client = await world.raw(bytes)
    await expect.poll(() => client.text).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const { switchboard, gateways, simulator } = world
    expect([switchboard, ...gateways, simulator].flatMap(({ paths }) => paths)).toEqual([])
  })

  it('[F3] refuses a body of undeclared length once it passes the bound', async () => {
    await using world = await World.create({ maxBodyBytes: 1000 })
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 30; i++) controller.enqueue(new Uint8Array(100))
        controller.close()
      },
    })
    const init = { method: 'POST', body, duplex: 'half' } as const
    const answer = await world.fetch('/api/v1/messages', init)
    expect(answer.status).toBe(413)
  })

  it('[F3] lets a history that an admin uploads be larger than other bodies, up to its own bound', async () => {
    await using world = await World.create({ maxBodyBytes: 1000, maxAdminUploadBytes: 10_000 })
    const upload = (path: string, bytes: number, isDeclared: boolean) => {
      const content = new Uint8Array(bytes).fill(97)
      const body = isDeclared ? content : new Blob([content]).stream()
      return world.fetch(path, { method: 'POST', body, duplex: 'half' })
    }
    for (const path of ['/api/v1/admin/restore', '/api/v1/admin/import?replace=yes'])
      for (const isDeclared of [true, false]) {
        expect((await upload(path, 9000, isDeclared)).status).toBe(200)
        expect((await upload(path, 11_000, isDeclared)).status).toBe(413)
      }
    expect((await upload('/api/v1/admin/verify', 9000, true)).status).toBe(413)
  })

  it('[F4] appends the caller to X-Forwarded-For at the right, and believes no other claim', async () => {
    await using world = await World.create()
    const headers = {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=1.2.3.4',
    }
    const told = await world.ask('/', { headers })
    expect(told.headers).toMatchObject({
      'x-forwarded-for': '1.2.3.4, 127.0.0.1',
      'x-forwarded-proto': 'http',
    })
    expect(told.headers).not.toHaveProperty('x-forwarded-host')
    expect(told.headers).not.toHaveProperty('forwarded')
    await using heroku = await World.create({ behindRouter: true })
    expect((await heroku.ask('/', { headers })).headers).toMatchObject({
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-proto': 'https',
    })
  })

  it('[F4] passes body, method, host, cookies and status on unchanged', async () => {
    await using world = await World.create()
    const told = await world.ask('/smswebhook?a=1', {
      method: 'POST',
      headers: { 'x-twilio-signature': 'sig=', cookie: 'a=b' },
      body: 'Body=Hi+%F0%9F%98%80',
    })
    expect(told).toMatchObject({ url: '/smswebhook?a=1', body: 'Body=Hi+%F0%9F%98%80' })
    expect(told.headers).toMatchObject({
      host: `127.0.0.1:${world.port}`,
      'x-twilio-signature': 'sig=',
      cookie: 'a=b',
    })
    world.switchboard.handler = (_req, res) =>
      res.writeHead(418, { 'set-cookie': ['a=1', 'b=2'] }).end()
    const answer = await world.fetch('/api/v1/x')
    expect(answer.status).toBe(418)
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
