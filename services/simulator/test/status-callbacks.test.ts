import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { Receiver } from './support/receiver.ts'
import type { Received } from './support/receiver.ts'
import { accountSid, customer, line, Simulated } from './support/simulated.ts'

const statusesOf = (callbacks: Received[]) => callbacks.map(({ params }) => params['MessageStatus'])
const sorted = (callbacks: Received[]) =>
  callbacks
    .map(({ params }) => String(params['MessageStatus']))
    .toSorted((a, b) => a.localeCompare(b))

describe('status callbacks', () => {
  it('[T13] tells sent and delivered, signed, with the query it was given', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    const statusCallback = `${receiver.url}/smsstatus?id=a%20b`
    const { sid } = await simulated.twilio.messages.create({
      to: customer,
      from: line,
      body: 'Hi',
      statusCallback,
    })
    const callbacks = await receiver.wait('/smsstatus', 2)
    expect(sorted(callbacks)).toEqual(['delivered', 'sent'])
    for (const { params, path, valid } of callbacks) {
      expect({ path, valid }).toEqual({ path: '/smsstatus?id=a%20b', valid: true })
      expect(params).toMatchObject({
        MessageSid: sid,
        SmsSid: sid,
        AccountSid: accountSid,
        From: line,
        To: customer,
      })
      expect(params['SmsStatus']).toBe(params['MessageStatus'])
      expect(params).not.toHaveProperty('ErrorCode')
    }
    const delivered = callbacks.find(({ params }) => params['MessageStatus'] === 'delivered')
    expect(delivered?.params['RawDlrDoneDate']).toMatch(/^\d{10}$/)
  })

  it('[T13] tells queued too when a Messaging Service sends', async () => {
    const service = `MG${'c'.repeat(32)}`
    await using simulated = await Simulated.create({ defaultFrom: service })
    await using receiver = await Receiver.create()
    const statusCallback = `${receiver.url}/smsstatus`
    const { sid } = await simulated.twilio.messages.create({
      to: customer,
      messagingServiceSid: service,
      body: 'Hi',
      statusCallback,
    })
    const callbacks = await receiver.wait('/smsstatus', 3)
    expect(sorted(callbacks)).toEqual(['delivered', 'queued', 'sent'])
    expect(callbacks.every(({ params }) => params['MessagingServiceSid'] === service)).toBe(true)
    expect(await simulated.twilio.messages(sid).fetch()).toMatchObject({
      from: line,
      messagingServiceSid: service,
    })
  })

  it('[T13] fetches the pictures of an outbound message, and fails it when they cannot be had', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    const pictures = createServer((req, res) => {
      if (req.url === '/cat.png')
        res.writeHead(200, { 'content-type': 'image/png' }).end('not really')
      else res.writeHead(404).end()
    })
    await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`
    const send = { to: customer, from: line, statusCallback: `${receiver.url}/smsstatus` }
    const { sid, numMedia } = await simulated.twilio.messages.create({
      ...send,
      mediaUrl: [`${base}/cat.png`],
    })
    expect({ numMedia, kind: sid.slice(0, 2) }).toEqual({ numMedia: '1', kind: 'MM' })
    await receiver.wait('/smsstatus', 2)
    expect(await simulated.twilio.messages(sid).media.list()).toMatchObject([
      { contentType: 'image/png' },
    ])
    await simulated.twilio.messages.create({ ...send, mediaUrl: [`${base}/dog.png`] })
    expect((await receiver.wait('/smsstatus', 3)).at(-1)?.params).toMatchObject({
      MessageStatus: 'failed',
      ErrorCode: '11200',
    })
    pictures.closeAllConnections()
    await new Promise((resolve) => pictures.close(resolve))
  })
})

describe('faults', () => {
  const send = { to: customer, from: line, body: 'Hi' }

  it('[T14] refuses with 429 and 500 as often as asked, and processes nothing', async () => {
    await using simulated = await Simulated.create()
    await simulated.fault({ kind: 'too-many-requests', count: 2 })
    for (let n = 0; n < 2; n += 1)
      await expect(simulated.twilio.messages.create(send)).rejects.toMatchObject({
        status: 429,
        code: 20429,
      })
    await simulated.fault({ kind: 'server-error' })
    await expect(simulated.twilio.messages.create(send)).rejects.toMatchObject({
      status: 500,
      code: 20500,
    })
    await simulated.fault({ kind: 'refused' })
    await expect(simulated.twilio.messages.create(send)).rejects.toThrow(
      /socket hang up|ECONNRESET/,
    )
    expect(await simulated.twilio.messages.list()).toEqual([])
    expect(await simulated.twilio.messages.create(send)).toMatchObject({ status: 'queued' })
  })

  it('[T14] accepts and loses the answer, or answers 500 all the same', async () => {
    await using simulated = await Simulated.create()
    await simulated.fault({ kind: 'answer-lost' })
    await expect(simulated.twilio.messages.create({ ...send, body: 'lost' })).rejects.toThrow(
      /socket hang up|ECONNRESET/,
    )
    await simulated.fault({ kind: 'error-after-accept' })
    await expect(simulated.twilio.messages.create({ ...send, body: '500' })).rejects.toMatchObject({
      status: 500,
    })
    const bodies = (await simulated.twilio.messages.list()).map(({ body }) => body)
    expect(bodies).toEqual(['500', 'lost'])
  })

  it('[T14] keeps an answer waiting, and hides young messages from lists', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    await simulated.fault({ kind: 'slow', ms: 600_000 })
    const waiting = simulated.twilio.messages.create({
      ...send,
      statusCallback: `${receiver.url}/smsstatus`,
    })
    waiting.catch(() => undefined)
    expect(sorted(await receiver.wait('/smsstatus', 2))).toEqual(['delivered', 'sent'])
    await simulated.fault({ kind: 'list-lag', ms: 600_000 })
    expect(await simulated.twilio.messages.list()).toEqual([])
    expect(await simulated.twilio.messages.list()).toHaveLength(1)
    await simulated.restart()
    await expect(waiting).rejects.toMatchObject({ status: 500 })
  })

  it('[T14] touches other requests only with scope rest, and one customer only when named', async () => {
    await using simulated = await Simulated.create()
    await simulated.fault({ kind: 'server-error', count: null, number: '+12125550178' })
    await simulated.fault({ kind: 'too-many-requests', scope: 'rest' })
    await expect(simulated.twilio.messages.list()).rejects.toMatchObject({ status: 429 })
    expect(await simulated.twilio.messages.create(send)).toMatchObject({ status: 'queued' })
    for (let n = 0; n < 2; n += 1)
      await expect(
        simulated.twilio.messages.create({ ...send, to: '+12125550178' }),
      ).rejects.toMatchObject({ status: 500 })
    await fetch(`${simulated.url}/phone/api/faults`, { method: 'DELETE' })
    expect(await simulated.ask('/faults')).toEqual({ faults: [] })
    expect(await simulated.twilio.messages.create({ ...send, to: '+12125550178' })).toMatchObject({
      status: 'queued',
    })
  })

  it('[T15] posts a text twice, or never', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    await simulated.connectWebhook(`${receiver.url}/sms`)
    await simulated.fault({ kind: 'webhook-duplicate' })
    const sid = await simulated.text('twice')
    const twice = await receiver.wait('/sms', 2)
    expect(twice.map(({ params }) => params['MessageSid'])).toEqual([sid, sid])
    await simulated.fault({ kind: 'webhook-lost' })
    const lost = await simulated.text('never')
    const after = await simulated.text('after')
    await receiver.wait('/sms', 3)
    expect(receiver.at('/sms').map(({ params }) => params['MessageSid'])).toEqual([sid, sid, after])
    expect((await simulated.twilio.messages.list()).map((message) => message.sid)).toContain(lost)
  })

  it('[T16] doubles, loses, delays and reorders callbacks', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    const create = (name: string) =>
      simulated.twilio.messages.create({ ...send, statusCallback: `${receiver.url}/${name}` })
    await simulated.fault({ kind: 'callback-doubled' })
    await create('doubled')
    expect(sorted(await receiver.wait('/doubled', 3))).toEqual(['delivered', 'sent', 'sent'])
    await simulated.fault({ kind: 'callback-out-of-order' })
    await create('reordered')
    expect(statusesOf(await receiver.wait('/reordered', 2))).toEqual(['delivered', 'sent'])
    await simulated.fault({ kind: 'callback-late', ms: 1500 })
    await create('late')
    expect(statusesOf(await receiver.wait('/late', 2))).toEqual(['delivered', 'sent'])
    await simulated.fault({ kind: 'callback-lost', count: 2 })
    const { sid } = await create('lost')
    await eventually(async () =>
      expect(await simulated.twilio.messages(sid).fetch()).toMatchObject({ status: 'delivered' }),
    )
    await create('next')
    await receiver.wait('/next', 2)
    expect(receiver.at('/lost')).toEqual([])
  })

  it('[T16] lets a text fail, or go undelivered, with a code', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    const statusCallback = `${receiver.url}/smsstatus`
    await simulated.fault({ kind: 'undelivered', errorCode: 30005 })
    await simulated.twilio.messages.create({ ...send, statusCallback })
    const both = await receiver.wait('/smsstatus', 2)
    const undelivered = both.find(({ params }) => params['MessageStatus'] !== 'sent')
    expect(undelivered?.params).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30005' })
    await simulated.fault({ kind: 'failed' })
    await simulated.twilio.messages.create({ ...send, statusCallback })
    const [, , failed] = await receiver.wait('/smsstatus', 3)
    expect(failed?.params).toMatchObject({ MessageStatus: 'failed', ErrorCode: '30008' })
  })
})
