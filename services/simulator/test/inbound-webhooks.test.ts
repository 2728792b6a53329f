import { describe, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { Receiver } from './support/receiver.ts'
import { accountSid, authToken, customer, line, Simulated } from './support/simulated.ts'

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

interface Texts {
  texts: { sid: string; body: string; state: string; direction: string; automatic: boolean }[]
}

const textsOf = async (simulated: Simulated, number = customer) =>
  (await simulated.ask<Texts>(`/messages?number=${encodeURIComponent(number)}`)).texts

const codes = async (simulated: Simulated) =>
  (await simulated.ask<{ troubles: { code: number }[] }>('/debugger')).troubles.map(
    ({ code }) => code,
  )

const answerWith = async (contentType: string | null, body: string) => {
  const simulated = await Simulated.create()
  const receiver = await Receiver.create()
  receiver.respond = (_received, res) => {
    res.writeHead(200, contentType === null ? {} : { 'content-type': contentType }).end(body)
  }
  await simulated.connectWebhook(`${receiver.url}/sms`)
  await simulated.text('hi')
  await eventually(async () => expect((await textsOf(simulated))[0]?.state).not.toBe('sent'))
  return {
    simulated,
    codes: await codes(simulated),
    replies: (await textsOf(simulated))
      .filter(({ direction }) => direction === 'outbound')
      .map(({ body: text }) => text),
    async [Symbol.asyncDispose]() {
      await simulated[Symbol.asyncDispose]()
      await receiver[Symbol.asyncDispose]()
    },
  }
}

describe('inbound webhooks', () => {
  it('[T7] posts a text with Twilio’s parameters, order and headers, signed', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    await simulated.connectWebhook(`${receiver.url}/sms?shop=1#rc=5&rp=ct,rt,5xx`)
    const sid = await simulated.text('Hello + 100% 😀')
    const [webhook] = await receiver.wait('/sms')
    expect(webhook).toMatchObject({ method: 'POST', path: '/sms?shop=1', valid: true })
    expect(webhook?.names).toEqual(
      'ToCountry ToState SmsMessageSid NumMedia ToCity FromZip SmsSid FromState SmsStatus FromCity Body FromCountry To ToZip NumSegments MessageSid AccountSid From ApiVersion'.split(
        ' ',
      ),
    )
    expect(webhook?.params).toMatchObject({
      MessageSid: sid,
      SmsSid: sid,
      AccountSid: accountSid,
      From: customer,
      To: line,
      Body: 'Hello + 100% 😀',
      FromCity: 'SAN FRANCISCO',
      FromCountry: 'US',
      ToCity: '',
      NumMedia: '0',
      SmsStatus: 'received',
    })
    expect(webhook?.headers).toMatchObject({
      accept: '*/*',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'TwilioProxy/1.1',
      'x-home-region': 'us1',
      'i-twilio-idempotency-token': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    await eventually(async () =>
      expect((await textsOf(simulated))[0]).toMatchObject({ state: 'delivered' }),
    )
  })

  it('[T7] signs a GET over its URL alone, and odd bodies as they are read', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    await simulated.connectWebhook(`${receiver.url}/sms?a=b%20c`, { smsMethod: 'GET' })
    await simulated.text('by GET')
    expect((await receiver.wait('/sms'))[0]).toMatchObject({ method: 'GET', valid: true })
    await simulated.connectWebhook(`${receiver.url}/odd`, { smsMethod: 'POST' })
    for (const body of ['a\u0000b', '\ud800 alone', '😀'.repeat(1600), 'a=b&c=d\r\n'])
      await simulated.text(body)
    await simulated.text('from a brand', { from: 'INFOSMS' })
    const odd = await receiver.wait('/odd', 5)
    expect(odd.map(({ valid }) => valid)).toEqual([true, true, true, true, true])
    expect(odd.map(({ params }) => params['From'])).toContain('INFOSMS')
  })

  it('[T8] gives pictures an address that wants Basic auth and redirects to the bytes', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    await simulated.connectWebhook(`${receiver.url}/sms`)
    const sid = await simulated.text('', { mediaUrls: [pixel] })
    expect(sid).toMatch(/^MM/)
    const [webhook] = await receiver.wait('/sms')
    expect(webhook?.valid).toBe(true)
    expect(webhook?.params).toMatchObject({
      NumMedia: '1',
      Body: '',
      MediaContentType0: 'image/png',
    })
    const url = webhook?.params['MediaUrl0'] ?? ''
    expect(url).toMatch(
      new RegExp(
        `^${simulated.url}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/ME[0-9a-f]{32}$`,
      ),
    )
    expect((await fetch(url)).status).toBe(401)
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
    const redirect = await fetch(url, { headers: { authorization }, redirect: 'manual' })
    expect(redirect.status).toBe(307)
    const location = redirect.headers.get('location') ?? ''
    const content = await fetch(location)
    expect(content.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await content.arrayBuffer()).toString('base64')).toBe(pixel.split(',')[1])
    expect((await fetch(location.replace(/signature=.{8}/, 'signature=00000000'))).status).toBe(404)
    const [media] = await simulated.twilio.messages(sid).media.list()
    expect(media).toMatchObject({ parentSid: sid, contentType: 'image/png' })
    expect(
      await simulated.twilio
        .messages(sid)
        .media(media?.sid ?? '')
        .remove(),
    ).toBe(true)
    expect(await simulated.twilio.messages(sid).media.list()).toEqual([])
  })

  it('[T9] does not retry a 500 unless told to, then tries the fallback URL', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    receiver.respond = ({ path }, res) => {
      res.writeHead(path === '/sms' ? 500 : 200, { 'content-type': 'text/xml' }).end('<Response/>')
    }
    await simulated.connectWebhook(`${receiver.url}/sms`, {
      smsFallbackUrl: `${receiver.url}/fallback`,
    })
    await simulated.text('help me')
    const [fallback] = await receiver.wait('/fallback')
    expect(receiver.at('/sms')).toHaveLength(1)
    expect(fallback).toMatchObject({
      valid: true,
      params: { ErrorCode: '11200', ErrorUrl: `${receiver.url}/sms` },
    })
    expect(await codes(simulated)).toEqual([11200])
  })

  it('[T9] retries what the URL’s fragment names, with one idempotency token', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    receiver.respond = (_received, res) => {
      const status = receiver.received.length < 3 ? 503 : 200
      res.writeHead(status, { 'content-type': 'text/xml' }).end('<Response/>')
    }
    await simulated.connectWebhook(`${receiver.url}/sms#rc=5&rp=5xx`)
    await simulated.text('again')
    const tries = await receiver.wait('/sms', 3)
    await eventually(async () =>
      expect((await textsOf(simulated))[0]).toMatchObject({ state: 'delivered' }),
    )
    expect(new Set(tries.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1)
    expect(tries).toHaveLength(3)
  })

  it('[T9] gives up within the time budget and says so in the debugger', async () => {
    await using simulated = await Simulated.create({ webhookBudgetMs: 800 })
    await using receiver = await Receiver.create()
    receiver.respond = () => undefined
    await simulated.connectWebhook(`${receiver.url}/sms#rc=5&rp=all`)
    await simulated.text('anybody?')
    await eventually(async () =>
      expect((await textsOf(simulated))[0]).toMatchObject({ state: 'unanswered' }),
    )
    expect(await codes(simulated)).toEqual([11200])
    expect(await simulated.twilio.messages.list({ to: line })).toHaveLength(1)
  })

  it('[T9] loses a webhook that was under way when it stopped, and keeps the text', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    receiver.respond = () => undefined
    await simulated.connectWebhook(`${receiver.url}/sms`)
    const sid = await simulated.text('in the middle')
    await receiver.wait('/sms')
    await simulated.restart()
    expect(await textsOf(simulated)).toMatchObject([{ sid, state: 'unanswered' }])
    expect(await simulated.twilio.messages(sid).fetch()).toMatchObject({ status: 'received' })
  })

  it('[T9] retries a refused connection once by default', async () => {
    await using simulated = await Simulated.create()
    const gone = await Receiver.create()
    await simulated.connectWebhook(`${gone.url}/sms`)
    await gone[Symbol.asyncDispose]()
    await simulated.text('hello?')
    await eventually(async () => expect(await codes(simulated)).toEqual([11205]))
  })

  it('[T10] follows a redirect by GET and without the parameters', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    receiver.respond = ({ path }, res) => {
      if (path === '/sms') res.writeHead(302, { location: '/elsewhere' }).end()
      else res.writeHead(200, { 'content-type': 'text/xml' }).end('<Response/>')
    }
    await simulated.connectWebhook(`${receiver.url}/sms`)
    await simulated.text('lost on the way')
    expect(await receiver.wait('/elsewhere')).toMatchObject([
      { method: 'GET', params: {}, valid: true },
    ])
  })

  it('[T10] gives the URL’s user and password only when asked, and keeps them out of the signature', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    receiver.respond = ({ headers }, res) => {
      if (headers.authorization) res.writeHead(204).end()
      else res.writeHead(401, { 'www-authenticate': 'Basic realm="app"' }).end()
    }
    await simulated.connectWebhook(`${receiver.url.replace('://', '://user:p%40ss@')}/sms`)
    await simulated.text('knock')
    const [first, second] = await receiver.wait('/sms', 2)
    expect(first).toMatchObject({ valid: true })
    expect(second).toMatchObject({
      valid: true,
      headers: { authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}` },
    })
  })
})

describe('answers to webhooks', () => {
  it.each([
    ['text/xml', '<?xml version="1.0" encoding="UTF-8"?><Response></Response>', [], []],
    [
      'text/xml; charset=utf-8',
      '<Response><Message>Hi &amp; bye</Message></Response>',
      ['Hi & bye'],
      [],
    ],
    [
      'text/html',
      '<Response><Message><Body><![CDATA[<3]]></Body></Message><!-- no --></Response>',
      ['<3'],
      [],
    ],
    ['application/xml', '<Response><Say>Hi</Say></Response>', [], [12200]],
    ['text/xml', ' <Response/>', [], [12100]],
    ['text/xml', '<Response><Message></Response>', [], [12100]],
    ['text/xml', '', [], [12100]],
    ['text/xml', '<Answer/>', [], [12102]],
    ['text/plain', 'a stack trace', ['a stack trace'], []],
    ['application/json', '{}', [], [12300]],
    [null, 'what?', [], [12300]],
  ])('[T11] judges %s %s', async (contentType, body, replies, problems) => {
    await using answered = await answerWith(contentType, body)
    expect(answered.replies).toEqual(replies)
    expect(answered.codes).toEqual(problems)
  })

  it('[T11] sends at most ten replies, as outbound-reply', async () => {
    await using answered = await answerWith(
      'text/xml',
      `<Response>${'<Message>x</Message>'.repeat(12)}</Response>`,
    )
    expect(answered.replies).toHaveLength(10)
    expect(answered.codes).toEqual([14109])
    const [reply] = await answered.simulated.twilio.messages.list({ to: customer })
    expect(reply).toMatchObject({ direction: 'outbound-reply', from: line })
  })
})

describe('keywords', () => {
  it.each(['STOP', 'stop', ' Unsubscribe ', 'REVOKE', 'optout'])(
    '[T12] %s blocks, answers by itself and is passed on',
    async (word) => {
      await using simulated = await Simulated.create()
      await using receiver = await Receiver.create()
      await simulated.connectWebhook(`${receiver.url}/sms`)
      await simulated.text(word)
      expect((await receiver.wait('/sms'))[0]?.params['Body']).toBe(word)
      const texts = await textsOf(simulated)
      expect(texts.at(-1)).toMatchObject({
        automatic: true,
        body: expect.stringContaining('unsubscribed'),
      })
      expect(await simulated.twilio.messages.list()).toHaveLength(1)
      const send = { to: customer, from: line, body: 'Hello' }
      await expect(simulated.twilio.messages.create(send)).rejects.toMatchObject({
        status: 400,
        code: 21610,
      })
      await simulated.restart()
      await expect(simulated.twilio.messages.create(send)).rejects.toMatchObject({ code: 21610 })
      await simulated.text('start')
      expect(await simulated.twilio.messages.create(send)).toMatchObject({ status: 'queued' })
    },
  )

  it('[T12] STOP PLEASE is a text like any other, and HELP is answered', async () => {
    await using simulated = await Simulated.create()
    await simulated.text('STOP PLEASE')
    await simulated.text('help')
    const automatic = (await textsOf(simulated)).filter((text) => text.automatic)
    expect(automatic.map(({ body }) => body)).toEqual([
      'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
    ])
    expect(
      await simulated.twilio.messages.create({ to: customer, from: line, body: 'Sure' }),
    ).toMatchObject({ status: 'queued' })
  })

  it('[T12] blocks a whole Messaging Service, whose sends then fail later', async () => {
    const service = `MG${'c'.repeat(32)}`
    await using simulated = await Simulated.create({ defaultFrom: service })
    await using receiver = await Receiver.create()
    await simulated.connectWebhook(`${receiver.url}/sms`)
    await simulated.text('STOP')
    expect((await receiver.wait('/sms'))[0]?.params).toMatchObject({ MessagingServiceSid: service })
    const message = await simulated.twilio.messages.create({
      to: customer,
      messagingServiceSid: service,
      body: 'Hello',
    })
    expect(message).toMatchObject({ status: 'accepted', from: null, numSegments: '0' })
    await eventually(async () =>
      expect(await simulated.twilio.messages(message.sid).fetch()).toMatchObject({
        status: 'failed',
        errorCode: 21610,
      }),
    )
  })
})
