import type { ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { World } from './world.ts'

const post = (world: World, body: string) => world.fetch('/smswebhook', { method: 'POST', body })

/** A switchboard that answers when it is told to. */
function holdAnswers(world: World): ServerResponse[] {
  const held: ServerResponse[] = []
  world.switchboard.handler = (req, res) => {
    req.resume()
    held.push(res)
  }
  return held
}

describe('webhooks', () => {
  it('[F8] use the connection of the one before, in both directions', async () => {
    await using world = await World.create()
    const request = 'POST /smswebhook HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n'
    const client = await world.raw(`${request}first`)
    await vi.waitFor(() => expect(client.text).toContain('"body":"first"'))
    expect(client.text).not.toMatch(/\r\nconnection: close/i)
    client.socket.write(`${request}again`)
    await vi.waitFor(() => expect(client.text).toContain('"body":"again"'))
    const [first, again] = world.switchboard.seen
    expect(again?.socket.remotePort).toBe(first?.socket.remotePort)
    client.socket.destroy()
  })

  it('[F8] leave a connection that was not used for a while', async () => {
    await using world = await World.create({ idleUpstreamMs: 20 })
    await post(world, 'first')
    await vi.waitFor(() => expect(world.switchboard.seen[0]?.socket.destroyed).toBe(true))
    expect((await post(world, 'again')).status).toBe(200)
  })

  it('[F8] are sent once when a kept connection breaks, and answered 503', async () => {
    await using world = await World.create()
    await post(world, 'first')
    world.switchboard.handler = (req) => req.socket.destroy()
    expect((await post(world, 'again')).status).toBe(503)
    expect(world.switchboard.paths).toEqual(['/smswebhook', '/smswebhook'])
  })

  it('[F7] may take longer than a connection is kept unused', async () => {
    await using world = await World.create({ idleUpstreamMs: 20 })
    await post(world, 'first')
    world.switchboard.handler = (req, res) => {
      req.resume()
      setTimeout(() => res.end('late'), 100)
    }
    expect(await (await post(world, 'again')).text()).toBe('late')
  })

  it('[F13] of a burst wait for their turn, in order', async () => {
    await using world = await World.create({ maxWebhooks: 2 })
    const held = holdAnswers(world)
    const answers: string[] = []
    const asked = ['a', 'b', 'c', 'd'].map(async (name) => {
      const answer = await world.fetch(`/smsstatus?id=${name}`, { method: 'POST', body: '' })
      answers.push(`${name} ${answer.status}`)
    })
    await vi.waitFor(() => expect(held).toHaveLength(2))
    // Other requests do not stand behind them.
    world.fetch('/api/v1/conversations').catch(() => undefined)
    await vi.waitFor(() => expect(world.switchboard.paths).toContain('/api/v1/conversations'))
    expect(held).toHaveLength(3)
    for (let next = 0; next < 5; next += 1) {
      await vi.waitFor(() => expect(held.length).toBeGreaterThan(next))
      held[next]?.end()
    }
    await Promise.all(asked)
    expect(answers.toSorted()).toEqual(['a 200', 'b 200', 'c 200', 'd 200'])
  })

  it('[F13] give their turn up when the caller goes, and are refused when it does not come', async () => {
    await using world = await World.create({ maxWebhooks: 1, webhookAnswerMs: 200 })
    const held = holdAnswers(world)
    const gone = new AbortController()
    const first = post(world, 'first')
    await vi.waitFor(() => expect(held).toHaveLength(1))
    const left = world.fetch('/smswebhook', { method: 'POST', body: 'x', signal: gone.signal })
    const late = post(world, 'late')
    gone.abort()
    await expect(left).rejects.toThrow(/abort/i)
    expect([503, 504]).toContain((await late).status)
    expect((await first).status).toBe(504)
    world.switchboard.handler = undefined
    expect((await post(world, 'next')).status).toBe(200)
  })
})
