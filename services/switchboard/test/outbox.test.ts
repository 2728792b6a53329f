import { MemoryStore } from '@switchboard/history'
import type { Entry, Message } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import type { SendOutcome } from '../src/twilio/message-sender.ts'
import { classifyFailure } from '../src/twilio/message-sender.ts'
import { makeGate } from './support/make-gate.ts'
import { connectGateway } from './support/gateway-client.ts'
import {
  LINE,
  makeSid,
  makeText,
  startSwitchboard,
  type Running,
} from './support/start-switchboard.ts'

const ANN = '+14155550101'
const BEN = '+14155550102'
const PASSWORD = 'correct horse battery'
const sent = (): SendOutcome => ({ kind: 'sent', sid: makeSid('SM'), status: 'queued' })

const post = (running: Running, body: Record<string, unknown>) =>
  running.api('/messages', { method: 'POST', body: JSON.stringify(body) })

async function statuses(running: Running, number = ANN): Promise<string[]> {
  const entries = await running.entries(number)
  return entries.flatMap((entry) =>
    entry.kind === 'message' && entry.direction === 'outbound' ? [entry.status] : [],
  )
}

describe('outbox', () => {
  it('[O1] stores a reply before the carrier is asked, and once for each client id', async () => {
    const { open, opened } = makeGate()
    const seen: string[] = []
    await using running: Running = await startSwitchboard({
      send: async ({ body }) => {
        seen.push(body)
        await opened
        return sent()
      },
    })
    const message = { to: ANN, body: 'Hello', clientMessageId: 'abc_-1' }
    const first = await post(running, message)
    expect(first.status).toBe(202)
    const { entry } = (await first.json()) as { entry: Message }
    expect(entry).toMatchObject({ status: 'pending', sid: null, position: 1, line: LINE })
    await expect.poll(() => seen).toEqual(['Hello'])
    const again = (await (await post(running, message)).json()) as { entry: Message }
    expect(again.entry).toMatchObject({ seq: entry.seq, position: 1 })
    const other = await post(running, { ...message, body: 'Something else' })
    expect([other.status, await other.json()]).toMatchObject([
      409,
      { error: { code: 'MESSAGE_ID_REUSED' } },
    ])
    open()
    await expect.poll(() => statuses(running)).toEqual(['queued'])
    expect(seen).toEqual(['Hello'])
  })

  it('[O2] gives the entry its SID and status, with a callback address that names the attempt', async () => {
    await using running = await startSwitchboard()
    await post(running, { to: ANN, body: 'Hello', clientMessageId: 'one' })
    await expect.poll(() => statuses(running)).toEqual(['queued'])
    expect((await running.entries(ANN))[0]).toMatchObject({ sid: expect.stringMatching(/^SM/) })
    expect(running.sent[0]?.statusCallback).toMatch(
      /^https:\/\/sms\.example\.com\/smsstatus\?id=[\w-]{36}$/,
    )
  })

  it('[O3] tries again what was provably not processed', async () => {
    let tries = 0
    await using running = await startSwitchboard({
      send: async () => ((tries += 1) < 4 ? { kind: 'not-sent', reason: '429' } : sent()),
    })
    await post(running, { to: ANN, body: 'Hello', clientMessageId: 'one' })
    await expect.poll(() => statuses(running)).toEqual(['queued'])
    expect(tries).toBe(4)
    expect(await running.store.records('outbox')).toEqual([])
  })

  it('[O4] ends a refused reply with its error code and leaves the Customer waiting', async () => {
    await using running = await startSwitchboard({
      send: async () => ({ kind: 'refused', errorCode: 21_614, message: 'not a mobile number' }),
    })
    await running.webhook(makeText())
    const waitingSince = (await running.store.conversation(ANN))?.waitingSince
    await post(running, { to: ANN, body: 'Hello', clientMessageId: 'one' })
    await expect.poll(() => statuses(running)).toEqual(['failed'])
    expect((await running.entries(ANN)).at(-1)).toMatchObject({ errorCode: 21_614 })
    expect(await running.store.conversation(ANN)).toMatchObject({ waitingSince })
  })

  it('[O5] never repeats an attempt whose outcome is unknown; its callback settles it', async () => {
    await using running = await startSwitchboard({
      send: async () => ({ kind: 'unknown', reason: 'reset' }),
    })
    await post(running, { to: ANN, body: 'Hello', clientMessageId: 'one' })
    await expect.poll(() => statuses(running)).toEqual(['unknown'])
    expect(running.sent).toHaveLength(1)
    const path = new URL(running.sent[0]?.statusCallback ?? '').pathname
    const query = new URL(running.sent[0]?.statusCallback ?? '').search
    const sid = makeSid('SM')
    await running.webhook(
      { MessageSid: sid, MessageStatus: 'sent', To: ANN },
      { path: path + query },
    )
    expect((await running.entries(ANN))[0]).toMatchObject({ sid, status: 'sent' })
    expect(running.sent).toHaveLength(1)
  })

  it.each([
    [
      { status: 400, code: 21_211 },
      { kind: 'refused', errorCode: 21_211 },
    ],
    [{ status: 429, code: 20_429 }, { kind: 'not-sent' }],
    [{ status: 500, code: 20_500 }, { kind: 'unknown' }],
    [{ status: 503 }, { kind: 'unknown' }],
    [{ code: 'ECONNREFUSED' }, { kind: 'not-sent' }],
    [{ code: 'ENOTFOUND' }, { kind: 'not-sent' }],
    [{ code: 'ECONNRESET' }, { kind: 'unknown' }],
    [{ code: 'ECONNABORTED' }, { kind: 'unknown' }],
    [{ code: 'ETIMEDOUT' }, { kind: 'unknown' }],
  ])('[O5] reads a failure of %j as %j', (facts, outcome) => {
    expect(classifyFailure(Object.assign(new Error('x'), facts))).toMatchObject(outcome)
  })

  it('[O6] takes an attempt cut short by the end of the process as unknown', async () => {
    const store = new MemoryStore()
    const { open, opened } = makeGate()
    {
      const first = await startSwitchboard({
        store: withoutClosing(store),
        send: async () => {
          await opened
          return sent()
        },
      })
      await post(first, { to: ANN, body: 'Hello', clientMessageId: 'one' })
      await expect.poll(() => first.sent.length).toBe(1)
      // The process would be gone here; in this one the answer comes when the next has started.
      void first[Symbol.asyncDispose]()
    }
    await using second = await startSwitchboard({ store: withoutClosing(store) })
    await expect.poll(() => statuses(second)).toEqual(['unknown'])
    expect(second.sent).toEqual([])
    open()
  })

  it('[O7] sends the replies of one Conversation in order and does not let others wait', async () => {
    const { open, opened } = makeGate()
    const order: string[] = []
    await using running = await startSwitchboard({
      send: async ({ to, body }) => {
        if (body === 'first') await opened
        order.push(`${to} ${body}`)
        return sent()
      },
    })
    for (const body of ['first', 'second', 'third'])
      await post(running, { to: ANN, body, clientMessageId: body })
    await post(running, { to: BEN, body: 'other', clientMessageId: 'other' })
    await expect.poll(() => order).toEqual([`${BEN} other`])
    open()
    await expect
      .poll(() => order.slice(1))
      .toEqual([`${ANN} first`, `${ANN} second`, `${ANN} third`])
  })

  it('[O7] holds later replies back behind an unknown one until it is settled', async () => {
    const outcomes: SendOutcome[] = [{ kind: 'unknown', reason: 'reset' }, sent()]
    await using running = await startSwitchboard({ send: async () => outcomes.shift() ?? sent() })
    for (const body of ['first', 'second'])
      await post(running, { to: ANN, body, clientMessageId: body })
    await expect.poll(() => statuses(running)).toEqual(['unknown', 'pending'])
    const { pathname, search } = new URL(running.sent[0]?.statusCallback ?? '')
    await running.webhook(
      { MessageSid: makeSid('SM'), MessageStatus: 'sent' },
      { path: pathname + search },
    )
    await expect.poll(() => statuses(running)).toEqual(['sent', 'queued'])
  })

  it('[O7] holds nothing back behind one whose callback came before the call was given up', async () => {
    const callback: { post?: (address: string) => Promise<unknown> } = {}
    await using running = await startSwitchboard({
      send: async ({ body, statusCallback }) => {
        if (body !== 'first') return sent()
        await callback.post?.(statusCallback)
        return { kind: 'unknown', reason: 'timeout' }
      },
    })
    callback.post = (address) => {
      const { pathname, search } = new URL(address)
      const params = { MessageSid: makeSid('SM'), MessageStatus: 'sent' }
      return running.webhook(params, { path: pathname + search })
    }
    for (const body of ['first', 'second'])
      await post(running, { to: ANN, body, clientMessageId: body })
    await expect.poll(() => statuses(running)).toEqual(['sent', 'queued'])
  })

  it('[O8] refuses a reply by somebody who does not hold it, or who has not seen the newest message', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const ada = await gateway.welcome('Ada', PASSWORD)
    const bob = await gateway.addAgent('Bob', PASSWORD, ada.session)
    await running.webhook(makeText({ Body: 'one' }))
    const reply = (session: string, args: Record<string, unknown>) =>
      gateway.request('reply', { number: ANN, body: 'Hi', ...args }, session)
    await running.webhook(makeText({ Body: 'two' }))
    await expect(reply(ada.session, { clientMessageId: 'a', lastSeen: 1 })).rejects.toMatchObject({
      code: 'REPLY_STALE',
      data: { since: [{ body: 'two', position: 2 }] },
    })
    const { entry } = (await reply(ada.session, { clientMessageId: 'a', lastSeen: 2 })) as {
      entry: Entry
    }
    expect(entry).toMatchObject({ status: 'pending', agent: ada.agent.id })
    await expect(reply(bob.session, { clientMessageId: 'b' })).rejects.toMatchObject({
      code: 'NOT_HOLDER',
      message: 'Ada holds this conversation.',
      data: { holder: ada.agent.id },
    })
    // Events alone do not make a reply stale.
    await reply(ada.session, { clientMessageId: 'c', lastSeen: entry.position })
  })

  it('[O8] refuses to text somebody who opted out, or a sender that cannot be answered', async () => {
    await using running = await startSwitchboard()
    await running.webhook(makeText({ Body: 'STOP' }))
    const stopped = await post(running, { to: ANN, body: 'Hello', clientMessageId: 'one' })
    expect([stopped.status, await stopped.json()]).toMatchObject([
      409,
      { error: { code: 'OPTED_OUT' } },
    ])
    await running.webhook(makeText({ From: 'ACME' }))
    await using gateway = await connectGateway(running)
    const ada = await gateway.welcome('Ada', PASSWORD)
    const args = { number: 'ACME', body: 'Hello', clientMessageId: 'two' }
    await expect(gateway.request('reply', args, ada.session)).rejects.toMatchObject({
      code: 'NOT_ANSWERABLE',
    })
    expect(running.sent).toEqual([])
  })

  it('[O9] does not send a waiting reply after STOP, and takes 21610 as one', async () => {
    const { open, opened } = makeGate()
    await using running = await startSwitchboard({
      send: async ({ to }) => {
        await opened
        return to === BEN ? { kind: 'refused', errorCode: 21_610, message: 'unsubscribed' } : sent()
      },
    })
    for (const body of ['first', 'second'])
      await post(running, { to: ANN, body, clientMessageId: body })
    await post(running, { to: BEN, body: 'Hello', clientMessageId: 'ben' })
    await expect.poll(() => running.sent.length).toBe(2)
    await running.webhook(makeText({ Body: 'STOP' }))
    open()
    await expect.poll(() => statuses(running)).toEqual(['queued', 'failed'])
    await expect
      .poll(() => running.store.conversation(BEN))
      .toMatchObject({ optedOut: true, stoppedLines: [LINE] })
    expect(running.sent).toHaveLength(2)
  })

  it('[O10] answers on the Line last written to', async () => {
    await using running = await startSwitchboard()
    await running.webhook(makeText({ To: '+14155559999' }))
    await post(running, { to: ANN, body: 'Hello', clientMessageId: 'one' })
    await post(running, { to: BEN, body: 'Hello', clientMessageId: 'two' })
    await expect
      .poll(() => running.sent.map(({ line }) => line).toSorted())
      .toEqual(['+14155559999', LINE])
  })
})

/** The same store for two switchboards one after the other: neither closes it. */
function withoutClosing(store: MemoryStore): MemoryStore {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'close') return async () => undefined
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
