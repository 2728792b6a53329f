import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeCodes } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import { Channel, type ChannelOptions } from '../src/index.ts'

interface Numbered {
  n: number
}

/** A peer that counts: from the hello's cursor on it sends every number up to `upTo`. */
async function startPeer(upTo: number, options: ServerOptions = {}) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options })
  await once(server, 'listening')
  const sockets: WebSocket[] = []
  server.on('connection', (socket) => {
    sockets.push(socket)
    socket.on('message', (data: Buffer) => {
      const { cursor } = JSON.parse(data.toString()) as { cursor: number }
      for (let n = cursor + 1; n <= upTo; n += 1) socket.send(JSON.stringify({ n }))
    })
  })
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    for (const socket of server.clients) socket.terminate()
    server.close()
    await once(server, 'close')
  }
  return { port, sockets, stop, [Symbol.asyncDispose]: stop }
}

function follow(port: number, options: Partial<ChannelOptions<Numbered, object>> = {}) {
  const received: number[] = []
  const channel = new Channel<Numbered, object>({
    url: () => `ws://127.0.0.1:${port}`,
    hello: () => ({ cursor: received.at(-1) ?? 0 }),
    parse(json) {
      const { n } = json as Numbered
      if (typeof n !== 'number') throw new TypeError('no number')
      return { n }
    },
    backoff: { initialMs: 5, maxMs: 20 },
    ...options,
  })
  channel.onFrame(({ n }) => received.push(n))
  channel.start()
  return { channel, received, [Symbol.dispose]: () => channel.close() }
}

describe('over real sockets', () => {
  it('[G1] misses and repeats nothing when the server restarts', async () => {
    const first = await startPeer(3)
    using reader = follow(first.port)
    await vi.waitFor(() => expect(reader.received).toEqual([1, 2, 3]))
    await first.stop()
    await vi.waitFor(() => expect(reader.channel.state.status).not.toBe('open'))
    await using second = await startPeer(6, { port: first.port })
    await vi.waitFor(() => expect(reader.received).toEqual([1, 2, 3, 4, 5, 6]))
    expect(second.sockets).toHaveLength(1)
  })

  it('[G6] leaves a peer that does not answer pings, and comes back', async () => {
    await using peer = await startPeer(1, { autoPong: false })
    using reader = follow(peer.port, { heartbeat: { intervalMs: 10, timeoutMs: 50 } })
    await vi.waitFor(() => expect(peer.sockets.length).toBeGreaterThan(1))
    expect(reader.received).toEqual([1])
  })

  it('[G6] stays with a silent peer that answers them', async () => {
    await using peer = await startPeer(0)
    using reader = follow(peer.port, { heartbeat: { intervalMs: 10, timeoutMs: 1_000 } })
    let pings = 0
    await vi.waitFor(() => expect(peer.sockets).toHaveLength(1))
    peer.sockets[0]?.on('ping', () => (pings += 1))
    await vi.waitFor(() => expect(pings).toBeGreaterThan(150), { timeout: 10_000 })
    expect(reader.channel.state.status).toBe('open')
    expect(peer.sockets).toHaveLength(1)
  })

  it.each([['{"n":"x"}'], [Buffer.from('{"n":9}')], [`{"n":9,"pad":"${'x'.repeat(5_000)}"}`]])(
    '[G5] comes back from the cursor after a frame it cannot take',
    async (bad) => {
      await using peer = await startPeer(2)
      using reader = follow(peer.port, { maxFrameBytes: 4_096 })
      await vi.waitFor(() => expect(reader.received).toEqual([1, 2]))
      peer.sockets[0]?.send(bad)
      await vi.waitFor(() => expect(peer.sockets).toHaveLength(2))
      await vi.waitFor(() => expect(reader.channel.state.status).toBe('open'))
      expect(reader.received).toEqual([1, 2])
    },
  )

  it('[G3] takes an upgrade answered with 401 as "do not come back"', async () => {
    const server = createServer()
    server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    using reader = follow((server.address() as AddressInfo).port)
    await vi.waitFor(() =>
      expect(reader.channel.state).toMatchObject({
        status: 'closed',
        code: closeCodes.UNAUTHENTICATED,
      }),
    )
    server.close()
  })

  it('[G4] sends its headers with the upgrade', async () => {
    const seen: (string | undefined)[] = []
    await using peer = await startPeer(0, {
      verifyClient: ({ req }: { req: { headers: { authorization?: string } } }) =>
        seen.push(req.headers.authorization) > 0,
    })
    using reader = follow(peer.port, { headers: () => ({ authorization: 'Bearer t' }) })
    await vi.waitFor(() => expect(reader.channel.state.status).toBe('open'))
    expect(seen).toEqual(['Bearer t'])
  })
})
