import type { AgentAtWork, Conversation, Entry } from '@switchboard/protocol'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { connectGateway } from './support/gateway-client.ts'
import { makeText, startSwitchboard, type StartOptions } from './support/start-switchboard.ts'

const PASSWORD = 'correct horse battery'
const ONE = '+14155550001'

interface Answer {
  status: number
  body: {
    conversation: Conversation
    agents: AgentAtWork[]
    entries: Entry[]
    error: { code: string; message: string; data?: Record<string, unknown> }
  }
}

/** Ada the admin and Bob, a team, a label, and one text that waits. */
async function desk(options: StartOptions = {}) {
  const running = await startSwitchboard(options)
  const gateway = await connectGateway(running)
  const ada = await gateway.welcome('Ada', PASSWORD)
  const bob = await gateway.addAgent('Bob', PASSWORD, ada.session)
  const ask = (op: string, args: object) =>
    gateway.request(op, args, ada.session) as Promise<{ [name: string]: { id: string } }>
  const { team } = await ask('put-team', { name: 'Billing', members: [bob.agent.id] })
  const { label } = await ask('put-label', { name: 'Refund' })
  await running.webhook(makeText({ From: ONE }))
  const call = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await running.api(path, init)
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }
  const path = `/conversations/${encodeURIComponent(ONE)}`
  const patch = (change: object, at = path) =>
    call(at, { method: 'PATCH', body: JSON.stringify(change) })
  const events = async () =>
    (await running.entries(ONE)).flatMap((one) => (one.kind === 'event' ? [one] : []))
  const end = async () => {
    await gateway[Symbol.asyncDispose]()
    await running[Symbol.asyncDispose]()
  }
  const ids = { team: team?.id ?? '', label: label?.id ?? '', bob: bob.agent.id, ada: ada.agent.id }
  return { running, gateway, ask, bob, ids, path, call, patch, events, [Symbol.asyncDispose]: end }
}

const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) })

