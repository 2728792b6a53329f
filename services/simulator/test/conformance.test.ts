import { describe, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { OpenApi } from './support/openapi.ts'
import { Receiver } from './support/receiver.ts'
import { accountSid, customer, line, phoneNumberSid, Simulated } from './support/simulated.ts'

const file = process.env['TWILIO_OPENAPI']
if (!file)
  console.log('Skipped: [T17] needs TWILIO_OPENAPI, the path of Twilio’s twilio_api_v2010.json.')

/** Uses everything the REST API offers, so that each answer can be looked at. */
async function useEverything(simulated: Simulated, receiver: Receiver): Promise<void> {
  const { twilio } = simulated
  const service = `MG${'c'.repeat(32)}`
  await simulated.connectWebhook(`${receiver.url}/sms#rc=5&rp=ct,rt,5xx`)
  await twilio.api.v2010.accounts(accountSid).fetch()
  await twilio.balance.fetch()
  await twilio.incomingPhoneNumbers(phoneNumberSid).fetch()
  await twilio.incomingPhoneNumbers.list({ phoneNumber: line })
  await twilio.incomingPhoneNumbers.create({
    phoneNumber: '+15005550010',
    smsUrl: 'https://example.com/sms',
  })
  const picture = await simulated.text('look', { mediaUrls: ['data:image/png;base64,aGk='] })
  await simulated.text('short code', { from: '12345' })
  await simulated.text('brand', { from: 'INFOSMS' })
  const [media] = await twilio.messages(picture).media.list()
  await twilio
    .messages(picture)
    .media(media?.sid ?? '')
    .fetch()
  await simulated.fault({ kind: 'undelivered' })
  const { sid } = await twilio.messages.create({ to: customer, from: line, body: 'Hi' })
  await twilio.messages(sid).fetch()
  await eventually(async () =>
    expect(await twilio.messages(sid).fetch()).toMatchObject({ status: 'undelivered' }),
  )
  await twilio.messages(sid).update({ body: '' })
  await expect(
    twilio.messages.create({ to: customer, messagingServiceSid: service, body: 'Hi' }),
  ).rejects.toMatchObject({ code: 21705 })
  await twilio.messages.list({ pageSize: 2, dateSentAfter: new Date(0) })
  await twilio.messages.list({ to: '+19995550100' })
  await twilio
    .messages(picture)
    .media(media?.sid ?? '')
    .remove()
  await twilio.messages(sid).remove()
}

describe('conformance', () => {
  it.skipIf(!file)('[T17] answers as Twilio’s own description of its API says', async () => {
    const api = new OpenApi(file ?? '')
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    await useEverything(simulated, receiver)
    const successes = simulated.seen.filter(({ status }) => status < 300)
    expect(successes.length).toBeGreaterThan(15)
    const problems = successes.flatMap(({ method, path, status, body }) =>
      api.problems(method, path, status, body).map((problem) => `${method} ${path}: ${problem}`),
    )
    expect(problems).toEqual([])
  })

  it.skipIf(!file)('[T17] would find a wrong answer', async () => {
    const api = new OpenApi(file ?? '')
    await using simulated = await Simulated.create()
    await simulated.twilio.messages.create({ to: customer, from: line, body: 'Hi' })
    const [seen] = simulated.seen
    const body = {
      ...(seen?.body as object),
      num_media: 0,
      status: 'on its way',
      date_created: 'today',
      extra: 1,
    }
    expect(api.problems('post', seen?.path ?? '', 201, body)).toHaveLength(4)
    expect(api.problems('post', seen?.path ?? '', 200, {})).toHaveLength(1)
  })
})
