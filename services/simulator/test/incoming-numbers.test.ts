import { describe, expect, it } from 'vitest'
import { Receiver } from './support/receiver.ts'
import { accountSid, authToken, line, phoneNumberSid, Simulated } from './support/simulated.ts'

describe('our own numbers', () => {
  it('[T18] registers the webhook’s address on a number, fragment included', async () => {
    await using simulated = await Simulated.create()
    const number = simulated.twilio.incomingPhoneNumbers(phoneNumberSid)
    expect(await number.fetch()).toMatchObject({ phoneNumber: line, smsUrl: '', smsMethod: 'POST' })
    const smsUrl = 'https://sms.example.com/smswebhook#rc=5&rp=ct,rt,5xx'
    await number.update({ smsUrl, smsFallbackUrl: smsUrl })
    expect(await number.fetch()).toMatchObject({
      smsUrl,
      smsFallbackUrl: smsUrl,
      smsMethod: 'POST',
    })
    expect(await simulated.twilio.incomingPhoneNumbers.list({ phoneNumber: line })).toMatchObject([
      { smsUrl },
    ])
  })

  it('[T18] refuses an address that is none, a method that is none, and a number of nobody', async () => {
    await using simulated = await Simulated.create()
    const number = simulated.twilio.incomingPhoneNumbers(phoneNumberSid)
    await expect(number.update({ smsUrl: 'nowhere' })).rejects.toMatchObject({
      status: 400,
      code: 21502,
    })
    await expect(number.update({ smsMethod: 'PUT' })).rejects.toMatchObject({
      status: 400,
      code: 21403,
    })
    const other = simulated.twilio.incomingPhoneNumbers(`PN${'0'.repeat(32)}`)
    await expect(other.fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
  })

  it('[T18] buys a second number, which has a webhook of its own', async () => {
    await using simulated = await Simulated.create()
    await using receiver = await Receiver.create()
    const { phoneNumber } = await simulated.twilio.incomingPhoneNumbers.create({
      phoneNumber: '+15005550010',
      smsUrl: `${receiver.url}/second`,
    })
    await simulated.text('to the second', { to: phoneNumber })
    expect((await receiver.wait('/second'))[0]?.params['To']).toBe(phoneNumber)
    await expect(simulated.text('to nobody', { to: '+15005550011' })).rejects.toThrow('BAD_REQUEST')
  })

  it('[T3] answers garbage with Twilio’s JSON and never a stack', async () => {
    await using simulated = await Simulated.create()
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
    const url = `${simulated.url}/2010-04-01/Accounts/${accountSid}/Messages.json`
    const form = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    const attempts = [
      fetch(url, { method: 'POST', headers: form, body: `Body=${'x'.repeat(70_000)}` }),
      fetch(url, {
        method: 'POST',
        headers: { ...form, 'content-encoding': 'gzip' },
        body: 'garbage',
      }),
      fetch(`${url}?PageSize=many`, { headers: { authorization } }),
      fetch(`${url}?PageToken=PASM0`, { headers: { authorization } }),
      fetch(`${url}?DateSent=yesterday`, { headers: { authorization } }),
      fetch(`${simulated.url}/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`, {
        headers: { authorization },
      }),
      fetch(`${simulated.url}/%E0%A4%A`),
    ]
    const statuses = []
    for (const response of await Promise.all(attempts)) {
      const text = await response.text()
      expect(JSON.parse(text)).toMatchObject({ code: expect.any(Number), status: response.status })
      expect(text).not.toMatch(/node_modules|at .*:\d+:\d+/)
      statuses.push(response.status)
    }
    expect(statuses).toEqual([413, 400, 400, 400, 400, 404, 404])
  })
})
