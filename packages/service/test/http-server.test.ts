import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { text as bodyOf } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { answerHealth, createHttpServer } from '../src/index.ts'
import type { HttpServer, HttpServerOptions, Readiness, RequestHandler } from '../src/index.ts'

async function serve(handler: RequestHandler, options: HttpServerOptions = {}) {
  const http = createHttpServer(options, handler)
  const { port } = await http.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${port}`
  return { http, port, url, [Symbol.asyncDispose]: () => http.close(0) }
}

async function open(port: number, text = ''): Promise<Socket & { text: () => string }> {
  let received = ''
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('utf8').on('data', (chunk) => (received += chunk))
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  return Object.assign(socket, { text: () => received })
}

const failing: RequestHandler = (req) => {
  if (req.url === '/sync') throw new Error('inner detail')
  return Promise.reject(new Error('inner detail'))
}
const requestTimeoutMs = ({ url }: IncomingMessage) => (url === '/upload' ? 60_000 : 50)
const echo: RequestHandler = async (req, res) => res.end(await bodyOf(req))
/** Two of five bytes. */
const post = (path: string) => `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhe`
const ok: RequestHandler = (_req, res) => res.end('ok')

async function healthOf(readiness: () => Readiness) {
  await using server = await serve(async (req, res) => {
    if (!(await answerHealth(req, res, readiness))) res.end('something else')
  })
  const [alive, ready, other] = await Promise.all(
    ['/healthz', '/readyz?x=1', '/'].map((path) => fetch(server.url + path)),
  )
  return {
    alive: [alive?.status, await alive?.json()],
    ready: [ready?.status, await ready?.json()],
    other: await other?.text(),
  }
}

describe('health', () => {
  it('[L5] says alive, and ready with its named checks', async () => {
    const checks = { store: { ok: true }, gateway: { ok: true, detail: 'caught up' } }
    const health = await healthOf(() => ({ checks, warnings: ['The disk is ephemeral.'] }))
    expect(health.alive).toEqual([200, { status: 'ok' }])
    expect(health.ready).toEqual([
      200,
      { status: 'ok', checks, warnings: ['The disk is ephemeral.'] },
    ])
    expect(health.other).toBe('something else')
  })

  it('[L5] answers 503 while any check fails, or cannot be run', async () => {
    const checks = { store: { ok: true }, gateway: { ok: false } }
    expect((await healthOf(() => ({ checks }))).ready).toEqual([
      503,
      { status: 'unavailable', checks },
    ])
    const broken = await healthOf(() => {
      throw new Error('inner detail')
    })
    expect(broken.ready[0]).toBe(503)
    expect(JSON.stringify(broken.ready[1])).not.toContain('inner detail')
  })
})

describe('the http server', () => {
  it('[L7] answers 408 to a client that never ends its headers, and ends the connection', async () => {
    await using server = await serve(ok, {
      headersTimeoutMs: 100,
      connectionsCheckingIntervalMs: 20,
    })
    const slow = await open(server.port, 'GET / HTTP/1.1\r\nhost: x\r\n')
    await once(slow, 'close')
    expect(slow.text()).toMatch(/^HTTP\/1.1 408 /)
  })

  it('[L7] gives a request the time that is its own to send its body', async () => {
    await using server = await serve(echo, { requestTimeoutMs })
    const upload = await open(server.port, post('/upload'))
    const slow = await open(server.port, post('/other'))
    await once(slow, 'close')
    expect(slow.text()).toMatch(/^HTTP\/1.1 408 /)
    upload.write('llo')
    await expect.poll(() => upload.text()).toMatch(/hello$/)
    // Once it is here it may be answered at any time.
    await using late = await serve(
      async (_req, res) => void setTimeout(() => res.end('late'), 120),
      {
        requestTimeoutMs,
      },
    )
    expect(await (await fetch(`http://127.0.0.1:${late.port}/`)).text()).toBe('late')
  })

  it('[L7] keeps an idle connection beyond the headers time-out', async () => {
    await using server = await serve(ok, {
      headersTimeoutMs: 60,
      connectionsCheckingIntervalMs: 10,
    })
    const request = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'
    const idle = await open(server.port, request)
    const slow = await open(server.port, 'GET / HT')
    await once(slow, 'close')
    idle.write(request)
    await expect.poll(() => idle.text().match(/HTTP\/1.1 200/g)?.length).toBe(2)
  })

  it.each<[string, HttpServerOptions['upgrade']]>([
    ['no handler', undefined],
    ['a handler that does not know the path', () => false],
  ])('[L7] answers 404 to an upgrade with %s, and ends the connection', async (_name, upgrade) => {
    await using server = await serve(ok, { upgrade })
    const socket = await open(
      server.port,
      'GET /x HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    )
    await once(socket, 'close')
    expect(socket.text()).toMatch(/^HTTP\/1.1 404 /)
  })

  it('[L8] answers 500 without telling why when a handler throws, at once or later', async () => {
    const errors: unknown[] = []
    await using server = await serve(failing, { onError: (error) => errors.push(error) })
    for (const path of ['/sync', '/async']) {
      const answer = await fetch(server.url + path)
      expect(answer.status).toBe(500)
      expect(await answer.text()).not.toContain('inner')
    }
    expect(errors).toHaveLength(2)
  })

  it('[L9] finishes what runs when it closes, and takes nothing new', async () => {
    const waiting: ServerResponse[] = []
    await using server = await serve((_req, res) => void waiting.push(res))
    const idle = await open(server.port)
    const running = fetch(server.url)
    await expect.poll(() => waiting.length).toBe(1)
    const closed = server.http.close(60_000)
    idle.destroy()
    await expect(fetch(server.url)).rejects.toThrow('fetch failed')
    waiting[0]?.end('done')
    expect(await (await running).text()).toBe('done')
    await closed
  })

  it('[L9] destroys after its grace time what does not end, upgraded sockets included', async () => {
    await using server = await serve(() => undefined, {
      upgrade: (_req, socket) => void socket.write('taken'),
    })
    const stuck = await open(server.port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    const upgraded = await open(
      server.port,
      'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: y\r\n\r\n',
    )
    await expect.poll(() => upgraded.text()).toBe('taken')
    const ended = Promise.all([once(stuck, 'close'), once(upgraded, 'close')])
    await server.http.close(50)
    await ended
  })

  it('[L10] waits for a port that is still held, and gives up in the end', async () => {
    await using holder = await serve(ok)
    const patient: HttpServer = createHttpServer({ portRetryMs: 60_000 }, ok)
    const hasty = createHttpServer({ portRetryMs: 0 }, ok)
    await expect(hasty.listen(holder.port, '127.0.0.1')).rejects.toThrow('EADDRINUSE')
    const listening = patient.listen(holder.port, '127.0.0.1')
    await holder.http.close(0)
    expect(await listening).toEqual({ port: holder.port })
    await patient.close(0)
  })
})
