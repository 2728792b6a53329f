import { MemoryStore, type Transaction } from '@switchboard/history'
import type { Conversation } from '@switchboard/protocol'
import { createLogger } from '@switchboard/service'
import { describe, expect, it } from 'vitest'
import { take } from '../src/conversations/assignments.ts'
import { snooze as putAside } from '../src/conversations/care.ts'
import { receiveMessage } from '../src/conversations/receive-message.ts'
import { Router } from '../src/conversations/router.ts'
import { Presence } from '../src/people/presence.ts'
import { connectGateway } from './support/gateway-client.ts'
import { ModelChecks } from './support/model-checks.ts'
import { ModelDesk, number, type Step } from './support/model-desk.ts'
import { makeText, startSwitchboard } from './support/start-switchboard.ts'

const PASSWORD = 'correct horse battery'
const ONE = '+14155550001'
const TWO = '+14155550002'
const HOUR_MS = 3600_000
const agent = { id: 'ada', name: 'Ada', role: 'agent', disabled: false } as const

function receive(transaction: Transaction, from: string, sid = `SM${from}`): Promise<unknown> {
  const inbound = { sid, from, to: '+15005550006', body: 'Hello', media: [] }
  return receiveMessage(transaction, inbound as never, () => true)
}

/** Plays each step alone and looks whether all still holds. */
async function played(...steps: Step[]) {
  const desk = new ModelDesk()
  await desk.open()
  const checks = new ModelChecks(desk)
  const play = async (...more: Step[]) => {
    for (const one of more) {
      await desk.play([one])
      await checks.look()
    }
  }
  await play(...steps)
  const all = async () => (await desk.store.conversations({ limit: 50 })).conversations
  return { desk, play, all, [Symbol.asyncDispose]: () => desk.close() }
}

/** Who holds what, the first customer aside. */
const othersOf = (all: Conversation[]) =>
  all.filter((one) => one.number !== number(0)).map((one) => [one.number, one.assignee])
const text = (customer: number): Step => ({ do: 'text', customer })
const come = (who: string, gateway = 'one'): Step => ({ do: 'come', who, gateway })

