import { MemoryStore } from '@switchboard/history'
import type { Conversation } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { priorityOf, withoutMoods } from '../src/conversations/anger.ts'
import { updateConversation } from '../src/conversations/update-conversation.ts'
import { Presence } from '../src/people/presence.ts'
import { connectGateway } from './support/gateway-client.ts'
import { makeText, startSwitchboard, type StartOptions } from './support/start-switchboard.ts'

const PASSWORD = 'correct horse battery'
const ONE = '+14155550001'
const TWO = '+14155550002'

/** Ada the admin and Bob, with one text from ONE that waits. */
async function desk(options: StartOptions = {}) {
  const running = await startSwitchboard(options)
  const gateway = await connectGateway(running)
  const ada = await gateway.welcome('Ada', PASSWORD)
  const bob = await gateway.addAgent('Bob', PASSWORD, ada.session)
  const ask = async (op: string, args: object, session = ada.session) =>
    (await gateway.request(op, args, session)) as { conversation: Conversation }
  const at = async (number = ONE) => (await running.store.conversation(number)) as Conversation
  const versioned = async (op: string, args: object = {}, session = ada.session) => {
    const { assignmentVersion } = await at()
    return ask(op, { number: ONE, assignmentVersion, ...args }, session)
  }
  await running.webhook(makeText({ From: ONE }))
  const end = async () => {
    await gateway[Symbol.asyncDispose]()
    await running[Symbol.asyncDispose]()
  }
  return { running, gateway, ada, bob, ask, at, versioned, [Symbol.asyncDispose]: end }
}

const idOf = async (answer: Promise<unknown>) =>
  ((await answer) as { cannedResponse: { id: string } }).cannedResponse.id

