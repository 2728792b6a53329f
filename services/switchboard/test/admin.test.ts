import { request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import twilio from 'twilio'
import type { Quarantine, System } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { connectGateway } from './support/gateway-client.ts'
import { localSocketPath } from '../src/admin/local-socket.ts'
import {
  AUTH_TOKEN,
  makeSid,
  makeText,
  PUBLIC_URL,
  startSwitchboard,
  type Running,
} from './support/start-switchboard.ts'

const ANN = '+14155550101'

const get = async <T>(running: Running, path: string): Promise<T> =>
  (await (await running.api(`/admin${path}`)).json()) as T
const call = async (running: Running, method: string, path: string) => {
  const response = await running.api(`/admin${path}`, { method })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** A text without From, kept as the webhook brought it. */
async function quarantineOne(running: Running, params: Record<string, string> = {}) {
  await running.webhook(makeText({ From: '', ...params }))
  const { quarantined } = await get<Quarantine>(running, '/quarantine')
  return quarantined.at(-1)?.id ?? ''
}

/** As a newer version that understands more would find it. */
async function mend(running: Running, id: string, params: Record<string, string>) {
  const [kept] = (await running.store.records<{ id: string; params: object }>('quarantine')).filter(
    ({ value }) => value.id === id,
  )
  await running.store.transact((transaction) =>
    transaction.putRecord('quarantine', kept?.key ?? '', {
      ...kept?.value,
      params: { ...kept?.value.params, ...params },
    }),
  )
}

describe('quarantine', () => {
  it('[I16] lists what is in it with the parameters as they came, oldest first', async () => {
    await using running = await startSwitchboard()
    const first = makeText({ From: '', Body: 'one', NewThing: 'x' })
    await running.webhook(first)
    await running.webhook(makeText({ To: '', Body: 'two' }))
    const { quarantined, total } = await get<Quarantine>(running, '/quarantine')
    expect(total).toBe(2)
    expect(quarantined).toMatchObject([
      { kind: 'message', path: '/smswebhook', problem: 'From is missing', replays: 0 },
      { why: { code: 'missing', values: ['To'] }, params: { Body: 'two' } },
    ])
    expect(quarantined[0]?.params).toEqual(first)
  })

  it('[I17] replays as if the webhook had just come, and removes it in the same operation', async () => {
    await using running = await startSwitchboard()
    const id = await quarantineOne(running, { Body: 'hello' })
    await mend(running, id, { From: ANN })
    const before = running.store.seq
    expect(await call(running, 'POST', `/quarantine/${id}/replay`)).toEqual({
      status: 200,
      body: { outcome: 'stored' },
    })
    expect(await running.entries(ANN)).toMatchObject([{ body: 'hello', direction: 'inbound' }])
    expect(running.store.seq).toBe(before + 1)
    expect(await get(running, '/quarantine')).toMatchObject({ quarantined: [], total: 0 })
    expect((await call(running, 'POST', `/quarantine/${id}/replay`)).status).toBe(404)
  })

  it('[I17] keeps what still cannot be read, with the reason of now', async () => {
    await using running = await startSwitchboard()
    const id = await quarantineOne(running)
    await mend(running, id, { From: ANN, To: '' })
    expect(await call(running, 'POST', `/quarantine/${id}/replay`)).toEqual({
      status: 200,
      body: {
        outcome: 'unreadable',
        problem: 'To is missing',
        why: { code: 'missing', values: ['To'] },
      },
    })
    expect(await get(running, '/quarantine')).toMatchObject({
      quarantined: [{ id, problem: 'To is missing', why: { values: ['To'] }, replays: 1 }],
    })
  })

  it('[I17] knows a replayed text that came another way in the meantime, and replays many at once only once', async () => {
    await using running = await startSwitchboard()
    const text = makeText()
    const id = await quarantineOne(running, { ...text, From: '' })
    await mend(running, id, { From: ANN })
    await running.webhook(text)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call(running, 'POST', `/quarantine/${id}/replay`)),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 404, 404, 404, 404,
    ])
    expect(answers.find(({ status }) => status === 200)?.body).toEqual({ outcome: 'duplicate' })
    expect(await running.entries(ANN)).toHaveLength(1)
  })

  it('[I17] replays a status callback on the message it is about', async () => {
    const sid = makeSid('SM')
    await using running = await startSwitchboard({
      send: async () => ({ kind: 'sent', sid, status: 'queued' }),
    })
    await running.api('/messages', {
      method: 'POST',
      body: JSON.stringify({ to: ANN, body: 'Hello', clientMessageId: 'one' }),
    })
    const status = async () => (await running.entries(ANN))[0]
    await expect.poll(status).toMatchObject({ status: 'queued' })
    await running.webhook({ MessageSid: sid }, { path: '/smsstatus' })
    const { quarantined } = await get<Quarantine>(running, '/quarantine')
    const id = quarantined[0]?.id ?? ''
    await mend(running, id, { MessageStatus: 'delivered' })
    expect((await call(running, 'POST', `/quarantine/${id}/replay`)).body).toEqual({
      outcome: 'applied',
    })
    expect(await status()).toMatchObject({ status: 'delivered' })
  })

  it('[I18] discards with a note, which stays when the contents are gone', async () => {
    await using running = await startSwitchboard()
    const id = await quarantineOne(running, { Body: 'a secret' })
    expect((await call(running, 'DELETE', `/quarantine/${id}`)).status).toBe(400)
    const gone = await call(running, 'DELETE', `/quarantine/${id}?note=a%20test%20of%20ours`)
    expect(gone).toMatchObject({ status: 200, body: { discarded: { id, by: 'the API' } } })
    const quarantine = await get<Quarantine>(running, '/quarantine')
    expect(quarantine).toMatchObject({
      quarantined: [],
      discarded: [{ id, note: 'a test of ours', problem: 'From is missing' }],
    })
    expect(JSON.stringify(quarantine)).not.toContain('a secret')
    expect((await call(running, 'DELETE', `/quarantine/${id}?note=again`)).status).toBe(404)
  })
})

