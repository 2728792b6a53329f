import { connect } from 'node:net'
import { once } from 'node:events'
import { MemoryStore } from '@switchboard/history'
import type { Message, Quarantined } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { connectGateway } from './support/gateway-client.ts'
import { makeGate } from './support/make-gate.ts'
import { LINE, makeSid, makeText, sign, startSwitchboard } from './support/start-switchboard.ts'

const TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
const ANN = '+14155550101'

describe('intake', () => {
  it('[I1] answers 200 TwiML when the text is stored', async () => {
    await using running = await startSwitchboard()
    const response = await running.webhook(makeText({ Body: 'Where is my parcel?' }))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/)
    expect(await response.text()).toBe(TWIML)
    expect(await running.entries(ANN)).toMatchObject([
      {
        kind: 'message',
        direction: 'inbound',
        body: 'Where is my parcel?',
        status: 'received',
        line: LINE,
        position: 1,
        seq: 1,
      },
    ])
  })

  it('[I1] answers nothing before the synced write has ended', async () => {
    const store = new MemoryStore()
    await using running = await startSwitchboard({ store })
    const { open, opened } = makeGate()
    const transact = store.transact.bind(store)
    store.transact = async (work) => {
      const committed = await transact(work)
      await opened
      return committed
    }
    const answer = running.webhook(makeText())
    await expect.poll(() => store.seq).toBe(1)
    const none = Promise.resolve('still waiting')
    expect(await Promise.race([answer, none])).toBe('still waiting')
    open()
    expect((await answer).status).toBe(200)
  })

  it('[I2] keeps one entry of the same MessageSid sent 50 times at once', async () => {
    await using running = await startSwitchboard()
    const text = makeText()
    const answers = await Promise.all(Array.from({ length: 50 }, () => running.webhook(text)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await running.entries(ANN)).toHaveLength(1)
  })

  it('[I3] keeps 200 concurrent texts from one number, in seq order, none twice', async () => {
    await using running = await startSwitchboard()
    const bodies = Array.from({ length: 200 }, (_, index) => `text ${index}`)
    await Promise.all(bodies.map((Body) => running.webhook(makeText({ Body }))))
    const entries = (await running.entries(ANN)) as Message[]
    expect(entries.map(({ position }) => position)).toEqual(bodies.map((_, index) => index + 1))
    expect(entries.map(({ seq }) => seq)).toEqual(
      entries.map(({ seq }) => seq).toSorted((a, b) => a - b),
    )
    expect(new Set(entries.map(({ body }) => body))).toEqual(new Set(bodies))
  })

  it('[I4] refuses more than 64 KiB with 413, announced or not, and other types with 415', async () => {
    await using running = await startSwitchboard()
    const large = makeText({ Body: 'x'.repeat(70_000) })
    expect((await running.webhook(large)).status).toBe(413)
    expect(await sendChunked(running.base, 'Body=' + 'x'.repeat(70_000))).toMatch(
      /^HTTP\/1\.1 413 /,
    )
    const typed = (type: string) =>
      running.webhook(makeText(), { headers: { 'content-type': type } })
    expect((await typed('application/json')).status).toBe(415)
    expect((await typed('multipart/form-data; boundary=x')).status).toBe(415)
    const gzip = await running.webhook(makeText(), { headers: { 'content-encoding': 'gzip' } })
    expect(gzip.status).toBe(415)
    expect(running.store.seq).toBe(0)
    expect((await running.webhook(makeText())).status).toBe(200)
  })

  it('[I5] keeps what it cannot read in quarantine and answers 200 TwiML', async () => {
    await using running = await startSwitchboard()
    for (const missing of ['From', 'To', 'MessageSid']) {
      const text = makeText({ Body: `without ${missing}` })
      if (missing === 'MessageSid') text['SmsMessageSid'] = ''
      text[missing] = ''
      const response = await running.webhook(text)
      expect([response.status, await response.text()]).toEqual([200, TWIML])
    }
    const kept = await running.store.records<{ problem: string }>('quarantine')
    expect(kept.map(({ value }) => value.problem)).toEqual([
      'From is missing',
      'To is missing',
      'MessageSid is missing',
    ])
    expect(running.log.filter(({ quarantine }) => quarantine !== undefined)).toHaveLength(3)
    const metrics = await (await fetch(`${running.base}/metrics`)).text()
    expect(metrics).toContain(
      'switchboard_webhooks_total{outcome="quarantined",service="switchboard"} 3',
    )
  })

  it('[I5] keeps names that are too long to be any in quarantine whole, and tells no console of such a Line', async () => {
    await using running = await startSwitchboard()
    const long = `+${'1'.repeat(64)}`
    for (const name of ['From', 'To', 'MessagingServiceSid'])
      expect((await running.webhook(makeText({ [name]: long }))).status).toBe(200)
    await running.webhook(makeText({ To: long.slice(0, 64) }))
    const kept = await running.store.records<Quarantined>('quarantine')
    expect(kept.map(({ value }) => value.problem)).toEqual([
      'From is too long',
      'To is too long',
      'MessagingServiceSid is too long',
    ])
    expect(kept[1]?.value.params['To']).toBe(long)
    await using later = await connectGateway(running)
    await expect
      .poll(() => later.frames.find(({ type }) => type === 'about'))
      .toMatchObject({ lines: [LINE, long.slice(0, 64)] })
  })

  it('[I5] keeps a callback that names nothing, and a text whose storing fails in a way that would fail again', async () => {
    const store = new MemoryStore()
    const transact = store.transact.bind(store)
    let isBroken = false
    store.transact = (work) => {
      if (!isBroken) return transact(work)
      isBroken = false
      return Promise.reject(new TypeError('a record is damaged'))
    }
    await using running = await startSwitchboard({ store })
    const callback = await running.webhook(
      { MessageStatus: 'sent' },
      { path: '/smsstatus?id=attempt' },
    )
    expect(callback.status).toBe(204)
    isBroken = true
    expect((await running.webhook(makeText())).status).toBe(200)
    const kept = await store.records<Quarantined>('quarantine')
    expect(kept.map(({ value }) => value)).toMatchObject([
      { kind: 'status', path: '/smsstatus?id=attempt', params: { MessageStatus: 'sent' } },
      { kind: 'message', problem: 'storing it failed: a record is damaged' },
    ])
  })

  it('[I6] keeps parameters it does not know, and where the sender is from', async () => {
    await using running = await startSwitchboard()
    await running.webhook(
      makeText({ FromCity: 'SAN FRANCISCO', NewThing: 'kept', __proto__x: 'too' }),
    )
    expect(await running.entries(ANN)).toMatchObject([
      {
        origin: { city: 'SAN FRANCISCO', state: 'CA', country: 'US' },
        extra: { NewThing: 'kept', __proto__x: 'too' },
      },
    ])
  })

  it('[M12] tells of a Conversation whose newest text nobody could read the mood of', async () => {
    await using running = await startSwitchboard()
    const isMoodRead = async () => (await running.store.conversation(ANN))?.isMoodRead ?? 'absent'
    await running.webhook(makeText({ Body: 'Hello, is it ready?' }))
    expect(await isMoodRead()).toBe('absent')
    await running.webhook(makeText({ Body: 'أين طلبي من فضلك' }))
    expect(await isMoodRead()).toBe(false)
    await running.webhook(makeText({ Body: '' }))
    expect(await isMoodRead()).toBe(true)
  })

  it('[I7] keeps where media are before they are fetched, beside an empty text', async () => {
    await using running = await startSwitchboard()
    const MediaUrl0 = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1'
    await running.webhook(
      makeText({ Body: '', NumMedia: '1', MediaUrl0, MediaContentType0: 'image/jpeg' }),
    )
    const [entry] = (await running.entries(ANN)) as Message[]
    expect(entry).toMatchObject({
      body: '',
      media: [{ contentType: 'image/jpeg', state: 'waiting' }],
    })
    const reference = await running.store.record('media', entry?.media[0]?.id ?? '')
    expect(reference).toMatchObject({ url: MediaUrl0, number: ANN, position: 1 })
  })

  it.each([
    ['a NUL byte', ANN, 'a\u0000b'],
    ['1,600 emoji', ANN, '😀'.repeat(1600)],
    ['a short code', '72345', 'your code'],
    ['an alphanumeric sender', 'ACME Café', 'sale'],
    ['a withheld sender', 'Anonymous', 'hello'],
    ['a property of objects', '__proto__', 'hello'],
  ])('[I8] stores and shows %s', async (_what, From, Body) => {
    await using running = await startSwitchboard()
    expect((await running.webhook(makeText({ From, Body }))).status).toBe(200)
    const path = `/conversations/${encodeURIComponent(From)}/entries`
    const { entries } = (await (await running.api(path)).json()) as { entries: Message[] }
    expect(entries).toMatchObject([{ body: Body, conversation: From }])
  })

  it('[I9] answers 5xx, and never a 2xx text/plain, when the store cannot write', async () => {
    const store = new MemoryStore()
    await using running = await startSwitchboard({ store })
    store.transact = () => Promise.reject(new Error('the secret disk is full'))
    const response = await running.webhook(makeText())
    expect(response.status).toBe(500)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await response.text()).not.toContain('secret')
  })

  it('[I10] stops the Line on STOP and lifts it on START, neither re-opening nor queueing', async () => {
    await using running = await startSwitchboard()
    for (const Body of [' Stop ', 'YES', 'yes', 'unstop']) await running.webhook(makeText({ Body }))
    const entries = await running.entries(ANN)
    expect(entries.map((entry) => (entry.kind === 'event' ? entry.event : entry.kind))).toEqual([
      'message',
      'opted-out',
      'message',
      'opted-in',
      'reopened',
      'message',
      'message',
    ])
    const conversation = await running.store.conversation(ANN)
    // The second "yes" came from somebody who was not stopped: an answer, which opens.
    expect(conversation).toMatchObject({ status: 'open', optedOut: false, stoppedLines: [] })
    expect(conversation?.waitingSince).toBe(entries[5]?.at)
  })

  it('[I10] leaves a resolved Conversation resolved on STOP, and does not queue a new Customer', async () => {
    await using running = await startSwitchboard()
    await running.webhook(makeText({ Body: 'STOPALL' }))
    expect(await running.store.conversation(ANN)).toMatchObject({
      status: 'resolved',
      waitingSince: null,
      optedOut: true,
      stoppedLines: [LINE],
    })
    expect(await running.store.queue(10)).toEqual([])
    await running.webhook(makeText({ Body: 'stop please' }))
    expect(await running.store.conversation(ANN)).toMatchObject({ status: 'open', optedOut: true })
  })
})