describe('work by the REST API', () => {
  it('[A11] shows one conversation, and who there is to work on it', async () => {
    await using d = await desk({ config: { defaultCapacity: 3 } })
    const shown = await d.call(d.path)
    expect(shown.body).toMatchObject({ conversation: { number: ONE, status: 'open' }, asOf: 5 })
    const unknown = await d.call('/conversations/%2B19995550000')
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'NOT_FOUND'])
    d.gateway.presence(d.bob.session)
    await expect
      .poll(async () => (await d.call('/agents')).body.agents.find(({ name }) => name === 'Bob'))
      .toEqual({ ...d.bob.agent, capacity: 3, presence: 'available', load: 1 })
    expect((await d.call('/teams')).body).toMatchObject({ teams: [{ id: d.ids.team }] })
    expect((await d.call('/labels')).body).toMatchObject({ labels: [{ id: d.ids.label }] })
  })

  it('[A12] changes all that is named in one operation, with an event for each', async () => {
    await using d = await desk()
    const { bob, team, label } = d.ids
    const wish = { assignee: bob, team, labels: [label], priority: 'urgent', reason: 'VIP' }
    const { seq } = d.running.store
    const { status, body } = await d.patch({ ...wish, assignmentVersion: 0 })
    expect([status, d.running.store.seq]).toEqual([200, seq + 1])
    expect(body).toMatchObject({
      conversation: { assignee: bob, team, labels: [label], priority: { level: 'urgent' } },
      asOf: seq + 1,
    })
    expect(await d.events()).toMatchObject([
      { event: 'transferred', team, reason: 'to Billing, by the API: VIP' },
      { event: 'assigned', subject: bob, reason: 'by the API: VIP' },
      { event: 'prioritised', reason: 'urgent: by the API: VIP' },
    ])
    expect((await d.patch(wish)).status).toBe(200)
    expect(await d.events()).toHaveLength(3)
    const free = await d.patch({ assignee: null, team: null })
    expect(free.body.conversation).toMatchObject({ assignee: null, team: null })
  })

  it('[A12] snoozes, wakes, resolves and re-opens', async () => {
    await using d = await desk()
    const { bob } = d.ids
    const until = new Date(Date.now() + 3600_000).toISOString()
    const now = async (change: object) => (await d.patch(change)).body.conversation
    await now({ assignee: bob })
    const snoozed = { status: 'snoozed', snoozedUntil: until, assignee: bob }
    expect(await now({ status: 'snoozed', snoozedUntil: until })).toMatchObject(snoozed)
    expect(await now({ status: 'snoozed', snoozedUntil: until })).toMatchObject(snoozed)
    expect(await now({ status: 'snoozed' })).toMatchObject({ ...snoozed, snoozedUntil: null })
    expect(await now({ status: 'open' })).toMatchObject({ status: 'open', assignee: bob })
    const resolved = { status: 'resolved', assignee: null, waitingSince: null }
    expect(await now({ status: 'resolved' })).toMatchObject(resolved)
    expect(await now({ status: 'open' })).toMatchObject({ status: 'open', assignee: null })
    await now({ status: 'resolved' })
    expect(await now({ assignee: bob })).toMatchObject({ status: 'open', assignee: bob })
    const events = (await d.events()).map(({ event }) => event)
    expect(events).toEqual([
      'assigned',
      'snoozed',
      'snoozed',
      'reopened',
      'resolved',
      'reopened',
      'resolved',
      'reopened',
    ])
  })

  it('[A12] refuses what cannot be, by a code, and changes nothing then', async () => {
    await using d = await desk({ config: { defaultCapacity: 1 } })
    const { bob, ada, team } = d.ids
    await d.running.webhook(makeText({ From: '+14155550002' }))
    await d.patch({ assignee: bob }, '/conversations/%2B14155550002')
    const { seq } = d.running.store
    const refusals: [object, number, string, RegExp?][] = [
      [{ assignmentVersion: 7, assignee: ada }, 409, 'STALE_ASSIGNMENT'],
      [{ assignee: bob }, 409, 'AGENT_FULL', /^Bob has 1 open conversation,/],
      [{ assignee: 'nobody' }, 404, 'UNKNOWN_AGENT'],
      [{ assignee: ada, team: 'x' }, 404, 'UNKNOWN_TEAM'],
      [{ assignee: ada, labels: ['x'] }, 404, 'NOT_FOUND', /label x/],
      [{ status: 'snoozed', snoozedUntil: '2020-01-01T00:00:00.000Z' }, 400, 'BAD_REQUEST', /over/],
      [{ status: 'open', snoozedUntil: null }, 400, 'BAD_REQUEST', /snoozed/],
      [{ status: 'resolved', assignee: ada }, 400, 'BAD_REQUEST', /nobody/],
      [{ status: 'closed' }, 400, 'BAD_REQUEST', /^status: /],
      [{ asignee: ada }, 400, 'BAD_REQUEST', /^asignee: /],
      [{}, 400, 'BAD_REQUEST', /Name what/],
      [{ assignmentVersion: 0 }, 400, 'BAD_REQUEST', /Name what/],
    ]
    for (const [change, status, code, words = /./] of refusals) {
      const { status: given, body } = await d.patch(change)
      expect([change, given, body.error.code]).toEqual([change, status, code])
      expect(body.error.message).toMatch(words)
    }
    const unknown = await d.patch({ status: 'resolved' }, '/conversations/%2B19995550000')
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'NOT_FOUND'])
    const stale = await d.patch({ assignmentVersion: 7, status: 'resolved' })
    expect(stale.body.error.data).toMatchObject({ conversation: { assignmentVersion: 0 } })
    expect(d.running.store.seq).toBe(seq)
    await d.ask('put-team', { id: team, name: 'Billing', members: [], disabled: true })
    expect((await d.patch({ team })).body.error.code).toBe('TEAM_DISABLED')
    const bare = await fetch(`${d.running.base}/api/v1${d.path}`, { method: 'PATCH', body: '{}' })
    expect(bare.status).toBe(401)
  })

  it('[A13] answers what its description says, and nothing it does not name', async () => {
    await using d = await desk()
    const { bob, team, label } = d.ids
    const wish = { assignee: bob, team, labels: [label], priority: 'high' }
    await d.running.webhook(
      makeText({
        From: ONE,
        NumMedia: '1',
        MediaUrl0: 'https://api.twilio.com/x',
        MediaContentType0: 'image/png',
        FromCity: 'OAKLAND',
        Surprise: 'yes',
      }),
    )
    await d.ask('note', { number: ONE, body: 'See', mentions: [bob], clientMessageId: 'n1' })
    const description = (await (await d.running.api('/openapi.json')).json()) as Description
    const validate = validatorOf(description)
    const mediaUrls = ['https://example.com/a.jpg']
    const message = { to: ONE, body: 'Look', clientMessageId: 'm1', mediaUrls }
    const calls: [string, string, string, RequestInit?][] = [
      ['/conversations/{number}', d.path, '200', { method: 'PATCH', body: JSON.stringify(wish) }],
      [
        '/conversations/{number}',
        d.path,
        '409',
        { method: 'PATCH', body: '{"assignmentVersion":99,"status":"open"}' },
      ],
      ['/messages', '/messages', '202', post(message)],
      ['/messages', '/messages', '400', post({ ...message, mediaUrls: ['x'] })],
      ['/conversations', '/conversations', '200'],
      ['/conversations/{number}', d.path, '200'],
      ['/conversations/{number}', '/conversations/1', '404'],
      ['/conversations/{number}/entries', `${d.path}/entries`, '200'],
      ['/agents', '/agents', '200'],
      ['/teams', '/teams', '200'],
      ['/labels', '/labels', '200'],
      ['/admin/system', '/admin/system', '200'],
      ['/admin/quarantine', '/admin/quarantine', '200'],
    ]
    for (const [template, path, status, init] of calls) {
      const answer = await d.call(path, init)
      expect([path, String(answer.status)]).toEqual([path, status])
      const method = (init?.method ?? 'GET').toLowerCase()
      expect([path, ...validate(template, method, status, answer.body)]).toEqual([path])
    }
    const entries = (await d.call(`${d.path}/entries`)).body.entries
    expect(new Set(entries.map(({ kind }) => kind)).size).toBe(3)
    const broken = { entries: [{ ...entries[0], surprise: 1 }], next: null, asOf: 1 }
    const path = '/conversations/{number}/entries'
    expect(validate(path, 'get', '200', broken)).not.toEqual([])
  })
})

interface Description {
  paths: Record<string, Record<string, { responses: Record<string, object> }>>
  components: object
}

/** Checks a body against what is described; every object is closed first, so that nothing is unnamed. */
function validatorOf(description: Description) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  const id = 'switchboard'
  ajv.addSchema({ $id: id, ...(closed(description) as object) })
  return (path: string, method: string, status: string, body: unknown): string[] => {
    const parts = ['paths', path, method, 'responses', status, 'content', 'application/json']
    const pointer = [...parts, 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    const check = ajv.compile({ $ref: `${id}#/${pointer.join('/')}` })
    check(body)
    return (check.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    )
  }
}

function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed)
  if (typeof part !== 'object' || part === null) return part
  const all = Object.fromEntries(Object.entries(part).map(([name, one]) => [name, closed(one)]))
  const isOpen = all['type'] === 'object' && 'properties' in all && !('additionalProperties' in all)
  return isOpen ? { ...all, additionalProperties: false } : all
}