describe('rules of routing', () => {
  it('[R12] wakes what fell due while nobody was there, once, at the start', async () => {
    const past = Date.now() - HOUR_MS
    const until = new Date(past + 60_000).toISOString()
    let store = new MemoryStore({ now: () => past })
    await store.open()
    await store.transact(async (transaction) => {
      await receive(transaction, ONE)
      await putAside(transaction, { number: ONE, assignmentVersion: 0, until }, agent)
    })
    await store.close()
    for (const start of ['first', 'second']) {
      store = store.reopened()
      await using running = await startSwitchboard({ store })
      const at = () => running.store.conversation(ONE)
      await expect.poll(at).toMatchObject({ status: 'open', snoozedUntil: null })
      // What comes later was looked at later.
      await running.webhook(makeText({ From: TWO, Body: start }))
      const events = (await running.entries(ONE)).flatMap((one) =>
        one.kind === 'event' ? [one] : [],
      )
      expect(events.map(({ event, reason }) => [event, reason])).toEqual([
        ['snoozed', until],
        ['reopened', 'its time has come'],
      ])
    }
  })

  it('[R9] [R12] hands on at once what its customer wakes while its holder is gone', async () => {
    await using store = new MemoryStore()
    await store.open()
    await store.transact(async (transaction) => {
      for (const id of ['ada', 'bob']) await transaction.putAgent({ ...agent, id })
      await receive(transaction, ONE)
      await take(transaction, { number: ONE, assignmentVersion: 0, agent: 'ada' })
      await putAside(transaction, { number: ONE, assignmentVersion: 1, until: null }, agent)
    })
    let now = 0
    const presence = new Presence({ graceMs: 1, leaseMs: 1e12, now: () => now })
    now = HOUR_MS
    presence.report(Symbol('one'), { agents: new Set(['bob']) })
    // No second ever passes: what it does not do at once it never does.
    const clock = { now: () => Date.now(), after: () => () => undefined }
    const logger = createLogger('switchboard', { level: 'silent' })
    const router = new Router({ store, presence, logger, clock, defaultCapacity: 5 })
    router.start()
    await router.settled()
    expect(await store.conversation(ONE)).toMatchObject({ status: 'snoozed', assignee: 'ada' })
    await store.transact((transaction) => receive(transaction, ONE, 'SM again'))
    await expect.poll(() => store.conversation(ONE)).toMatchObject({ assignee: 'bob' })
    await router.stop()
  })

  it('[R8] lets an admin set the capacity of one agent, which counts at once', async () => {
    await using running = await startSwitchboard({ config: { defaultCapacity: 1 } })
    const gateway = await connectGateway(running)
    const ada = await gateway.welcome('Ada', PASSWORD)
    const bob = await gateway.addAgent('Bob', PASSWORD, ada.session)
    const set = (args: object, session = ada.session) =>
      gateway.request('set-capacity', { agent: bob.agent.id, ...args }, session)
    const held = async () =>
      (await running.store.conversations({ assignee: bob.agent.id, limit: 50 })).conversations
        .length
    for (const last of [1, 2, 3, 4]) await running.webhook(makeText({ From: `+1415555000${last}` }))
    gateway.presence(bob.session)
    await expect.poll(held).toBe(1)
    await set({ capacity: 3 })
    await expect.poll(held).toBe(3)
    await set({ capacity: 2 })
    const { conversations } = await running.store.conversations({
      assignee: bob.agent.id,
      limit: 1,
    })
    const { number: at, assignmentVersion } = conversations[0] as Conversation
    await gateway.request('resolve', { number: at, assignmentVersion }, bob.session)
    expect(await held()).toBe(2)
    expect((await running.store.agents()).agents.find(({ name }) => name === 'Bob')).toMatchObject({
      capacity: 2,
    })
    await set({ capacity: null })
    expect(await running.store.agent(bob.agent.id)).not.toHaveProperty('capacity')
    const refused = (args: object, code: string, session?: string) =>
      expect(set(args, session)).rejects.toMatchObject({ code })
    await refused({ capacity: 1 }, 'FORBIDDEN', bob.session)
    await refused({ capacity: 1, agent: 'x' }, 'UNKNOWN_AGENT')
    for (const capacity of [-1, 1.5, 1001]) await refused({ capacity }, 'BAD_REQUEST')
    await gateway[Symbol.asyncDispose]()
  })

  it('[R11] moves up who writes three negative texts running, or turns furious, and says why', async () => {
    await using running = await startSwitchboard()
    const write = (From: string, Body: string) => running.webhook(makeText({ From, Body }))
    const waiting = async () =>
      (await running.store.queue(9)).map((one) => [one.number, one.priority?.reason])
    const THREE = '+14155550003'
    await write(ONE, 'Hello')
    await write(TWO, 'This is bad')
    await write(TWO, 'Still bad')
    await write(THREE, 'Good morning')
    expect(await waiting()).toEqual([
      [ONE, undefined],
      [TWO, undefined],
      [THREE, undefined],
    ])
    await write(TWO, 'Bad, as ever')
    await write(THREE, 'You bastards, I hate this awful scam')
    expect(await waiting()).toEqual([
      [TWO, '3 negative texts in a row'],
      [THREE, 'the customer is furious'],
      [ONE, undefined],
    ])
    // What says nothing of their mood takes nothing back; what nobody can read does not either.
    for (const body of ['ok', 'Pöytä on katettu, tervetuloa syömään']) await write(THREE, body)
    expect((await waiting())[1]).toEqual([THREE, 'the customer is furious'])
    await write(THREE, 'Thank you, great')
    await write(TWO, 'I love it, many thanks')
    expect(await waiting()).toEqual([
      [ONE, undefined],
      [TWO, undefined],
      [THREE, undefined],
    ])
    await write(THREE, 'You bastards, I hate this awful scam')
    expect((await waiting())[0]).toEqual([THREE, 'the customer is furious'])
  })

  it('[R12] a clock that jumps wakes what is due once, and neither empties nor floods the queue', async () => {
    const snooze: Step = { do: 'snooze', who: 'ada', customer: 0, minutes: 30 }
    await using d = await played(come('ada'), come('bob'), ...[0, 1, 2, 3, 4].map(text), snooze)
    const before = await d.all()
    await d.play({ do: 'clock jumps', ms: -HOUR_MS })
    expect(await d.all()).toEqual(before)
    await d.play({ do: 'clock jumps', ms: HOUR_MS + 1 })
    expect(await d.all()).toEqual(before)
    await d.play({ do: 'clock jumps', ms: HOUR_MS })
    const woken = await d.all()
    expect(woken.filter(({ status }) => status === 'snoozed')).toEqual([])
    expect(othersOf(woken)).toEqual(othersOf(before))
    const { seq } = d.desk.store
    await d.play({ do: 'clock jumps', ms: -2 * HOUR_MS }, { do: 'clock jumps', ms: HOUR_MS })
    expect(d.desk.store.seq).toBe(seq)
  })

  it('[R8] counts what somebody took by hand while the router was choosing them', async () => {
    const store = new MemoryStore()
    await store.open()
    await store.transact(async (transaction) => {
      await transaction.putAgent({ ...agent, capacity: 1 })
      await receive(transaction, ONE)
      await receive(transaction, TWO)
    })
    const transact = store.transact.bind(store)
    let isFirst = true
    store.transact = async (work) => {
      const request = { number: TWO, assignmentVersion: 0, agent: 'ada' }
      if (isFirst) await transact((transaction) => take(transaction, request))
      isFirst = false
      return transact(work)
    }
    const presence = new Presence({ graceMs: 1e9, leaseMs: 1e9 })
    presence.report(Symbol('gateway'), { agents: ['ada'] })
    const logger = createLogger('switchboard', { level: 'silent' })
    await new Router({ store, presence, logger, defaultCapacity: 1 }).settled()
    expect((await store.conversation(TWO))?.assignee).toBe('ada')
    expect((await store.conversation(ONE))?.assignee).toBeNull()
    await store.close()
  })

  it('[R9] a gateway that dies takes no assignment with it while another has the same people', async () => {
    await using d = await played(come('ada'), come('ada', 'two'), come('bob'), text(0), text(1))
    const { seq } = d.desk.store
    await d.play({ do: 'gateway dies', gateway: 'one' }, { do: 'restart' })
    expect(d.desk.store.seq).toBe(seq)
    await d.play({ do: 'wait', ms: 120_000 })
    const assignees = (await d.all()).map(({ assignee }) => assignee)
    expect(assignees).toEqual(['ada', 'ada'])
  })
})
