import { describe, expect, it } from 'vitest'
import { connectGateway } from './support/gateway-client.ts'
import {
  AUTH_TOKEN,
  makeText,
  sign,
  startSwitchboard,
  type WebhookOptions,
} from './support/start-switchboard.ts'
import { envToConfig, readEnv } from '../src/index.ts'
import { Secret } from '@switchboard/service'

const PASSWORD = 'correct horse battery'

describe('security', () => {
  it('[S1] refuses webhooks Twilio did not sign, counts them and stores nothing', async () => {
    await using running = await startSwitchboard()
    const text = makeText()
    const attempts: WebhookOptions[] = [
      { token: 'another-token' },
      { headers: { 'x-twilio-signature': '' } },
      { headers: { 'x-twilio-signature': sign('/smswebhook', { ...text, Body: 'other' }) } },
      { path: '/smswebhook?bodySHA256=00' },
      { headers: { host: 'evil.example', 'x-twilio-signature': 'AAAA' } },
    ]
    for (const options of attempts) expect((await running.webhook(text, options)).status).toBe(403)
    const callback = await running.webhook(
      { MessageSid: 'SM1', MessageStatus: 'sent' },
      { path: '/smsstatus', token: 'x' },
    )
    expect(callback.status).toBe(403)
    expect(running.store.seq).toBe(0)
    expect(await running.store.records('callbacks')).toEqual([])
    const metrics = await (await fetch(`${running.base}/metrics`)).text()
    expect(metrics).toContain(
      'switchboard_webhooks_total{outcome="rejected",service="switchboard"} 5',
    )
  })

  it('[S1] is not held up by an unsigned form of one name, 32,000 times', async () => {
    await using running = await startSwitchboard()
    const refused = await fetch(`${running.base}/smswebhook`, {
      method: 'POST',
      body: 'a&'.repeat(32_000),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': 'AAAA',
      },
    })
    expect(refused.status).toBe(403)
  })

  it.each([
    ['https://sms.example.com', true],
    ['http://sms.example.com', false],
  ])('[G31] speaks of https at %s only where there is some: %s', async (url, isHttps) => {
    await using running = await startSwitchboard({ config: { url } })
    for (const path of ['/media/x', '/api/v1/conversations']) {
      const { headers } = await fetch(running.base + path)
      const policy = headers.get('content-security-policy')
      expect(headers.has('strict-transport-security')).toBe(isHttps)
      expect(policy?.includes('upgrade-insecure-requests')).toBe(isHttps)
    }
  })

  it('[S2] accepts either of two auth tokens while one is rotated', async () => {
    const { twilio } = envToConfig({
      ...readEnv(exampleEnv),
      authTokens: ['old-token', 'new-token'],
    })
    await using running = await startSwitchboard({ config: { twilio } })
    expect((await running.webhook(makeText(), { token: 'old-token' })).status).toBe(200)
    expect((await running.webhook(makeText(), { token: 'new-token' })).status).toBe(200)
    expect((await running.webhook(makeText(), { token: AUTH_TOKEN })).status).toBe(403)
  })

  it('[S3] lets the first-admin link be used once', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const token = running.welcomeToken
    expect(await gateway.request('check-welcome', { token: 'wrong' })).toEqual({ valid: false })
    expect(await gateway.request('check-welcome', { token })).toEqual({ valid: true })
    const args = { token, name: 'Ada', password: PASSWORD }
    const answers = await Promise.allSettled([
      gateway.request('welcome', args),
      gateway.request('welcome', { ...args, name: 'Eve' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(running.switchboard.announcements()).toEqual([])
    await expect(gateway.request('welcome', args)).rejects.toMatchObject({ code: 'WELCOME_USED' })
  })

  it('[S4] answers an unknown name and a wrong password alike, and closes the door after ten', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    await gateway.welcome('Ada', PASSWORD)
    const wrong = (name: string) => gateway.request('sign-in', { name, password: 'not it at all' })
    await expect(wrong('Ada')).rejects.toMatchObject({
      code: 'BAD_CREDENTIALS',
      message: 'Name or password is not right.',
    })
    await expect(wrong('Nobody')).rejects.toMatchObject({
      code: 'BAD_CREDENTIALS',
      message: 'Name or password is not right.',
    })
    expect(await gateway.request('sign-in', { name: ' ada ', password: PASSWORD })).toMatchObject({
      agent: { name: 'Ada' },
    })
    for (let tries = 0; tries < 10; tries += 1)
      await expect(wrong('Ada')).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' })
    await expect(
      gateway.request('sign-in', { name: 'Ada', password: PASSWORD }),
    ).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      data: { retryAfterSeconds: expect.toSatisfy((n: number) => n > 800 && n <= 900) },
    })
  })

  it('[S4] counts failures alone: a whole office signs in from one address', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    await gateway.welcome('Ada', PASSWORD)
    const args = { name: 'Ada', password: PASSWORD, address: '203.0.113.7' }
    for (let person = 0; person < 60; person += 1) await gateway.request('sign-in', args)
    const wrong = (name: string) =>
      gateway.request('sign-in', { ...args, name, password: 'not it at all' })
    for (let tries = 0; tries < 50; tries += 1)
      await expect(wrong(`name ${tries}`)).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' })
    await expect(wrong('one more')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  }, 20_000)

  it('[S5] keeps sessions as hashes and ends them when signing out or being disabled', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const { session, agent } = await gateway.welcome('Ada', PASSWORD)
    expect(session).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(await running.store.records('sessions'))).not.toContain(session)
    expect(await gateway.request('whoami', {}, session)).toEqual({ agent })
    await gateway.request('sign-out', {}, session)
    await expect(gateway.request('whoami', {}, session)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    const again = (await gateway.request('sign-in', { name: 'Ada', password: PASSWORD })) as {
      session: string
    }
    await running.store.transact((transaction) =>
      transaction.putAgent({ ...agent, disabled: true }),
    )
    await expect(gateway.request('whoami', {}, again.session)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
  })

  it('[S6] asks every operation for a session, and lets only admins add people, each name once', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const admin = await gateway.welcome('Ada', PASSWORD)
    for (const op of [
      'conversations',
      'entries',
      'counts',
      'changes',
      'reply',
      'take',
      'read',
      'create-agent',
      'whoami',
    ])
      await expect(gateway.request(op, validArgs[op] ?? {}, 'no-session')).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      })
    const bob = await gateway.addAgent('Bob', PASSWORD, admin.session)
    expect(bob.agent.role).toBe('agent')
    const add = (name: string, session: string) =>
      gateway.request('create-agent', { name, password: PASSWORD }, session)
    await expect(add('Carol', bob.session)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(add('BOB ', admin.session)).rejects.toMatchObject({ code: 'NAME_TAKEN' })
  })

  it('[S7] has no API without a token, none for a wrong one, and no metrics for strangers', async () => {
    await using closed = await startSwitchboard({ config: { apiToken: undefined } })
    expect((await closed.api('/conversations')).status).toBe(404)
    await using running = await startSwitchboard()
    expect(
      (await running.api('/conversations', { headers: { authorization: 'Bearer wrong' } })).status,
    ).toBe(401)
    expect((await fetch(`${running.base}/api/v1/conversations`)).status).toBe(401)
    const forwarded = { 'x-forwarded-for': '203.0.113.9' }
    expect((await fetch(`${running.base}/metrics`, { headers: forwarded })).status).toBe(401)
  })

  it('[S9] names the variable that is wrong or missing', () => {
    expect(start({})).not.toThrow()
    expect(start({ URL: undefined })).toThrow(/^URL is missing: set it to .+\.$/)
    expect(start({ URL: 'sms.example.com' })).toThrow(/^URL .+\.$/)
    expect(start({ TWILIO_SID: 'AC1' })).toThrow(/^TWILIO_SID is "AC1": set it to .+\.$/)
    expect(start({ TWILIO_DEFAULT_FROM: '555-0100' })).toThrow(/^TWILIO_DEFAULT_FROM .+\.$/)
    expect(start({ GATEWAY_TOKEN: '' })).toThrow(/^GATEWAY_TOKEN is missing/)
    expect(start({ PORT: 'http' })).toThrow(/^PORT /)
  })

  it('[S9] keeps secrets out of whatever prints the configuration', () => {
    const config = envToConfig(readEnv(exampleEnv))
    expect(JSON.stringify(config)).not.toContain('hush')
    expect(String(new Secret('hush'))).not.toContain('hush')
  })
})

const exampleEnv = {
  URL: 'https://sms.example.com',
  TWILIO_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'hush-1',
  TWILIO_PHONE_NUMBER_SID: `PN${'1'.repeat(32)}`,
  TWILIO_DEFAULT_FROM: '+14155550100',
  GATEWAY_TOKEN: 'hush-2',
  API_TOKEN: 'hush-3',
}

const start = (change: Record<string, string | undefined>) => () =>
  envToConfig(readEnv({ ...exampleEnv, ...change }))

const number = '+14155550101'
const validArgs: Record<string, Record<string, unknown>> = {
  conversations: { view: 'all' },
  entries: { number },
  changes: { after: 0 },
  reply: { number, body: 'x', clientMessageId: 'x' },
  take: { number, assignmentVersion: 0 },
  read: { number, position: 1 },
  'create-agent': { name: 'Eve', password: PASSWORD },
}