describe('work', () => {
  it('[R8] gives nobody more than their capacity, and the next when it is freed', async () => {
    await using d = await desk({ config: { defaultCapacity: 1 } })
    await d.running.webhook(makeText({ From: TWO }))
    d.gateway.presence(d.bob.session)
    await expect.poll(async () => (await d.at()).assignee).toBe(d.bob.agent.id)
    expect((await d.at(TWO)).assignee).toBeNull()
    await d.versioned('resolve', {}, d.bob.session)
    await expect.poll(async () => (await d.at(TWO)).assignee).toBe(d.bob.agent.id)
  })

  it('[R9] takes idle tabs and the choice of a person for their presence, and the grace time for absence', () => {
    let now = 0
    const presence = new Presence({ graceMs: 30, leaseMs: 100, awayAfterMs: 10, now: () => now })
    const gateway = Symbol('gateway')
    presence.report(gateway, { agents: ['ada'], idle: ['ada'] })
    expect(presence.available()).toEqual(['ada'])
    now = 10
    expect(presence.list()).toEqual([{ agent: 'ada', presence: 'away', idle: true }])
    presence.choose('ada', 'away')
    expect(presence.list()).toEqual([{ agent: 'ada', presence: 'away' }])
    presence.choose('ada', 'available')
    presence.report(gateway, { agents: ['ada'] })
    expect(presence.of('ada')).toBe('available')
    presence.choose('ada', 'busy')
    expect(presence.available()).toEqual([])
    presence.forget(gateway)
    expect(presence.of('ada')).toBe('busy')
    now = 40
    presence.expire()
    expect(presence.of('ada')).toBe('offline')
    presence.report(gateway, { agents: ['ada'] })
    expect(presence.of('ada')).toBe('available')
  })

  it('[R9] gives unanswered work of somebody who is gone back, and leaves them what is answered', async () => {
    await using d = await desk({ config: { presenceGraceMs: 300 } })
    await d.running.webhook(makeText({ From: TWO }))
    d.gateway.presence(d.bob.session)
    await expect.poll(async () => (await d.at(TWO)).assignee).toBe(d.bob.agent.id)
    const reply = { number: TWO, body: 'Hi', clientMessageId: 'x' }
    await d.ask('reply', reply, d.bob.session)
    d.gateway.presence()
    await expect.poll(async () => (await d.at()).assignee, { timeout: 5000 }).toBeNull()
    expect((await d.at(TWO)).assignee).toBe(d.bob.agent.id)
    expect((await d.running.entries(ONE)).at(-1)).toMatchObject({
      event: 'released',
      subject: d.bob.agent.id,
      reason: 'gone without answering',
    })
  })

  it('[R6] [R9] leaves one event of somebody who comes and goes, however often', async () => {
    await using d = await desk({ config: { presenceGraceMs: 100 } })
    const bob = d.bob.agent.id
    const events = async () =>
      (await d.running.entries(ONE)).flatMap((entry) => (entry.kind === 'event' ? [entry] : []))
    for (let time = 0; time < 3; time += 1) {
      d.gateway.presence(d.bob.session)
      await expect.poll(async () => (await d.at()).assignee).toBe(bob)
      d.gateway.presence()
      await expect.poll(async () => (await d.at()).assignee, { timeout: 5000 }).toBeNull()
    }
    expect(await events()).toMatchObject([
      { event: 'assigned', subject: bob },
      { event: 'released', subject: bob, reason: 'gone without answering' },
    ])
    d.gateway.presence(d.bob.session)
    await expect.poll(async () => (await d.at()).assignee).toBe(bob)
    expect((await events()).at(-1)).toMatchObject({ event: 'assigned', reason: 'back on line' })
    await d.running.webhook(makeText({ From: ONE, Body: 'Hello?' }))
    d.gateway.presence()
    await expect.poll(async () => (await d.at()).assignee, { timeout: 5000 }).toBeNull()
    expect(await events()).toHaveLength(3)
  })

  it('[R10] transfers with a note, to a team’s members only, and refuses what cannot be', async () => {
    await using d = await desk({ config: { defaultCapacity: 1 } })
    const toBob = { to: { kind: 'agent', agent: d.bob.agent.id } }
    await d.versioned('transfer', { ...toBob, note: 'A refund' })
    expect((await d.at()).assignee).toBe(d.bob.agent.id)
    expect(await d.running.entries(ONE)).toMatchObject([
      { kind: 'message' },
      { kind: 'note', body: 'A refund' },
      { event: 'transferred', agent: d.ada.agent.id, subject: d.bob.agent.id },
    ])
    const refused = (args: object, code: string, session?: string) =>
      expect(d.versioned('transfer', args, session)).rejects.toMatchObject({ code })
    await refused(toBob, 'SAME_HOLDER')
    await refused({ to: { kind: 'agent', agent: 'x' } }, 'UNKNOWN_AGENT')
    await refused({ to: { kind: 'team', team: 'x' } }, 'UNKNOWN_TEAM')
    await d.running.webhook(makeText({ From: TWO }))
    await d.ask('take', { number: TWO, assignmentVersion: 0 })
    await refused({ to: { kind: 'agent', agent: d.ada.agent.id } }, 'AGENT_FULL', d.bob.session)
    const put = async (args: object) =>
      ((await d.ask('put-team', { name: 'Billing', members: [d.bob.agent.id], ...args })) as never)[
        'team'
      ] as { id: string }
    const { id } = await put({})
    await put({ id, disabled: true })
    const toTeam = { to: { kind: 'team', team: id } }
    await refused(toTeam, 'TEAM_DISABLED')
    await put({ id })
    await d.versioned('transfer', toTeam)
    expect(await d.at()).toMatchObject({ assignee: null, team: id })
    d.gateway.presence(d.ada.session, d.bob.session)
    await expect.poll(async () => (await d.at()).assignee).toBe(d.bob.agent.id)
  })

  it('[R11] moves an angry customer up, and leaves what was set by hand', async () => {
    expect(priorityOf([-1, -1], null)).toBeNull()
    expect(priorityOf([-1, -1, -1], null)).toMatchObject({ level: 'high' })
    expect(priorityOf([2, -5], null)).toMatchObject({ reason: 'the customer is furious' })
    const byHand = { level: 'low', reason: '', agent: 'ada' } as const
    for (const score of [-9, 3]) expect(priorityOf([score], byHand)).toBe(byHand)
    const byProgram = { level: 'high', reason: 'by the API: a big order' } as const
    expect(priorityOf([3], byProgram)).toBe(byProgram)
    expect(withoutMoods(byProgram)).toBe(byProgram)
    await using d = await desk()
    await d.running.webhook(makeText({ From: TWO, Body: 'You bastards, I hate this awful scam' }))
    expect((await d.running.store.queue(9)).map(({ number }) => number)).toEqual([TWO, ONE])
  })

  it('[R12] wakes what is snoozed once, by its time or by the customer', async () => {
    await using d = await desk()
    await d.versioned('take')
    await d.versioned('snooze', { until: new Date(Date.now() + 300).toISOString() })
    expect((await d.at()).status).toBe('snoozed')
    const woken = { status: 'open', assignee: d.ada.agent.id, snoozedUntil: null }
    await expect.poll(() => d.at(), { timeout: 5000 }).toMatchObject(woken)
    await d.versioned('snooze', { until: null })
    await d.running.webhook(makeText({ From: ONE, Body: 'Hello?' }))
    expect(await d.at()).toMatchObject(woken)
  })

  it('[R13] ends a shift, after a count', async () => {
    await using d = await desk()
    await d.versioned('take')
    expect(await d.ask('end-shift', { dryRun: true })).toEqual({ open: 1, unanswered: 1 })
    expect((await d.at()).assignee).toBe(d.ada.agent.id)
    await d.ask('end-shift', {})
    expect((await d.at()).assignee).toBeNull()
  })

  it('[R14] hands nothing out while automatic assignment is off', async () => {
    await using d = await desk()
    const put = (automaticAssignment: boolean) => d.ask('put-settings', { automaticAssignment })
    await put(false)
    d.gateway.presence(d.bob.session)
    await d.ask('whoami', {}, d.bob.session)
    await d.versioned('take', {}, d.ada.session)
    await d.versioned('release', {}, d.ada.session)
    expect((await d.at()).assignee).toBeNull()
    await put(true)
    await expect.poll(async () => (await d.at()).assignee).toBe(d.bob.agent.id)
  })

  it('[R19] lets every agent take over, also what is snoozed or resolved, with an event that names both', async () => {
    await using d = await desk()
    const [ada, bob] = [d.ada.agent.id, d.bob.agent.id]
    const last = async () => (await d.running.entries(ONE)).at(-1)
    await d.versioned('take')
    await d.versioned('take', {}, d.bob.session)
    expect(await last()).toMatchObject({ event: 'taken', agent: bob, subject: ada })
    await d.versioned('snooze', { until: null }, d.bob.session)
    await d.versioned('take')
    expect(await d.at()).toMatchObject({ status: 'open', assignee: ada })
    const taken = { event: 'taken', agent: ada, subject: bob, reason: 'it was snoozed' }
    expect(await last()).toMatchObject(taken)
    await d.versioned('snooze', { until: null })
    await d.versioned('reopen', {}, d.bob.session)
    expect(await d.at()).toMatchObject({ status: 'open', assignee: ada, snoozedUntil: null })
    await d.versioned('resolve')
    await d.versioned('take', {}, d.bob.session)
    expect(await d.at()).toMatchObject({ status: 'open', assignee: bob })
    expect(await last()).toMatchObject({ event: 'reopened', agent: bob })
  })

  it('[R20] does not hand work back to who released it, until the customer writes again', async () => {
    await using d = await desk()
    d.gateway.presence(d.bob.session)
    await expect.poll(async () => (await d.at()).assignee).toBe(d.bob.agent.id)
    // What comes after it is handed out: so this one was looked at.
    const routed = async (From: string) => {
      await d.running.webhook(makeText({ From }))
      await expect.poll(async () => (await d.at(From)).assignee).toBe(d.bob.agent.id)
    }
    await d.versioned('release', {}, d.bob.session)
    await routed(TWO)
    expect(await d.at()).toMatchObject({ assignee: null, releasedBy: d.bob.agent.id })
    await d.running.webhook(makeText({ From: ONE, Body: 'Hello?' }))
    await expect.poll(() => d.at()).toMatchObject({ assignee: d.bob.agent.id, releasedBy: null })
    await d.versioned('transfer', { to: { kind: 'queue' } }, d.bob.session)
    await routed('+14155550003')
    expect((await d.at()).assignee).toBeNull()
    d.gateway.presence(d.ada.session, d.bob.session)
    await expect.poll(async () => (await d.at()).assignee).toBe(d.ada.agent.id)
  })

  it('[R20] keeps who released it when it is moved on to a team’s queue meanwhile', async () => {
    await using d = await desk()
    const members = [d.bob.agent.id]
    const put = await d.ask('put-team', { name: 'Care', members })
    const { team } = put as unknown as { team: { id: string } }
    d.gateway.presence(d.bob.session)
    await expect.poll(async () => (await d.at()).assignee).toBe(d.bob.agent.id)
    await d.versioned('release', {}, d.bob.session)
    const releasedBy = d.bob.agent.id
    await d.versioned('transfer', { to: { kind: 'team', team: team.id } })
    expect(await d.at()).toMatchObject({ assignee: null, team: team.id, releasedBy })
    await d.running.store.transact((transaction) =>
      updateConversation(transaction, ONE, { team: null }, 1),
    )
    expect(await d.at()).toMatchObject({ assignee: null, team: null, releasedBy })
    // What comes after it is handed out: so this one was looked at.
    await d.running.webhook(makeText({ From: TWO }))
    await expect.poll(async () => (await d.at(TWO)).assignee).toBe(d.bob.agent.id)
    expect((await d.at()).assignee).toBeNull()
  })

  it('[R21] stores a note once, however often it is sent', async () => {
    await using d = await desk()
    const note = { number: ONE, body: 'See', mentions: [d.bob.agent.id], clientMessageId: 'n1' }
    const first = await d.ask('note', note)
    const { seq } = d.running.store
    expect(await d.ask('note', note)).toEqual(first)
    expect(d.running.store.seq).toBe(seq)
    const reused = { code: 'MESSAGE_ID_REUSED' }
    await expect(d.ask('note', { ...note, body: 'No' })).rejects.toMatchObject(reused)
    await expect(d.ask('note', note, d.bob.session)).rejects.toMatchObject(reused)
    const { mentions } = (await d.ask('shared', {}, d.bob.session)) as never as Record<string, []>
    expect(mentions).toHaveLength(1)
  })

  it('[R18] lets an admin set idle time, grace time and default capacity, at once and for good', async () => {
    const store = new MemoryStore()
    const close = store.close.bind(store)
    store.close = async () => undefined
    {
      await using d = await desk({ store, config: { defaultCapacity: 0 } })
      d.gateway.presence(d.bob.session)
      await d.ask('whoami', {}, d.bob.session)
      expect((await d.at()).assignee).toBeNull()
      const put = (args: object, session?: string) => d.ask('put-settings', args, session)
      const refused = { code: 'FORBIDDEN' }
      await expect(put({ graceSeconds: 60 }, d.bob.session)).rejects.toMatchObject(refused)
      for (const wrong of [
        { idleMinutes: 0 },
        { idleMinutes: 481 },
        { graceSeconds: 4 },
        { graceSeconds: 3601 },
        { defaultCapacity: 0 },
        { defaultCapacity: 1.5 },
        { automaticAssignment: 'no' },
      ])
        await expect(put(wrong)).rejects.toMatchObject({
          code: 'BAD_REQUEST',
          message: expect.stringContaining(`${Object.keys(wrong)[0]}: `),
        })
      const all = { automaticAssignment: true, idleMinutes: 7, graceSeconds: 30 }
      expect(await put({ idleMinutes: 7 })).toMatchObject({ settings: all })
      const settings = { ...all, defaultCapacity: 1 }
      expect(await put({ defaultCapacity: 1 })).toEqual({ settings })
      expect(await d.ask('shared', {}, d.bob.session)).toMatchObject({
        settings,
        defaultCapacity: 1,
      })
      const told = () => d.gateway.changesets().flatMap(({ shared = [] }) => shared)
      await expect.poll(() => told().at(-1)).toMatchObject({ kind: 'settings', value: settings })
      await expect.poll(async () => (await d.at()).assignee).toBe(d.bob.agent.id)
    }
    await using again = await startSwitchboard({ store, config: { presenceGraceMs: 1 } })
    const gateway = await connectGateway(again)
    const { session } = (await gateway.request('sign-in', {
      name: 'Bob',
      password: PASSWORD,
    })) as { session: string }
    expect(await gateway.request('shared', {}, session)).toMatchObject({
      settings: { idleMinutes: 7, graceSeconds: 0.001, defaultCapacity: 1 },
    })
    await gateway[Symbol.asyncDispose]()
    await close()
  })

  it('[R18] goes by other times from the moment they are set', () => {
    let now = 0
    const presence = new Presence({ graceMs: 30, leaseMs: 1e9, awayAfterMs: 10, now: () => now })
    const gateway = Symbol('gateway')
    presence.report(gateway, { agents: ['ada', 'bob'], idle: ['ada'] })
    presence.report(gateway, { agents: ['ada'], idle: ['ada'] })
    now = 20
    expect([presence.of('ada'), presence.of('bob')]).toEqual(['away', 'available'])
    presence.configure({ graceMs: 10, awayAfterMs: 100 })
    expect([presence.of('ada'), presence.of('bob')]).toEqual(['available', 'offline'])
  })

  it('[R15] tells who views and who types, over all tabs, until their gateway is gone', async () => {
    await using d = await desk()
    const activity = (typing: boolean) => [{ session: d.bob.session, number: ONE, typing }]
    const report = { type: 'presence', sessions: [d.bob.session], activity: activity(true) }
    const other = await connectGateway(d.running)
    other.socket.send(JSON.stringify(report))
    const told = () => {
      const last = d.gateway.frames.findLast((frame) => frame.type === 'ephemeral')
      return last?.type === 'ephemeral' ? last.activity : undefined
    }
    await expect.poll(told).toEqual([{ agent: d.bob.agent.id, number: ONE, typing: true }])
    await other[Symbol.asyncDispose]()
    await expect.poll(told).toEqual([])
    const { seq } = d.running.store
    expect(await d.running.store.changes(seq - 1, 1)).toHaveLength(1)
  })

  it('[R16] keeps canned responses, drafts and mentions for those they belong to', async () => {
    await using d = await desk()
    const put = (args: object, session?: string) =>
      d.ask('put-canned-response', { shortcut: 'hi', text: 'Hi {customer}', ...args }, session)
    const [own, everybodys] = [await idOf(put({})), await idOf(put({ personal: false }))]
    const remove = (id: string) => d.ask('delete-canned-response', { id }, d.bob.session)
    const refused: [code: string, attempt: () => Promise<unknown>][] = [
      ['FORBIDDEN', () => put({ personal: false }, d.bob.session)],
      ['FORBIDDEN', () => put({ id: everybodys, personal: false }, d.bob.session)],
      ['FORBIDDEN', () => remove(everybodys)],
      ['NOT_FOUND', () => put({ id: own }, d.bob.session)],
      ['NOT_FOUND', () => remove(own)],
    ]
    for (const [code, attempt] of refused) await expect(attempt()).rejects.toMatchObject({ code })
    await d.ask('put-draft', { number: ONE, body: 'Dear' })
    await d.ask('note', { number: ONE, body: 'See this', mentions: [d.bob.agent.id] })
    expect(await d.ask('shared', {})).toMatchObject({
      cannedResponses: [{ owner: null }, { owner: d.ada.agent.id }],
      drafts: [{ number: ONE, body: 'Dear' }],
      mentions: [],
    })
    expect(await d.ask('shared', {}, d.bob.session)).toMatchObject({
      cannedResponses: [{ owner: null }],
      drafts: [],
      mentions: [{ number: ONE, position: 2, by: d.ada.agent.id }],
    })
    const told = () =>
      d.gateway
        .changesets()
        .flatMap(({ audience, shared = [] }) => shared.map(({ kind }) => [kind, audience]))
    const [ada, bob] = [d.ada.agent.id, d.bob.agent.id]
    await expect.poll(told).toEqual([
      ['line', undefined],
      ['canned', ada],
      ['canned', undefined],
      ['draft', ada],
      ['mention', bob],
    ])
  })

  it('[R17] marks with labels of the list only, and sets a priority with an event', async () => {
    await using d = await desk()
    const { label } = (await d.ask('put-label', { name: 'Refund' })) as never as {
      label: { id: string }
    }
    const marked = await d.ask('set-labels', { number: ONE, labels: [label.id] })
    expect(marked.conversation.labels).toEqual([label.id])
    const unknown = d.ask('set-labels', { number: ONE, labels: ['x'] })
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await d.ask('set-priority', { number: ONE, level: 'urgent' })
    expect((await d.at()).priority).toMatchObject({ level: 'urgent', agent: d.ada.agent.id })
    expect((await d.running.entries(ONE)).at(-1)).toMatchObject({ event: 'prioritised' })
  })
})