const callback = (sid: string, status: string, more: Record<string, string> = {}) => ({
  MessageSid: sid,
  MessageStatus: status,
  SmsSid: sid,
  SmsStatus: status,
  From: LINE,
  To: ANN,
  ApiVersion: '2010-04-01',
  ...more,
})

/** A request that does not announce its length; the answer's first bytes. */
async function sendChunked(base: string, body: string): Promise<string> {
  const { hostname, port } = new URL(base)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const signature = sign('/smswebhook', {})
  socket.write(
    `POST /smswebhook HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n` +
      `x-twilio-signature: ${signature}\r\ntransfer-encoding: chunked\r\n\r\n` +
      `${body.length.toString(16)}\r\n${body}\r\n`,
  )
  const [answer] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return answer.toString()
}

describe('status callbacks', () => {
  it('[I12] moves a message forward only, once, and keeps what it cannot apply', async () => {
    const sid = makeSid('SM')
    await using running = await startSwitchboard({
      send: async () => ({ kind: 'sent', sid, status: 'queued' }),
    })
    const path = '/smsstatus'
    const post = (params: Record<string, string>) => running.webhook(params, { path })
    expect((await post(callback(makeSid('SM'), 'delivered'))).status).toBe(204)
    await running.api('/messages', {
      method: 'POST',
      body: JSON.stringify({ to: ANN, body: 'Hello', clientMessageId: 'one' }),
    })
    const status = async () => ((await running.entries(ANN))[0] as Message).status
    await expect.poll(status).toBe('queued')
    for (const word of ['delivered', 'sent', 'delivered', 'a-new-word', 'failed']) {
      expect((await post(callback(sid, word))).status).toBe(204)
      expect(await status()).toBe('delivered')
    }
    const kept = await running.store.records<{ status: string }>('callbacks')
    expect(kept.map(({ value }) => value.status).toSorted()).toEqual(['a-new-word', 'delivered'])
  })

  it('[I12] joins a callback that came before the SID was known', async () => {
    const sid = makeSid('SM')
    const { open, opened } = makeGate()
    await using running = await startSwitchboard({
      send: async () => {
        await opened
        return { kind: 'sent', sid, status: 'queued' }
      },
    })
    await running.api('/messages', {
      method: 'POST',
      body: JSON.stringify({ to: ANN, body: 'Hello', clientMessageId: 'one' }),
    })
    await running.webhook(callback(sid, 'delivered'), { path: '/smsstatus' })
    open()
    await expect
      .poll(async () => ((await running.entries(ANN))[0] as Message).status)
      .toBe('delivered')
  })
})
