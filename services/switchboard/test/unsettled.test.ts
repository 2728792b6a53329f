import { join } from 'node:path'
import { LevelStore } from '@switchboard/history'
import { describe, expect, it } from 'vitest'
import type { SendOutcome } from '../src/twilio/message-sender.ts'
import { openDesk, type Desk } from './support/desk.ts'
import { makeDataFolder } from './support/data-folder.ts'
import { makeSid, makeText } from './support/start-switchboard.ts'

const ANN = '+14155550101'
const refused: SendOutcome = { kind: 'refused', errorCode: 21_614, message: 'no mobile' }
const unknown: SendOutcome = { kind: 'unknown', reason: 'reset' }
const sent = (sid = makeSid('SM')): SendOutcome => ({ kind: 'sent', sid, status: 'queued' })

/** Ann wrote once, and the carrier answers the replies so, in turn. */
async function open(...outcomes: SendOutcome[]): Promise<Desk> {
  const desk = await openDesk({ send: async () => outcomes.shift() ?? sent() })
  await desk.running.webhook(makeText({ From: ANN, Body: 'Hello' }))
  return desk
}

const reply = (desk: Desk, body: string, more: object = {}) =>
  desk.ask('reply', { number: ANN, body, clientMessageId: body.replaceAll(' ', '-'), ...more })

const unsettled = async (desk: Desk) =>
  ((await desk.at(ANN)).unsettled ?? []).map(({ position, status }) => [position, status])

const tell = (desk: Desk, MessageSid: string, MessageStatus: string) =>
  desk.running.webhook({ MessageSid, MessageStatus }, { path: '/smsstatus' })

const replies = async (desk: Desk) =>
  (await desk.running.entries(ANN)).flatMap((entry) =>
    entry.kind === 'message' && entry.direction === 'outbound' ? [entry] : [],
  )

async function resolve(desk: Desk): Promise<void> {
  const { assignmentVersion } = await desk.at(ANN)
  await desk.ask('resolve', { number: ANN, assignmentVersion })
}

describe('replies somebody has to see to', () => {
  it('[O17] names one that failed, whatever is sent or comes after it', async () => {
    await using desk = await open(refused)
    await reply(desk, 'first')
    await expect.poll(() => unsettled(desk)).toEqual([[3, 'failed']])
    await reply(desk, 'second')
    await expect.poll(async () => (await replies(desk)).at(-1)?.status).toBe('queued')
    await tell(desk, (await replies(desk)).at(-1)?.sid ?? '', 'delivered')
    await desk.running.webhook(makeText({ From: ANN, Body: 'Well?' }))
    expect(await unsettled(desk)).toEqual([[3, 'failed']])
  })

  it('[O17] says who wrote it', async () => {
    await using desk = await open(refused)
    const { entry } = await reply(desk, 'first')
    expect(entry.agent).toEqual(expect.any(String))
    await expect
      .poll(async () => (await desk.at(ANN)).unsettled)
      .toEqual([{ position: 3, status: 'failed', agent: entry.agent }])
  })

  it('[O17] names one whose failure is told after the customer wrote again', async () => {
    const sid = makeSid('SM')
    await using desk = await open(sent(sid))
    await reply(desk, 'first')
    await expect.poll(async () => (await replies(desk))[0]?.sid).toBe(sid)
    await desk.running.webhook(makeText({ From: ANN, Body: 'Well?' }))
    expect(await desk.at(ANN)).not.toHaveProperty('unsettled')
    for (let time = 0; time < 2; time += 1) await tell(desk, sid, 'undelivered')
    expect(await unsettled(desk)).toEqual([[3, 'failed']])
  })

  it('[O17] names it no longer once it was sent again, which is once, whoever asks', async () => {
    await using desk = await open(refused)
    await reply(desk, 'first')
    await expect.poll(() => unsettled(desk)).toEqual([[3, 'failed']])
    const { entry } = await reply(desk, 'first', { resends: 3, clientMessageId: 'again' })
    expect(await desk.at(ANN)).not.toHaveProperty('unsettled')
    expect((await replies(desk))[0]).toMatchObject({ status: 'failed', resentAs: entry.position })
    const other = await reply(desk, 'first', { resends: 3, clientMessageId: 'once-more' })
    expect(other.entry.position).toBe(entry.position)
    await expect(reply(desk, 'in other words', { resends: 3 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    for (const resends of [1, entry.position, 99])
      await expect(reply(desk, `in place of ${resends}`, { resends })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      })
    expect(await replies(desk)).toHaveLength(2)
  })

  it('[O17] names one that is unknown until the carrier tells, and then what it told', async () => {
    const sid = makeSid('SM')
    await using desk = await open(unknown)
    await reply(desk, 'first')
    await expect.poll(() => unsettled(desk)).toEqual([[3, 'unknown']])
    const callback = new URL(desk.running.sent[0]?.statusCallback ?? '')
    const path = callback.pathname + callback.search
    await desk.running.webhook({ MessageSid: sid, MessageStatus: 'sent' }, { path })
    expect(await desk.at(ANN)).not.toHaveProperty('unsettled')
    await tell(desk, sid, 'failed')
    expect(await unsettled(desk)).toEqual([[3, 'failed']])
  })

  it('[O17] has resolving settle all of them, until another fails', async () => {
    const sid = makeSid('SM')
    await using desk = await open(refused, sent(sid))
    await reply(desk, 'first')
    await expect.poll(() => unsettled(desk)).toEqual([[3, 'failed']])
    await reply(desk, 'second')
    await expect.poll(async () => (await replies(desk))[1]?.sid).toBe(sid)
    await resolve(desk)
    expect(await desk.at(ANN)).not.toHaveProperty('unsettled')
    await tell(desk, sid, 'undelivered')
    expect(await unsettled(desk)).toEqual([[4, 'failed']])
  })

  it('[O17] names the newest 20 of more', async () => {
    await using desk = await open(...Array.from({ length: 22 }, () => refused))
    for (let n = 0; n < 22; n += 1) await reply(desk, `reply ${n}`)
    await expect.poll(async () => (await unsettled(desk)).at(-1)).toEqual([24, 'failed'])
    await expect.poll(async () => (await unsettled(desk)).length).toBe(20)
    expect((await unsettled(desk))[0]).toEqual([5, 'failed'])
  })

  it('[O17] keeps them over a restart, and `verify` finds nothing wrong', async () => {
    const folder = await makeDataFolder()
    const store = () => new LevelStore({ location: join(folder, 'history') })
    {
      await using desk = await openDesk({
        store: store(),
        config: { dataDir: folder },
        send: async () => refused,
      })
      await desk.running.webhook(makeText({ From: ANN, Body: 'Hello' }))
      await reply(desk, 'first')
      await expect.poll(() => unsettled(desk)).toEqual([[3, 'failed']])
    }
    await using again = store()
    await again.open()
    const conversation = await again.conversation(ANN)
    expect(conversation?.unsettled).toEqual([
      { position: 3, status: 'failed', agent: expect.any(String) },
    ])
    expect(await again.verify().next()).toEqual({ done: true, value: undefined })
  })
})
