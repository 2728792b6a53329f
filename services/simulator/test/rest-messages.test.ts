import { describe, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { accountSid, authToken, customer, line, Simulated } from './support/simulated.ts'

const send = { to: customer, from: line, body: 'Hello' }

describe('Messages', () => {
  it('[T1] lets in only AccountSid:AuthToken and answers others 401 in Twilio’s shape', async () => {
    await using simulated = await Simulated.create()
    const url = `${simulated.url}/2010-04-01/Accounts/${accountSid}/Messages.json`
    for (const secret of ['', 'wrong', `${authToken} `]) {
      const authorization = `Basic ${Buffer.from(`${accountSid}:${secret}`).toString('base64')}`
      const response = await fetch(url, { headers: { authorization } })
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({
        code: 20003,
        message: 'Authenticate',
        status: 401,
      })
      expect(response.headers.get('www-authenticate')).toBe('Basic realm="Twilio API"')
    }
    expect((await fetch(url)).status).toBe(401)
  })

  it('[T2] creates a queued message and takes it to delivered', async () => {
    await using simulated = await Simulated.create()
    const { sid, ...message } = await simulated.twilio.messages.create(send)
    expect(sid).toMatch(/^SM[0-9a-f]{32}$/)
    expect(message).toMatchObject({
      accountSid,
      body: 'Hello',
      direction: 'outbound-api',
      errorCode: null,
      from: line,
      numMedia: '0',
      numSegments: '1',
      status: 'queued',
      dateSent: null,
      to: customer,
    })
    await eventually(async () =>
      expect(await simulated.twilio.messages(sid).fetch()).toMatchObject({ status: 'delivered' }),
    )
    expect((await simulated.twilio.messages(sid).fetch()).dateSent).toBeInstanceOf(Date)
  })

  it('[T2] counts segments as carriers do', async () => {
    await using simulated = await Simulated.create()
    const segmentsOf = async (body: string) =>
      (await simulated.twilio.messages.create({ ...send, body })).numSegments
    expect(await segmentsOf('a'.repeat(160))).toBe('1')
    expect(await segmentsOf('a'.repeat(161))).toBe('2')
    expect(await segmentsOf('ç'.repeat(71))).toBe('2')
  })

  it.each([
    ['no To', { to: '' }, 21604],
    ['a To that is no number', { to: '12' }, 21211],
    ['an invalid To', { to: '+15005550001' }, 21211],
    ['an unreachable To', { to: '+15005550002' }, 21612],
    ['a region without permission', { to: '+15005550003' }, 21408],
    ['an unsubscribed To', { to: '+15005550004' }, 21610],
    ['a landline', { to: '+15005550009' }, 21614],
    ['no From', { from: '' }, 21603],
    ['an invalid From', { from: '+15005550001' }, 21212],
    ['a From of someone else', { from: '+15005550007' }, 21606],
    ['a full From', { from: '+15005550008' }, 21611],
    ['an unknown From', { from: '+14155550199' }, 21606],
    ['To and From alike', { to: line }, 21266],
    ['no body', { body: '' }, 21602],
    ['too long a body', { body: 'x'.repeat(1601) }, 21617],
    ['a picture without an address', { mediaUrl: ['nowhere'] }, 21620],
    [
      'eleven pictures',
      { mediaUrl: Array.from({ length: 11 }, () => 'http://a.example/b') },
      21623,
    ],
    ['a bad StatusCallback', { statusCallback: 'http://a_b.example/' }, 21609],
    ['an unknown Messaging Service', { messagingServiceSid: `MG${'0'.repeat(32)}` }, 21705],
  ])('[T3] refuses %s', async (_what, changes, code) => {
    await using simulated = await Simulated.create()
    await expect(simulated.twilio.messages.create({ ...send, ...changes })).rejects.toMatchObject({
      status: 400,
      code,
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    })
    expect(await simulated.twilio.messages.list()).toEqual([])
  })

  it('[T3] answers what is not there with 404 and code 20404', async () => {
    await using simulated = await Simulated.create()
    await expect(simulated.twilio.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    })
  })

  it('[T4] lists newest first, by To, From and DateSent', async () => {
    await using simulated = await Simulated.create()
    const first = await simulated.twilio.messages.create({ ...send, body: 'first' })
    await simulated.twilio.messages.create({ ...send, to: '+12125550178', body: 'other' })
    await simulated.text('from the phone')
    await eventually(async () =>
      expect(await statuses(simulated)).toEqual(['received', 'delivered', 'delivered']),
    )
    const bodies = async (filter: object) =>
      (await simulated.twilio.messages.list(filter)).map(({ body }) => body)
    expect(await bodies({})).toEqual(['from the phone', 'other', 'first'])
    expect(await bodies({ to: line })).toEqual(['from the phone'])
    expect(await bodies({ from: line, to: customer })).toEqual(['first'])
    const day = 86_400_000
    const sent = (await simulated.twilio.messages(first.sid).fetch()).dateSent
    expect(await bodies({ dateSentAfter: new Date(sent.getTime() - 1000) })).toHaveLength(3)
    expect(await bodies({ dateSentAfter: new Date(Date.now() + day) })).toEqual([])
    expect(await bodies({ dateSentBefore: new Date(Date.now() - day) })).toEqual([])
  })

  it('[T4] pages without gap or repeat while new messages arrive', async () => {
    await using simulated = await Simulated.create()
    for (let n = 1; n <= 7; n += 1) await simulated.text(`text ${n}`)
    const first = await simulated.twilio.messages.page({ pageSize: 3 })
    await simulated.text('meanwhile')
    const second = await first.nextPage()
    const third = await second?.nextPage()
    const bodies = [first, second, third].flatMap((page) => page?.instances.map(({ body }) => body))
    expect(bodies).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `text ${n}`))
    expect(third?.nextPageUrl).toBeUndefined()
    expect((await third?.previousPage())?.instances.map(({ body }) => body)).toEqual([
      'text 4',
      'text 3',
      'text 2',
    ])
    expect(await simulated.twilio.messages.list({ pageSize: 2, limit: 100 })).toHaveLength(8)
    await simulated.twilio.messages.page({ pageSize: 5000 })
    expect(simulated.seen.at(-1)?.body).toMatchObject({ page_size: 1000, start: 0, end: 7 })
  })

  it('[T5] empties a body, removes a message, and refuses both before it is complete', async () => {
    await using simulated = await Simulated.create({ statusDelayMs: 60_000 })
    const sid = await simulated.text('my card is 4242')
    expect(await simulated.twilio.messages(sid).update({ body: '' })).toMatchObject({
      sid,
      body: '',
    })
    expect(await simulated.twilio.messages(sid).remove()).toBe(true)
    await expect(simulated.twilio.messages(sid).fetch()).rejects.toMatchObject({ code: 20404 })
    const underWay = await simulated.twilio.messages.create(send)
    await expect(simulated.twilio.messages(underWay.sid).remove()).rejects.toMatchObject({
      code: 20009,
    })
    expect(
      await simulated.twilio.messages(underWay.sid).update({ status: 'canceled' }),
    ).toMatchObject({
      status: 'canceled',
    })
  })

  it('[T6] keeps messages, phones and the webhook address over a restart, and goes on delivering', async () => {
    await using simulated = await Simulated.create({ statusDelayMs: 100 })
    await simulated.connectWebhook('http://127.0.0.1:1/kept#rc=0')
    await simulated.ask('/phones', { name: 'Nadia', number: '+13055550111' })
    const { sid } = await simulated.twilio.messages.create(send)
    await simulated.restart()
    await eventually(async () =>
      expect(await simulated.twilio.messages(sid).fetch()).toMatchObject({ status: 'delivered' }),
    )
    const [number] = await simulated.twilio.incomingPhoneNumbers.list()
    expect(number).toMatchObject({ phoneNumber: line, smsUrl: 'http://127.0.0.1:1/kept#rc=0' })
    const { phones } = await simulated.ask<{ phones: { name: string }[] }>('/phones')
    expect(phones.map(({ name }) => name)).toEqual([
      'Maya Chen',
      'Tom Okafor',
      'Priya Shah',
      'Nadia',
    ])
  })
})

async function statuses(simulated: Simulated): Promise<string[]> {
  return (await simulated.twilio.messages.list()).map(({ status }) => status)
}
