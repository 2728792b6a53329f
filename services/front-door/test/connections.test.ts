import { describe, expect, it } from 'vitest'
import { World } from './world.ts'

describe('connections of clients', () => {
  it.each([
    ['HTTP/1.1', 'connection: close\r\n'],
    ['HTTP/1.0', ''],
  ])('[F9] are closed after the answer when the client of %s wants it', async (version, header) => {
    await using world = await World.create()
    for (const path of ['/', '/api/v1/conversations']) {
      const client = await world.raw(`GET ${path} ${version}\r\nhost: x\r\n${header}\r\n`)
      await client.closed
      expect(client.text).toMatch(/^HTTP\/1.1 200 /)
      expect(client.text).toMatch(/\r\nconnection: close\r\n/i)
    }
  })

  it('[F9] stay otherwise', async () => {
    await using world = await World.create()
    const client = await world.raw('GET /first HTTP/1.1\r\nhost: x\r\n\r\n')
    await expect.poll(() => client.text).toContain('"/first"')
    client.socket.write('GET /second HTTP/1.1\r\nhost: x\r\n\r\n')
    await expect.poll(() => client.text).toContain('"/second"')
    client.socket.destroy()
  })

  it('[F3] are refused with two hosts, and nothing is passed on', async () => {
    await using world = await World.create()
    const client = await world.raw(
      'GET /api/v1/conversations HTTP/1.1\r\nhost: x\r\nhost: y\r\nconnection: close\r\n\r\n',
    )
    await client.closed
    expect(client.text).toMatch(/^HTTP\/1.1 400 /)
    const socket = await world.raw(
      'GET /agent HTTP/1.1\r\nhost: x\r\nhost: y\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n',
    )
    await socket.closed
    expect(socket.text).toMatch(/^HTTP\/1.1 400 /)
    const passed = [world.switchboard, ...world.gateways].flatMap(({ paths }) => paths)
    expect(passed).toEqual([])
  })
})
