import type { Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { World } from './world.ts'

const post = (world: World, body: string) => world.fetch('/smswebhook', { method: 'POST', body })
const head = 'POST /smswebhook HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n'

/** The switchboard breaks so many connections over which a webhook comes. */
function breakNext(world: World, times: number, begin?: string): void {
  let left = times
  world.switchboard.handler = (req, res) => {
    req.resume()
    if (left-- <= 0) return res.end('answered')
    if (begin !== undefined) req.socket.write(begin)
    return setImmediate(() => req.socket.destroy())
  }
}

describe('webhooks', () => {
  it('[F8] take the connection of the one before, in both directions', async () => {
    await using world = await World.create()
    const client = await world.raw(`${head}first`)
    await vi.waitFor(() => expect(client.text).toContain('"body":"first"'))
    expect(client.text).not.toMatch(/\r\nconnection: close/i)
    client.socket.write(`${head}again`)
    await vi.waitFor(() => expect(client.text).toContain('"body":"again"'))
    const [first, again] = world.switchboard.seen
    expect(again?.socket).toBe(first?.socket)
    client.socket.destroy()
  })

  it('[F8] leave a connection that was not used for a while, which may be less than an answer takes', async () => {
    await using world = await World.create({ idleUpstreamMs: 20 })
    world.switchboard.handler = (req, res) => {
      req.resume()
      setTimeout(() => res.end('late'), 100)
    }
    expect(await (await post(world, 'first')).text()).toBe('late')
    await vi.waitFor(() => expect(world.switchboard.seen[0]?.socket.destroyed).toBe(true))
    expect((await post(world, 'again')).status).toBe(200)
  })

  it('[F8] go once more, over a new connection, when a kept one was just being closed', async () => {
    await using world = await World.create()
    await post(world, 'first')
    breakNext(world, 1)
    expect(await (await post(world, 'again')).text()).toBe('answered')
    const [first, broken, again] = world.switchboard.seen.map(({ socket }) => socket)
    expect(broken).toBe(first)
    expect(again).not.toBe(first)
    expect(world.switchboard.paths).toHaveLength(3)
  })

  it('[F8] are sent once where a new connection breaks, or an answer had begun, and answered 503', async () => {
    await using world = await World.create()
    breakNext(world, 1)
    expect((await post(world, 'over a new one')).status).toBe(503)
    expect((await post(world, 'again')).status).toBe(200)
    breakNext(world, 1, 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<Resp')
    expect((await post(world, 'answered by half')).status).toBe(503)
    expect(world.switchboard.paths).toHaveLength(3)
  })

  it('[F8] go twice at most', async () => {
    await using world = await World.create()
    await post(world, 'first')
    breakNext(world, 5)
    expect((await post(world, 'again')).status).toBe(503)
    expect(world.switchboard.paths).toHaveLength(3)
  })

  it('[F8] are sent once where they are no webhooks', async () => {
    await using world = await World.create()
    const send = () => world.fetch('/api/v1/messages', { method: 'POST', body: '{}' })
    expect((await send()).status).toBe(200)
    breakNext(world, 1)
    expect((await send()).status).toBe(503)
    const [first, again] = world.switchboard.seen.map(({ socket }) => socket)
    expect(again).not.toBe(first)
    expect(world.switchboard.paths).toHaveLength(2)
  })

  it('[F13] do not wait for senders that are slow, however many', async () => {
    await using world = await World.create()
    const slow = await Promise.all(Array.from({ length: 300 }, () => world.raw(`${head}slo`)))
    expect((await post(world, 'quick')).status).toBe(200)
    expect(world.switchboard.paths).toHaveLength(1)
    for (const { socket } of slow) socket.write('w!')
    await expect.poll(() => world.switchboard.paths).toHaveLength(301)
    for (const { socket } of slow) socket.destroy()
  })

  it('[F13] of a burst go over 256 connections, and all are answered', async () => {
    await using world = await World.create()
    const used = new Set<Socket>()
    world.switchboard.handler = (req, res) => {
      used.add(req.socket)
      req.resume()
      setTimeout(() => res.end('answered'), 5)
    }
    const asked = Array.from({ length: 600 }, () => post(world, 'x').then(({ status }) => status))
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]))
    expect(used.size).toBeLessThanOrEqual(256)
  })

  it('[F9] are given up when their sender goes', async () => {
    await using world = await World.create()
    world.switchboard.handler = (req) => req.resume()
    const client = await world.raw(`${head}first`)
    await vi.waitFor(() => expect(world.switchboard.paths).toHaveLength(1))
    client.socket.destroy()
    await vi.waitFor(() => expect(world.switchboard.seen[0]?.socket.destroyed).toBe(true))
  })

  it('[F4] bring back the answer as it was', async () => {
    await using world = await World.create()
    world.switchboard.handler = (req, res) => {
      req.resume()
      res.writeHead(429, 'Slowly', { 'content-type': 'text/xml', 'retry-after': '7' })
      res.write('<Resp')
      res.end('onse/>')
    }
    const answer = await post(world, 'first')
    expect(answer.status).toBe(429)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/xml',
      'retry-after': '7',
      'content-length': '11',
    })
    expect(await answer.text()).toBe('<Response/>')
  })
})
