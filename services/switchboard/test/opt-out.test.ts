import type { Conversation, Entry } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { connectGateway } from './support/gateway-client.ts'
import { LINE, makeText, startSwitchboard, type Running } from './support/start-switchboard.ts'

const ANN = '+14155550101'
const OTHER_LINE = '+15005550007'
const SERVICE = `MG${'1'.repeat(32)}`
const PASSWORD = 'correct horse battery'
const note = 'wrote "please stop texting me"'

const write = (running: Running, Body: string, params: Record<string, string> = {}) =>
  running.webhook(makeText({ Body, ...params }))
const stopped = async (running: Running) =>
  (await running.store.conversation(ANN))?.stoppedLines.toSorted()
const events = async (running: Running) =>
  (await running.entries(ANN)).flatMap((entry: Entry) =>
    entry.kind === 'event' && entry.event.startsWith('opted-') ? [entry] : [],
  )
const reply = (running: Running, clientMessageId = 'one') =>
  running.api('/messages', {
    method: 'POST',
    body: JSON.stringify({ to: ANN, body: 'Hello', clientMessageId }),
  })

describe('opt-out', () => {
  it.each(['STOP', 'stopall', 'Unsubscribe', 'CANCEL', 'end', 'Quit', 'revoke', ' OptOut\n'])(
    '[I14] stops the Line on %j, sends nothing back and nothing later',
    async (word) => {
      await using running = await startSwitchboard()
      await write(running, word)
      expect(await stopped(running)).toEqual([LINE])
      expect(await events(running)).toMatchObject([
        { event: 'opted-out', reason: word.trim(), line: LINE },
      ])
      const response = await reply(running)
      expect([response.status, await response.json()]).toMatchObject([
        409,
        { error: { code: 'OPTED_OUT' } },
      ])
      expect(running.sent).toEqual([])
    },
  )

  it.each(['START', 'Unstop', 'yes'])('[I14] lifts that Line on %j', async (word) => {
    await using running = await startSwitchboard()
    await write(running, 'STOP')
    await write(running, word)
    expect(await stopped(running)).toEqual([])
    expect((await events(running)).map(({ event, reason }) => [event, reason])).toEqual([
      ['opted-out', 'STOP'],
      ['opted-in', word],
    ])
    expect((await reply(running)).status).toBe(202)
  })

  it.each(['STOP PLEASE', 'please stop', 'help', 'INFO', 'stopp'])(
    '[I14] stops nothing on %j',
    async (text) => {
      await using running = await startSwitchboard()
      await write(running, text)
      expect(await events(running)).toEqual([])
      expect(await stopped(running)).toEqual([])
    },
  )

  it('[I14] lifts with START only the Line it was sent to, and refuses replies on every Line till then', async () => {
    await using running = await startSwitchboard()
    await write(running, 'STOP')
    await write(running, 'STOP', { To: OTHER_LINE })
    await write(running, 'START', { To: OTHER_LINE })
    expect(await stopped(running)).toEqual([LINE])
    expect((await reply(running)).status).toBe(409)
    await write(running, 'START')
    expect((await reply(running)).status).toBe(202)
  })

  it('[I14] trusts OptOutType over the words, and knows a Messaging Service as the Line', async () => {
    await using running = await startSwitchboard()
    const OptOut = { MessagingServiceSid: SERVICE }
    await write(running, 'genug', { ...OptOut, OptOutType: 'STOP' })
    expect(await stopped(running)).toEqual([SERVICE])
    await write(running, 'los', { ...OptOut, To: OTHER_LINE, OptOutType: 'START' })
    expect(await stopped(running)).toEqual([])
    await write(running, 'STOP', { ...OptOut, OptOutType: 'HELP' })
    expect(await stopped(running)).toEqual([])
  })

  it('[I15] lets the holder record a request in free words, which stops every Line the Customer was on', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const { session, agent } = await gateway.welcome('Ada', PASSWORD)
    await write(running, 'hello')
    await write(running, 'please stop texting me', { To: OTHER_LINE })
    const out = (await gateway.request('opt-out', { number: ANN, note }, session)) as {
      conversation: Conversation
    }
    expect(out.conversation).toMatchObject({ optedOut: true })
    expect(await stopped(running)).toEqual([LINE, OTHER_LINE])
    await gateway.request('opt-out', { number: ANN, note: 'again' }, session)
    expect((await reply(running)).status).toBe(409)
    await gateway.request('opt-in', { number: ANN, note: 'called us' }, session)
    expect(await stopped(running)).toEqual([])
    expect(await events(running)).toMatchObject([
      { event: 'opted-out', agent: agent.id, reason: note },
      { event: 'opted-in', agent: agent.id, reason: 'called us' },
    ])
    expect((await reply(running)).status).toBe(202)
  })

  it('[I15] wants a note, and refuses whoever is neither holder nor admin', async () => {
    await using running = await startSwitchboard()
    await using gateway = await connectGateway(running)
    const ada = await gateway.welcome('Ada', PASSWORD)
    const bob = await gateway.addAgent('Bob', PASSWORD, ada.session)
    await write(running, 'hello')
    const ask = (op: string, args: object, session: string) =>
      gateway.request(op, { number: ANN, ...args }, session)
    await expect(ask('opt-out', { note: '  ' }, bob.session)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await ask('take', { assignmentVersion: 0 }, ada.session)
    await expect(ask('opt-out', { note }, bob.session)).rejects.toMatchObject({
      code: 'NOT_HOLDER',
    })
    expect(await stopped(running)).toEqual([])
    await ask('take', { assignmentVersion: 1 }, bob.session)
    await ask('opt-out', { note }, ada.session)
    expect(await stopped(running)).toEqual([LINE])
  })

  it('[I15] does not send a reply that still waits when the opt-out is recorded', async () => {
    let isRefusing = true
    await using running = await startSwitchboard({
      send: async () => (isRefusing ? { kind: 'not-sent', reason: 'busy' } : undefined) as never,
    })
    await using gateway = await connectGateway(running)
    const { session } = await gateway.welcome('Ada', PASSWORD)
    await write(running, 'please stop texting me')
    await reply(running)
    await expect.poll(() => running.sent.length).toBeGreaterThan(0)
    await gateway.request('opt-out', { number: ANN, note }, session)
    isRefusing = false
    const last = async () =>
      (await running.entries(ANN)).find(
        (entry) => entry.kind === 'message' && entry.direction === 'outbound',
      )
    await expect.poll(last).toMatchObject({ status: 'failed', errorCode: 21610 })
  })
})
