import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePhoneFrame } from '@switchboard/protocol'
import type { PhoneFrame } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { eventually } from './support/eventually.ts'
import { customer, line, Simulated } from './support/simulated.ts'

/** A page's socket: every frame it got, each checked against the protocol. */
class Page {
  readonly frames: PhoneFrame[] = []
  readonly socket: WebSocket
  readonly closed: Promise<number>

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/phone/socket`, { headers })
    this.socket.on('message', (data: Buffer) => {
      const frame = parsePhoneFrame(data.toString('utf8'))
      if (!frame) throw new Error(`not a frame: ${data.toString('utf8')}`)
      this.frames.push(frame)
    })
    this.closed = new Promise((resolve) => this.socket.once('close', resolve))
  }

  async wait(holds: (frames: PhoneFrame[]) => boolean): Promise<PhoneFrame[]> {
    await eventually(() => {
      if (!holds(this.frames)) throw new Error(`not yet: ${JSON.stringify(this.frames)}`)
    })
    return this.frames
  }

  [Symbol.dispose](): void {
    this.socket.terminate()
  }
}

const statesOf = (frames: PhoneFrame[], sid: string) =>
  frames.flatMap((frame) =>
    frame.type === 'text' && frame.text.sid === sid ? [frame.text.state] : [],
  )

/** What the API and the socket answer to a request with these headers, sent as they are. */
async function statusesOf({ url }: Simulated, headers: Record<string, string>) {
  const statusOf = async (
    path: string,
    more: { method?: string; headers?: Record<string, string> },
  ) => {
    const req = request(url + path, {
      method: more.method,
      headers: { ...more.headers, ...headers },
    })
    req.end(more.method === 'POST' ? '{"name":"Eve"}' : undefined)
    const answered = once(req, 'response').then(([res]) => (res as IncomingMessage).destroy())
    const upgraded = once(req, 'upgrade').then(([res, socket]) => {
      ;(socket as Socket).destroy()
      return res as IncomingMessage
    })
    return (await Promise.race([answered, upgraded])).statusCode
  }
  const json = { 'content-type': 'application/json' }
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  return [
    await statusOf('/phone/api/phones', {}),
    await statusOf('/phone/api/phones', { method: 'POST', headers: json }),
    await statusOf('/phone/socket', { headers: upgrade }),
  ]
}

describe('the phones', () => {
  it('[T19] streams the desk first, then every phone, text, fault and trouble', async () => {
    await using simulated = await Simulated.create()
    await simulated.text('before')
    using page = new Page(simulated.url, {
      origin: simulated.url.replace('127.0.0.1', 'localhost'),
    })
    const [desk] = await page.wait((frames) => frames.length > 0)
    expect(desk).toMatchObject({
      type: 'desk',
      line,
      faults: [],
      texts: [{ body: 'before', number: customer }],
    })
    await simulated.connectWebhook('http://127.0.0.1:1/#rc=0')
    const texted = await simulated.text('and now')
    const { sid } = await simulated.twilio.messages.create({
      to: customer,
      from: line,
      body: 'Hello',
    })
    await simulated.ask('/phones', { name: 'Nadia' })
    await simulated.fault({ kind: 'slow' })
    const frames = await page.wait(
      (all) =>
        statesOf(all, texted).includes('unanswered') &&
        statesOf(all, sid).includes('delivered') &&
        ['phone', 'faults', 'trouble'].every((type) => all.some((frame) => frame.type === type)),
    )
    expect(statesOf(frames, texted)).toEqual(['sent', 'unanswered'])
    expect(statesOf(frames, sid)).toEqual(['coming', 'coming', 'coming', 'delivered'])
  })

  it('[T19] lets no other site’s page listen or ask', async () => {
    await using simulated = await Simulated.create()
    using page = new Page(simulated.url, { origin: 'https://evil.example' })
    const refused = new Promise((resolve) =>
      page.socket.once('unexpected-response', (_req, res) => resolve(res.statusCode)),
    )
    page.socket.on('error', () => undefined)
    expect(await refused).toBe(403)
    const post = (headers: Record<string, string>) =>
      fetch(`${simulated.url}/phone/api/phones`, {
        method: 'POST',
        headers,
        body: '{"name":"Eve"}',
      })
    expect(
      (await post({ 'content-type': 'application/json', origin: 'https://evil.example' })).status,
    ).toBe(403)
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(415)
    expect(await simulated.ask('/phones')).toMatchObject({ phones: { length: 3 } })
  })

  const refused = [403, 403, 403]
  const taken = [200, 201, 101]

  it.each([
    [{ host: 'evil.example', origin: 'http://evil.example' }, refused],
    [{ host: 'evil.example:8081' }, refused],
    [{ host: 'localhost.evil.example' }, refused],
    [{ host: 'sms.example:8443', origin: 'https://sms.example:8443' }, refused],
    [{ host: 'localhost', origin: 'https://sms.example' }, refused],
    [{ host: 'localhost:1', origin: 'http://localhost:2' }, refused],
    [{ host: 'localhost', origin: 'null' }, refused],
    [{ host: 'localhost:8080', origin: 'http://localhost:8080' }, taken],
    [{ host: '127.0.0.1:8080', origin: 'http://localhost:8080' }, taken],
    [{ host: '[::1]:9', origin: 'http://[::1]:9' }, taken],
    [{ host: 'sms.example', origin: 'https://sms.example' }, taken],
    [{ host: 'sms.example' }, taken],
  ])('[T19] takes no foreign name for its own: %j', async (headers, statuses) => {
    await using simulated = await Simulated.create({ url: 'https://sms.example' })
    expect(await statusesOf(simulated, headers)).toEqual(statuses)
  })

  it('[T19] bounds what pages may send and how many there are', async () => {
    await using simulated = await Simulated.create({ maxSockets: 1 })
    using page = new Page(simulated.url)
    await page.wait((frames) => frames.length > 0)
    using second = new Page(simulated.url)
    second.socket.on('error', () => undefined)
    await second.closed
    expect(second.frames).toEqual([])
    page.socket.send('x'.repeat(2000))
    expect(await page.closed).toBe(1009)
  })

  it('[T19] cuts off a page that lets too much pile up', async () => {
    await using simulated = await Simulated.create({ maxSocketBufferBytes: 1024 })
    using page = new Page(simulated.url)
    await page.wait((frames) => frames.length > 0)
    page.socket.pause()
    // More than the kernel's own buffers take.
    const body = '😀'.repeat(1600)
    for (let round = 0; round < 40; round += 1)
      await Promise.all(Array.from({ length: 25 }, () => simulated.text(body)))
    page.socket.resume()
    expect(await page.closed).toBe(1006)
  })

  it('[T19] cuts off a page that no longer answers pings', async () => {
    await using simulated = await Simulated.create({ heartbeatIntervalMs: 300 })
    const url = `${simulated.url.replace('http', 'ws')}/phone/socket`
    const dead = new WebSocket(url, { autoPong: false })
    await new Promise((resolve) => dead.once('close', resolve))
    using alive = new Page(simulated.url)
    await eventually(() => expect(alive.frames).toHaveLength(1))
    const pings = new Promise<void>((resolve) => {
      let count = 0
      alive.socket.on('ping', () => (count += 1) > 2 && resolve())
    })
    await pings
    expect(alive.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('[T20] adds phones with numbers of nobody, and says what is wrong with a request', async () => {
    await using simulated = await Simulated.create()
    const { phone } = await simulated.ask<{ phone: { number: string } }>('/phones', {
      name: ' Nadia ',
    })
    expect(phone).toMatchObject({
      name: 'Nadia',
      number: expect.stringMatching(/^\+1\d{3}55501\d{2}$/),
    })
    await expect(simulated.ask('/phones', { name: '' })).rejects.toThrow('name')
    await expect(simulated.ask('/phones', { name: 'Line', number: line })).rejects.toThrow(
      'BAD_REQUEST',
    )
    await expect(simulated.text('')).rejects.toThrow('nothing to send')
    await expect(simulated.text('x'.repeat(1601))).rejects.toThrow('1,600')
    await expect(simulated.ask('/messages', { from: '', body: 'x' })).rejects.toThrow('from')
    await expect(simulated.ask('/faults', { kind: 'earthquake' })).rejects.toThrow('kind')
    await expect(simulated.ask('/messages')).rejects.toThrow('number is missing')
    await expect(simulated.ask('/nothing')).rejects.toThrow('NOT_FOUND')
    const malformed = await fetch(`${simulated.url}/phone/api/phones`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect({ status: malformed.status, body: await malformed.json() }).toMatchObject({
      status: 400,
      body: { error: { code: 'BAD_REQUEST' } },
    })
  })

  it('[T20] holds at most 24 phones', async () => {
    await using simulated = await Simulated.create()
    for (let n = 4; n <= 24; n += 1) await simulated.ask('/phones', { name: `Phone ${n}` })
    await expect(simulated.ask('/phones', { name: 'One more' })).rejects.toThrow('24 phones')
  })

  it('[T20] shows a picture to the phone, as a picture only', async () => {
    await using simulated = await Simulated.create()
    await simulated.text('look', { mediaUrls: ['data:image/png;base64,aGk='] })
    await simulated.text('boo', { mediaUrls: ['data:text/html,<script>alert(1)</script>'] })
    const { texts } = await simulated.ask<{ texts: { pictures: { url: string }[] }[] }>(
      `/messages?number=${encodeURIComponent(customer)}`,
    )
    const [image, page] = await Promise.all(
      texts.map(({ pictures }) => fetch(simulated.url + pictures[0]?.url)),
    )
    expect(image?.headers.get('content-disposition')).toBe('inline')
    expect(page?.headers.get('content-disposition')).toBe('attachment')
    expect(page?.headers.get('content-security-policy')).toContain('sandbox')
    expect(image?.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('[T21] serves the built page with a policy against foreign code, and says so when it is not built', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'phone-page-'))
    await using simulated = await Simulated.create({ phonePageFolder: folder })
    expect((await fetch(`${simulated.url}/phone`)).status).toBe(503)
    await writeFile(join(folder, 'index.html'), '<title>Phones</title>')
    const page = await fetch(`${simulated.url}/phone`)
    expect(await page.text()).toBe('<title>Phones</title>')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect((await fetch(`${simulated.url}/phone/assets/../index.html`)).status).toBe(404)
    await rm(folder, { recursive: true })
  })

  it('[T21] answers operators', async () => {
    await using simulated = await Simulated.create()
    await simulated.text('count me')
    expect((await fetch(`${simulated.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${simulated.url}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${simulated.url}/metrics`)).text()).toMatch(
      /simulator_messages\{service="simulator"\} 1/,
    )
  })
})