describe('rejected webhooks', () => {
  it('[S10] are remembered with reason, source and the address that was checked, never in /readyz', async () => {
    await using running = await startSwitchboard()
    const text = makeText({ Body: 'private words' })
    await running.webhook(text, { headers: { 'x-twilio-signature': '' } })
    await running.webhook(text, {
      token: 'another',
      headers: { 'x-forwarded-for': '1.1.1.1, 2.2.2.2' },
    })
    await running.webhook(text, { path: '/smsstatus?id=7', token: 'another' })
    const system = await get<System>(running, '/system')
    expect(system.rejected.count).toBe(3)
    expect(system.rejected.newest).toMatchObject([
      { path: '/smsstatus', checkedUrl: `${PUBLIC_URL}/smsstatus?id=7` },
      { path: '/smswebhook', reason: 'the signature does not match', address: '2.2.2.2' },
      {
        reason: 'X-Twilio-Signature is missing',
        why: { code: 'unsigned', values: [] },
        checkedUrl: `${PUBLIC_URL}/smswebhook`,
        signedFor: null,
      },
    ])
    expect(JSON.stringify(system)).not.toContain('private words')
    const readyz = await (await fetch(`${running.base}/readyz`)).text()
    expect(readyz).not.toMatch(/signature|reject|2\.2\.2\.2/i)
  })

  it('[S10] tells for which address one was signed, when it is one of ours under another name', async () => {
    await using running = await startSwitchboard()
    const text = makeText()
    const url = 'http://old-name.example/smswebhook'
    const signature = signFor(url, text)
    const { status } = await post(running, text, { host: 'old-name.example', signature })
    expect(status).toBe(403)
    const { rejected } = await get<System>(running, '/system')
    expect(rejected.newest[0]).toMatchObject({ signedFor: url })
  })

  it('[S10] tells by a code what was wrong with a body, too', async () => {
    await using running = await startSwitchboard()
    await running.webhook(makeText(), { headers: { 'content-type': 'application/json' } })
    await running.webhook(makeText({ Body: 'x'.repeat(66_000) }))
    const { rejected } = await get<System>(running, '/system')
    expect(rejected.newest).toMatchObject([
      { reason: 'the body has more than 64 KiB', why: { code: 'tooLarge', values: ['64'] } },
      { why: { code: 'wrongType', values: ['application/x-www-form-urlencoded'] } },
    ])
  })

  it('[S10] keeps the newest 50 and counts all', async () => {
    await using running = await startSwitchboard()
    for (let index = 0; index < 60; index += 1)
      await running.webhook(makeText(), { path: `/smswebhook?n=${index}`, token: 'x' })
    const { rejected } = await get<System>(running, '/system')
    expect([rejected.count, rejected.newest.length]).toEqual([60, 50])
    expect(rejected.newest[0]?.checkedUrl).toBe(`${PUBLIC_URL}/smswebhook?n=59`)
  })
})

