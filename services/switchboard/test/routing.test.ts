import type { Conversation } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { chooseAgent } from '../src/conversations/routing.ts'
import { Presence } from '../src/people/presence.ts'
import { connectGateway, type GatewayClient, type SignedIn } from './support/gateway-client.ts'
import { makeText, startSwitchboard, type Running } from './support/start-switchboard.ts'

const PASSWORD = 'correct horse battery'
const number = (index: number) => `+1415555${String(index).padStart(4, '0')}`
const conversation = { lastAgent: null } as Conversation

async function team(
  running: Running,
): Promise<{ gateway: GatewayClient; ada: SignedIn; bob: SignedIn }> {
  const gateway = await connectGateway(running)
  const ada = await gateway.welcome('Ada', PASSWORD)
  return { gateway, ada, bob: await gateway.addAgent('Bob', PASSWORD, ada.session) }
}

async function holders(running: Running, count: number): Promise<(string | null | undefined)[]> {
  const found = await Promise.all(
    Array.from({ length: count }, (_, index) => running.store.conversation(number(index))),
  )
  return found.map((one) => one?.assignee)
}

describe('routing', () => {
  it('[R1] chooses who answered last, then the least unanswered work, then who waited longest, never beyond capacity', () => {
    const candidates = [
      { agent: 'a', load: 9, unanswered: 2, capacity: 10, lastAssignedAt: 1 },
      { agent: 'b', load: 9, unanswered: 1, capacity: 10, lastAssignedAt: 9 },
      { agent: 'c', load: 9, unanswered: 1, capacity: 10, lastAssignedAt: 3 },
      { agent: 'd', load: 1, unanswered: 0, capacity: 1, lastAssignedAt: 0 },
    ]
    expect(chooseAgent(conversation, candidates)?.agent).toBe('c')
    expect(chooseAgent({ ...conversation, lastAgent: 'a' }, candidates)).toEqual({
      agent: 'a',
      reason: 'answered this customer last',
    })
    expect(chooseAgent({ ...conversation, lastAgent: 'd' }, candidates)?.agent).toBe('c')
    expect(chooseAgent(conversation, [])).toBeUndefined()
  })

  it('[R1] spreads texts evenly over everybody connected', async () => {
    await using running = await startSwitchboard()
    const { gateway, ada, bob } = await team(running)
    gateway.presence(ada.session, bob.session)
    for (let index = 0; index < 10; index += 1)
      await running.webhook(makeText({ From: number(index) }))
    await expect.poll(async () => (await holders(running, 10)).every(Boolean)).toBe(true)
    const loads = (await holders(running, 10)).filter((holder) => holder === ada.agent.id).length
    expect(loads).toBe(5)
    await gateway[Symbol.asyncDispose]()
  })

  it('[R2] keeps texts in the Queue while nobody is on line, and hands out the longest waiting first', async () => {
    await using running = await startSwitchboard({ config: { defaultCapacity: 60 } })
    const { gateway, ada } = await team(running)
    for (let index = 0; index < 60; index += 1)
      await running.webhook(makeText({ From: number(index) }))
    expect((await running.store.queue(100)).map((one) => one.number)).toEqual(
      Array.from({ length: 60 }, (_, index) => number(index)),
    )
    gateway.presence(ada.session)
    await expect
      .poll(async () => (await holders(running, 60)).every((holder) => holder === ada.agent.id))
      .toBe(true)
    const assigned = gateway
      .changesets()
      .flatMap(({ entries }) => entries.filter((entry) => entry.kind === 'event'))
    await expect.poll(() => gateway.changesets().length).toBeGreaterThan(0)
    expect(assigned.map((entry) => entry.conversation)).toEqual(
      assigned.map((entry) => entry.conversation).toSorted(),
    )
    await gateway[Symbol.asyncDispose]()
  })

  it('[R3] [R6] [R7] claims by replying, with an event, and counts it as read', async () => {
    await using running = await startSwitchboard()
    const { gateway, bob } = await team(running)
    await running.webhook(makeText({ From: number(1) }))
    await gateway.request(
      'reply',
      { number: number(1), body: 'Hi', clientMessageId: 'x', lastSeen: 1 },
      bob.session,
    )
    expect(await running.store.conversation(number(1))).toMatchObject({
      assignee: bob.agent.id,
      lastAgent: bob.agent.id,
      unread: 0,
      waitingSince: null,
    })
    expect(await running.entries(number(1))).toMatchObject([
      { kind: 'message' },
      { kind: 'event', event: 'taken', agent: bob.agent.id },
      { kind: 'message', direction: 'outbound' },
    ])
    await gateway[Symbol.asyncDispose]()
  })

  it('[R4] lets one of two who take at once win, and tells the other who', async () => {
    await using running = await startSwitchboard()
    const { gateway, ada, bob } = await team(running)
    await running.webhook(makeText({ From: number(1) }))
    const take = (session: string) =>
      gateway.request('take', { number: number(1), assignmentVersion: 0 }, session)
    const [first, second] = await Promise.allSettled([take(ada.session), take(bob.session)])
    expect(first).toMatchObject({
      status: 'fulfilled',
      value: { conversation: { assignee: ada.agent.id, assignmentVersion: 1 } },
    })
    expect(second).toMatchObject({
      status: 'rejected',
      reason: { code: 'STALE_ASSIGNMENT', message: 'Somebody was quicker: Ada holds it now.' },
    })
    const release = gateway.request(
      'release',
      { number: number(1), assignmentVersion: 1 },
      bob.session,
    )
    await expect(release).rejects.toMatchObject({ code: 'NOT_HOLDER' })
    await gateway[Symbol.asyncDispose]()
  })

  it('[I11] [R4] [R6] resolves, re-opens on the next text, and tells of each in the thread', async () => {
    await using running = await startSwitchboard()
    const { gateway, ada } = await team(running)
    await running.webhook(makeText({ From: number(1) }))
    const change = async (op: string, assignmentVersion: number) =>
      (await gateway.request(op, { number: number(1), assignmentVersion }, ada.session)) as {
        conversation: Conversation
      }
    expect((await change('take', 0)).conversation.assignee).toBe(ada.agent.id)
    expect((await change('resolve', 1)).conversation).toMatchObject({
      status: 'resolved',
      assignee: null,
    })
    await running.webhook(makeText({ From: number(1), Body: 'One more thing' }))
    expect(await running.store.conversation(number(1))).toMatchObject({
      status: 'open',
      assignee: null,
      assignmentVersion: 3,
    })
    expect((await change('take', 3)).conversation.assignee).toBe(ada.agent.id)
    expect((await change('release', 4)).conversation.assignee).toBeNull()
    expect((await change('resolve', 5)).conversation.status).toBe('resolved')
    expect((await change('reopen', 6)).conversation).toMatchObject({
      status: 'open',
      assignee: ada.agent.id,
    })
    const events = (await running.entries(number(1))).flatMap((entry) =>
      entry.kind === 'event' ? [entry.event] : [],
    )
    expect(events).toEqual([
      'taken',
      'resolved',
      'reopened',
      'taken',
      'released',
      'resolved',
      'reopened',
    ])
    await gateway[Symbol.asyncDispose]()
  })

  it('[I11] gives a text to a colleague when its holder is no longer on line', async () => {
    await using running = await startSwitchboard({ config: { presenceGraceMs: 1 } })
    const { gateway, ada, bob } = await team(running)
    gateway.presence(ada.session)
    await running.webhook(makeText({ From: number(1) }))
    await expect.poll(() => holders(running, 2)).toEqual([undefined, ada.agent.id])
    gateway.presence(bob.session)
    await gateway.request('whoami', {}, bob.session)
    await expect
      .poll(async () => {
        await running.webhook(makeText({ From: number(1), Body: 'Hello?' }))
        return holders(running, 2)
      })
      .toEqual([undefined, bob.agent.id])
    await gateway[Symbol.asyncDispose]()
  })

  it('[R5] counts an Agent as on line for the grace time, and a silent gateway as empty', () => {
    let now = 0
    const presence = new Presence({ graceMs: 30, leaseMs: 10, now: () => now })
    const [one, two] = [Symbol('one'), Symbol('two')]
    expect(presence.isOnLine('ada')).toBe(true)
    now = 40
    expect(presence.isOnLine('ada')).toBe(false)
    presence.report(one, { agents: ['ada'] })
    presence.report(two, { agents: ['ada', 'bob'] })
    presence.forget(one)
    expect(presence.connected()).toEqual(['ada', 'bob'])
    presence.report(two, { agents: ['bob'] })
    expect(presence.connected()).toEqual(['bob'])
    expect(presence.isOnLine('ada')).toBe(true)
    expect(presence.list()).toEqual([
      { agent: 'ada', presence: 'available' },
      { agent: 'bob', presence: 'available' },
    ])
    now = 71
    expect(presence.isOnLine('ada')).toBe(false)
    expect(presence.list()).toEqual([{ agent: 'bob', presence: 'available' }])
  })

  it('[R5] lets a gateway that falls silent lose its Agents after the lease', async () => {
    await using running = await startSwitchboard({ config: { presenceLeaseMs: 40 } })
    const { gateway, ada } = await team(running)
    gateway.presence(ada.session)
    await running.webhook(makeText({ From: number(1) }))
    await expect.poll(() => holders(running, 2)).toEqual([undefined, ada.agent.id])
    await expect
      .poll(async () => {
        await running.webhook(makeText({ From: number(2) }))
        const { assignee } = (await running.store.conversation(number(2))) ?? {}
        await gateway.request(
          'resolve',
          {
            number: number(2),
            assignmentVersion: (await running.store.conversation(number(2)))?.assignmentVersion,
          },
          ada.session,
        )
        return assignee
      })
      .toBeNull()
    await gateway[Symbol.asyncDispose]()
  })

  it('[R7] moves the read mark forward only', async () => {
    await using running = await startSwitchboard()
    const { gateway, ada } = await team(running)
    for (const Body of ['one', 'two', 'three'])
      await running.webhook(makeText({ From: number(1), Body }))
    const read = (position: number) =>
      gateway.request('read', { number: number(1), position }, ada.session)
    await read(2)
    expect(await running.store.conversation(number(1))).toMatchObject({
      readPosition: 2,
      unread: 1,
    })
    await read(1)
    expect(await running.store.conversation(number(1))).toMatchObject({
      readPosition: 2,
      unread: 1,
    })
    await read(99)
    expect(await running.store.conversation(number(1))).toMatchObject({
      readPosition: 3,
      unread: 0,
    })
    await gateway[Symbol.asyncDispose]()
  })
})
