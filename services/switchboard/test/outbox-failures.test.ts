import { SwitchboardError } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import type { SendOutcome } from '../src/twilio/message-sender.ts'
import { FailingStore } from './support/failing-store.ts'
import { LINE, makeSid, startSwitchboard, type Running } from './support/start-switchboard.ts'

const ANN = '+14155550101'
const BEN = '+14155550102'
const sent = (sid = makeSid('SM')): SendOutcome => ({ kind: 'sent', sid, status: 'queued' })
const LOST = ' lost the changes; trying until they come again'
const refuseToWrite = () => {
  throw new SwitchboardError('UNAVAILABLE', 'the disk is busy')
}

const post = (running: Running, to: string, body: string) =>
  running.api('/messages', {
    method: 'POST',
    body: JSON.stringify({ to, body, clientMessageId: body }),
  })

const replies = async (running: Running, number = ANN) =>
  (await running.entries(number)).flatMap((entry) => (entry.kind === 'message' ? [entry] : []))

const statuses = async (running: Running) => (await replies(running)).map(({ status }) => status)

describe('the outbox, when something fails', () => {
  it('[O2] joins callbacks that came earlier in the operation that learns the SID', async () => {
    const sid = makeSid('SM')
    await using running = await startSwitchboard({ send: async () => sent(sid) })
    for (const MessageStatus of ['sent', 'delivered', 'teleported'])
      await running.webhook({ MessageSid: sid, MessageStatus }, { path: '/smsstatus' })
    await post(running, ANN, 'Hello')
    await expect.poll(() => statuses(running)).toEqual(['delivered'])
    const told = (await running.store.changes(0, 100)).flatMap(({ entries }) => entries)
    const states = told.flatMap((entry) => (entry.kind === 'message' ? [entry] : []))
    expect(states.map(({ sid: known, status }) => [known, status])).toEqual([
      [null, 'pending'],
      [sid, 'delivered'],
    ])
  })

  it('[O3] is not told by a word it does not know that the carrier has a reply', async () => {
    const outcomes: SendOutcome[] = [{ kind: 'not-sent', reason: '429' }]
    const callback: { post?: (address: string) => Promise<unknown> } = {}
    await using running = await startSwitchboard({
      send: async ({ statusCallback }) => {
        const outcome = outcomes.shift()
        if (outcome) await callback.post?.(statusCallback)
        return outcome ?? sent()
      },
    })
    callback.post = async (address) => {
      const { pathname, search } = new URL(address)
      const params = { MessageSid: makeSid('SM'), MessageStatus: 'teleported' }
      await running.webhook(params, { path: pathname + search })
      expect(await running.store.records('outbox')).toHaveLength(1)
    }
    await post(running, ANN, 'Hello')
    await expect.poll(() => statuses(running)).toEqual(['queued'])
    expect(running.sent).toHaveLength(2)
  })

  it('[O7] holds later replies back behind one whose outcome could not be written down', async () => {
    const store = new FailingStore()
    await using running = await startSwitchboard({
      store,
      send: async ({ body }) => {
        if (body === 'first')
          store.beforeTransact = () => {
            store.beforeTransact = () => undefined
            refuseToWrite()
          }
        return sent()
      },
    })
    await post(running, ANN, 'first')
    await post(running, ANN, 'second')
    await expect.poll(() => statuses(running)).toEqual(['unknown', 'pending'])
    await post(running, BEN, 'other')
    await expect.poll(() => running.sent.map(({ body }) => body)).toEqual(['first', 'other'])
    expect(await statuses(running)).toEqual(['unknown', 'pending'])
  })

  it.each(['TOO_OLD', 'INTERNAL'] as const)(
    '[O16] sends what waits although the changes broke off with %s',
    async (code) => {
      const store = new FailingStore()
      let failures = 0
      store.beforeChanges = () => {
        // Each of the three that follow fails a few times.
        if ((failures += 1) > 12) return
        throw new SwitchboardError(code, 'cannot be read')
      }
      await using running = await startSwitchboard({ store })
      await post(running, ANN, 'Hello')
      await expect.poll(() => statuses(running), { timeout: 5000 }).toEqual(['queued'])
      await expect.poll(() => failures, { timeout: 5000 }).toBeGreaterThan(12)
      expect(running.sent).toMatchObject([{ to: ANN, line: LINE }])
      for (const who of ['the outbox', 'routing', 'fetching media'])
        expect(running.log.filter(({ msg }) => msg === `${who}${LOST}`)).toHaveLength(1)
      const metrics = await (await fetch(`${running.base}/metrics`)).text()
      expect(metrics).toMatch(/follow_failures_total\{[^}]*follower="outbox"[^}]*\} [1-9]/)
    },
  )
})
