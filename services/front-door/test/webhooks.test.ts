import { describe, expect, it, vi } from 'vitest'
import { World } from './world.ts'

const post = (world: World, body: string) => world.fetch('/smswebhook', { method: 'POST', body })

describe('webhooks', () => {
  it('[F8] keep the connection of their caller, and take a new one to the switchboard', async () => {
    await using world = await World.create()
    const request = 'POST /smswebhook HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n'
    const client = await world.raw(`${request}first`)
    await vi.waitFor(() => expect(client.text).toContain('"body":"first"'))
    expect(client.text).not.toMatch(/\r\nconnection: close/i)
    client.socket.write(`${request}again`)
    await vi.waitFor(() => expect(client.text).toContain('"body":"again"'))
    const [first, again] = world.switchboard.seen
    expect(again?.socket).not.toBe(first?.socket)
    client.socket.destroy()
  })

  it('[F8] are sent once when the connection breaks, and answered 503', async () => {
    await using world = await World.create()
    await post(world, 'first')
    world.switchboard.handler = (req) => req.socket.destroy()
    expect((await post(world, 'again')).status).toBe(503)
    expect(world.switchboard.paths).toEqual(['/smswebhook', '/smswebhook'])
  })
})
