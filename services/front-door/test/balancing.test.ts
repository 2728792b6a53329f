import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { World } from './world.ts'

const names = async (world: World, count: number) => {
  const told = await Promise.all(Array.from({ length: count }, () => world.ask('/')))
  return told.map(({ name }) => name).toSorted()
}

describe('several gateways', () => {
  it('[F5] take requests in turn', async () => {
    await using world = await World.create()
    expect(await names(world, 4)).toEqual(['gateway-0', 'gateway-0', 'gateway-1', 'gateway-1'])
  })

  it('[F5] lose one without a failed page, and get it back when it answers again', async () => {
    await using world = await World.create({ healthIntervalMs: 60_000 })
    const [first] = world.gateways
    await names(world, 4)
    await first.die()
    expect(new Set(await names(world, 6))).toEqual(new Set(['gateway-1']))
    await first.listen()
    await expect.poll(async () => new Set(await names(world, 2)).size).toBe(2)
  })

  it('[F5] are watched, so that a dead one is out before anybody asks', async () => {
    await using world = await World.create()
    await world.gateways[0].die()
    await expect
      .poll(() => world.fetch('/metrics?service=front-door').then((r) => r.text()))
      .toContain('front_door_upstream_up{upstream="gateway-0",service="front-door"} 0')
    const posts = Array.from({ length: 4 }, () => world.ask('/', { method: 'POST' }))
    expect((await Promise.all(posts)).map(({ name }) => name)).toEqual(Array(4).fill('gateway-1'))
  })

  it('[F5] get a WebSocket on the next attempt when the first met a dead one', async () => {
    await using world = await World.create({ healthIntervalMs: 60_000, deadIntervalMs: 60_000 })
    await world.gateways[0].die()
    const attempt = async () => {
      const client = await world.webSocket('/agent')
      await expect.poll(() => client.text).toMatch(/\r\n\r\n/)
      return client.text.slice(9, 12)
    }
    const statuses = [await attempt(), await attempt(), await attempt()]
    expect(statuses.filter((status) => status === '503').length).toBeLessThan(2)
    expect(statuses.at(-1)).toBe('101')
  })

  it('[F6] when none is there, a page that reloads itself answers people, JSON everybody else', async () => {
    await using world = await World.create()
    await Promise.all(world.gateways.map((gateway) => gateway.die()))
    const page = await world.fetch('/', { headers: { accept: 'text/html,*/*' } })
    expect([page.status, page.headers.get('content-type')]).toEqual([
      503,
      'text/html; charset=utf-8',
    ])
    expect(await page.text()).toContain('http-equiv="refresh"')
    const json = await world.fetch('/session')
    expect([json.status, await json.json()]).toMatchObject([
      503,
      { error: { code: 'UNAVAILABLE' } },
    ])
  })
})

describe('trouble behind the door', () => {
  it('[F7] answers the webhook 503 as JSON while the switchboard is down', async () => {
    await using world = await World.create()
    await world.switchboard.die()
    const answer = await world.fetch('/smswebhook', { method: 'POST', body: 'Body=x' })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    await world.switchboard.listen()
    expect((await world.fetch('/smswebhook', { method: 'POST', body: 'Body=x' })).status).toBe(200)
  })

  it('[F7] answers 504 to a silent switchboard, sooner for the webhook', async () => {
    await using world = await World.create({ webhookTimeoutMs: 50, upstreamTimeoutMs: 150 })
    world.switchboard.handler = () => undefined
    for (const path of ['/smswebhook', '/api/v1/x'])
      expect((await world.fetch(path, { method: 'POST', body: 'x' })).status).toBe(504)
  })

  it('[F8] sends a POST once, whatever becomes of it, and a GET again', async () => {
    await using world = await World.create()
    world.switchboard.handler = (req) => req.socket.destroy()
    expect((await world.fetch('/api/v1/x', { method: 'POST', body: 'x' })).status).toBe(503)
    expect(world.switchboard.seen).toHaveLength(1)
    expect((await world.fetch('/api/v1/x')).status).toBe(503)
    expect(world.switchboard.seen).toHaveLength(3)
  })

  it('[F8] reads a page through a restart on a connection that was kept', async () => {
    await using world = await World.create()
    await world.ask('/api/v1/x')
    await world.switchboard.die()
    await world.switchboard.listen()
    expect((await world.ask('/api/v1/x')).name).toBe('switchboard')
  })

  it('[F9] lets the upstream know that the client has gone, and the client that the upstream has', async () => {
    await using world = await World.create()
    world.switchboard.handler = (_req, res) =>
      res.writeHead(200, { 'content-length': 9 }).write('half')
    const client = await world.raw('GET /api/v1/x HTTP/1.1\r\nhost: x\r\n\r\n')
    await expect.poll(() => client.text).toContain('half')
    client.socket.destroy()
    const [request] = world.switchboard.seen
    await expect.poll(() => request?.socket.destroyed).toBe(true)
    const cut = await world.fetch('/api/v1/x')
    for (const socket of world.switchboard.sockets) socket.destroy()
    await expect(cut.text()).rejects.toThrow('terminated')
  })

  it('[F10] finishes what runs when it stops, then ends WebSockets, and takes nothing new', async () => {
    await using world = await World.create({ drainMs: 60_000 })
    const client = await world.webSocket('/agent')
    await expect.poll(() => client.text).toContain('gateway-')
    const waiting: ServerResponse[] = []
    world.switchboard.handler = (_req, res) => waiting.push(res)
    const running = world.fetch('/api/v1/x')
    await expect.poll(() => waiting.length).toBe(1)
    const destroyed = world.door.destroy()
    await expect(world.fetch('/')).rejects.toThrow('fetch failed')
    expect(client.socket.destroyed).toBe(false)
    waiting[0]?.end('done')
    expect(await (await running).text()).toBe('done')
    await Promise.all([destroyed, client.closed])
  })
})