describe('the admin API', () => {
  it('[A7] needs the bearer token like the rest, and is off without one', async () => {
    await using running = await startSwitchboard()
    for (const [method, path] of adminPaths) {
      const answer = await fetch(`${running.base}/api/v1/admin${path}`, { method })
      expect([path, answer.status]).toEqual([path, 401])
    }
    await using off = await startSwitchboard({ config: { apiToken: undefined } })
    for (const [method, path] of adminPaths)
      expect((await call(off, method, path)).status).toBe(404)
  })

  it('[A7] tells of the system: store, outbox, warnings and what went wrong', async () => {
    await using running = await startSwitchboard()
    await running.webhook(makeText())
    expect(await get(running, '/system')).toMatchObject({
      store: { seq: 1, conversations: { open: 1, resolved: 0, snoozed: 0 }, outbox: 0 },
      rejected: { count: 0, newest: [] },
      quarantine: { total: 0 },
      job: null,
    })
  })
})

describe('the System dialog', () => {
  it('[S11] tells admins how things are and lets them replay and discard; nobody else', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const ada = await gateway.welcome('Ada', 'correct horse battery')
    const bob = await gateway.addAgent('Bob', 'correct horse battery', ada.session)
    const id = await quarantineOne(running)
    const requests = [
      ['system', {}],
      ['replay-quarantined', { id }],
      ['discard-quarantined', { id, note: 'spam' }],
      ['check-carrier', {}],
    ] as const
    for (const [op, args] of requests)
      await expect(gateway.request(op, args, bob.session)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    expect(await gateway.request('system', {}, ada.session)).toMatchObject({
      system: { quarantine: { quarantined: [{ id }] } },
    })
    expect(await gateway.request('replay-quarantined', { id }, ada.session)).toEqual({
      outcome: 'unreadable',
      problem: 'From is missing',
      why: { code: 'missing', values: ['From'] },
    })
    await gateway.request('discard-quarantined', { id, note: 'spam' }, ada.session)
    expect(await get(running, '/quarantine')).toMatchObject({
      quarantined: [],
      discarded: [{ by: 'Ada', note: 'spam' }],
    })
    expect(await gateway.request('check-carrier', {}, ada.session)).toMatchObject({
      job: { kind: 'backfill', status: 'running' },
    })
  })
})

describe('the local socket', () => {
  it('[K1] is open to nobody but the owner of DATA_DIR, serves without a token, and goes with the switchboard', async () => {
    const running = await startSwitchboard()
    const path = localSocketPath(running.dataDir)
    try {
      const { mode } = await stat(path)
      expect(mode & 0o777).toBe(0o600)
      expect(await ask(path, '/system')).toMatchObject({ store: { seq: 0 } })
    } finally {
      await running.switchboard.destroy()
    }
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
    await running[Symbol.asyncDispose]()
  })

  it('[K1] takes the place of a file that a dead process left', async () => {
    await using running = await startSwitchboard({
      prepare: (dataDir) => writeFile(localSocketPath(dataDir), ''),
    })
    expect(await ask(localSocketPath(running.dataDir), '/quarantine')).toMatchObject({ total: 0 })
  })

  it('[K1] starts without it where the path is too long, and says what to do', async () => {
    const dataDir = join(tmpdir(), 'x'.repeat(120))
    await using running = await startSwitchboard({ config: { dataDir } })
    expect((await running.webhook(makeText())).status).toBe(200)
    const lines = running.log.map(({ msg }) => String(msg))
    expect(lines.filter((line) => line.includes('too long for a socket'))).toHaveLength(1)
  })
})

const adminPaths = [
  ['GET', '/system'],
  ['GET', '/quarantine'],
  ['POST', '/quarantine/1/replay'],
  ['DELETE', '/quarantine/1'],
  ['GET', '/verify'],
  ['POST', '/verify'],
  ['DELETE', '/verify'],
  ['GET', '/backfill'],
  ['POST', '/backfill'],
  ['DELETE', '/backfill'],
  ['GET', '/export'],
] as const

async function ask(socketPath: string, path: string): Promise<unknown> {
  const asked = request({ socketPath, path }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return JSON.parse(await textOf(response))
}

function signFor(url: string, params: Record<string, string>): string {
  return twilio.getExpectedTwilioSignature(AUTH_TOKEN, url, params)
}

/** A webhook under any Host, which fetch does not let one set. */
async function post(
  running: Running,
  params: Record<string, string>,
  { host, signature }: { host: string; signature: string },
): Promise<{ status: number | undefined }> {
  const headers = {
    host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signature,
  }
  const posted = request(`${running.base}/smswebhook`, { method: 'POST', headers })
  posted.end(new URLSearchParams(params).toString())
  const [response] = (await once(posted, 'response')) as [IncomingMessage]
  response.resume()
  return { status: response.statusCode }
}
