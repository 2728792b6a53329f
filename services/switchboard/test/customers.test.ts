import type { Conversation } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { openDesk, type Desk } from './support/desk.ts'
import { LINE, makeText } from './support/start-switchboard.ts'

const ONE = '+14155550101'
const FRENCH = '+33612345678'

const text = (desk: Desk, Body: string, From = ONE) =>
  desk.running.webhook(makeText({ From, Body }))

describe('customers', () => {
  it('[W2] are found by what was said, newest first, with where it stands', async () => {
    await using desk = await openDesk()
    await text(desk, 'Où est mon COLIS?')
    await text(desk, 'hello')
    await desk.ask('note', { number: ONE, body: 'x'.repeat(100) + ' the colis is lost' })
    const find = (args: object) =>
      desk.ask<'find-entries'>('find-entries', { number: ONE, ...args })
    const { found, next } = await find({ q: 'Colis' })
    expect(found.map(({ entry }) => entry.position)).toEqual([3, 1])
    expect(found[0]?.excerpt?.text).toHaveLength(60 + 5 + ' is lost'.length)
    const hits = found.map(({ excerpt }) => excerpt?.text.slice(excerpt.start, excerpt.end))
    expect(hits).toEqual(['colis', 'COLIS'])
    expect(next).toBeNull()
    const first = await find({ q: 'ou', limit: 1 })
    expect(first.found).toMatchObject([{ entry: { position: 1 }, excerpt: { start: 0, end: 2 } }])
    const page = await find({ q: 'l', limit: 1 })
    expect(
      (await find({ q: 'l', limit: 1, before: page.next ?? 0 })).found[0]?.entry.position,
    ).toBe(2)
    expect((await find({ events: ['resolved'] })).found).toEqual([])
    for (const args of [{}, { q: 'a', events: ['resolved'] }, { q: ' ' }])
      await expect(find(args)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('[W2] looks at 2,000 entries at a time', async () => {
    await using desk = await openDesk()
    await text(desk, 'the needle')
    await desk.running.store.transact(async (transaction) => {
      for (let count = 0; count < 2100; count += 1)
        await transaction.append(ONE, { kind: 'note', body: 'hay', agent: desk.ada.agent.id })
    })
    const find = (args: object) =>
      desk.ask<'find-entries'>('find-entries', { number: ONE, q: 'needle', ...args })
    const first = await find({})
    expect(first).toMatchObject({ found: [], next: 102 })
    expect(await find({ before: first.next })).toMatchObject({
      found: [{ entry: { position: 1 } }],
      next: null,
    })
  })

  it('[W3] have a page around the first entry of a day', async () => {
    await using desk = await openDesk()
    for (const Body of ['1', '2', '3', '4', '5']) await text(desk, Body)
    const entries = await desk.running.entries(ONE)
    const at = (time: string) => desk.ask<'entries'>('entries', { number: ONE, at: time, limit: 1 })
    for (const entry of entries) {
      const target = entries.find((each) => each.at >= entry.at)?.position
      const page = await at(entry.at)
      expect(page).toMatchObject({ target, entries: [{ position: target }] })
    }
    expect((await at('2020-01-01T00:00:00.000Z')).target).toBe(1)
    expect((await at('2999-01-01T00:00:00.000Z')).target).toBe(5)
  })

  it('[W4] [C108] are where the carrier says, when the clocks of their country differ', async () => {
    await using desk = await openDesk()
    const zone = async (): Promise<unknown> =>
      (await desk.ask<'customer'>('customer', { number: ONE })).timeZone
    const from = (FromState: string, FromCountry = 'US') =>
      desk.running.webhook(makeText({ From: ONE, FromState, FromCountry }))
    await from('TX')
    expect(await zone()).toBeNull()
    await from('AZ')
    expect(await zone()).toEqual({ zone: 'America/Phoenix', isDerived: true })
    await desk.ask('note', { number: ONE, body: 'the newest text counts, not the newest entry' })
    expect(await zone()).toEqual({ zone: 'America/Phoenix', isDerived: true })
    // Two times in one state, a state of another country, and none at all.
    for (const [state, country] of [['TX'], ['BY', 'DE'], ['constructor']] as const) {
      await from(state, country)
      expect(await zone()).toBeNull()
    }
  })

  it('[W4] have a name, fields and a time zone', async () => {
    await using desk = await openDesk()
    await text(desk, 'Bonjour', FRENCH)
    const put = (args: object) =>
      desk.ask<'update-customer'>('update-customer', { number: FRENCH, ...args }, desk.bob)
    const fields = [{ name: 'Customer no.', value: '4711' }]
    await put({ name: '  Zoé Martin ' })
    const { conversation } = await put({ fields })
    expect(conversation).toMatchObject({ name: 'Zoé Martin', fields })
    const list = async (q: string) =>
      (await desk.ask<'conversations'>('conversations', { view: 'all', q })).conversations
    expect(await list('mart')).toMatchObject([{ number: FRENCH }])
    expect(await list('oe')).toEqual([])
    const place = async (number = FRENCH) => {
      const { country, timeZone } = await desk.ask<'customer'>('customer', { number })
      return [country, timeZone]
    }
    expect(await place()).toEqual(['FR', { zone: 'Europe/Paris', isDerived: true }])
    await put({ timeZone: 'America/Cayenne' })
    expect(await place()).toEqual(['FR', { zone: 'America/Cayenne', isDerived: false }])
    await text(desk, 'Hi', '+12125550123')
    await text(desk, 'Hi', '72345')
    expect(await place('+12125550123')).toEqual([
      'US',
      { zone: 'America/Los_Angeles', isDerived: true },
    ])
    expect(await place('72345')).toEqual([null, null])
    expect((await put({ name: '' })).conversation.name).toBeNull()
    for (const args of [
      { timeZone: 'Mars/Olympus' },
      { name: 'x'.repeat(65) },
      { fields: [...fields, { name: 'customer NO.', value: '' }] },
      { fields: Array.from({ length: 21 }, (_, index) => ({ name: `${index}`, value: '' })) },
    ])
      await expect(put(args)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(put({ number: '+331' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('[W5] who are blocked are kept and shown, and nothing more, until they are unblocked', async () => {
    await using desk = await openDesk()
    await text(desk, 'first')
    const block = (blocked: boolean, who = desk.bob) =>
      desk.ask<'update-customer'>('update-customer', { number: ONE, blocked }, who)
    await desk.ask('take', { number: ONE, assignmentVersion: 0 })
    await expect(block(true)).rejects.toMatchObject({ code: 'NOT_HOLDER' })
    await desk.ask('resolve', { number: ONE, assignmentVersion: 1 })
    await block(true)
    await block(true)
    await text(desk, 'terrible')
    const before = await desk.at(ONE)
    expect(before).toMatchObject({
      status: 'resolved',
      blocked: true,
      unread: 0,
      waitingSince: null,
      lastEntry: { body: 'terrible' },
    } satisfies Partial<Record<keyof Conversation, unknown>>)
    expect(before.moods).toHaveLength(1)
    await text(desk, 'STOP')
    expect(await desk.at(ONE)).toMatchObject({ optedOut: true, unread: 0 })
    await text(desk, 'START')
    await block(false)
    await text(desk, 'hello again')
    expect(await desk.at(ONE)).toMatchObject({ status: 'open', unread: 1, blocked: false })
    const { found } = await desk.ask<'find-entries'>('find-entries', {
      number: ONE,
      events: ['blocked', 'unblocked'],
    })
    expect(found.map(({ entry }) => entry)).toMatchObject([
      { event: 'unblocked', agent: desk.bob.agent.id },
      { event: 'blocked', agent: desk.bob.agent.id },
    ])
  })

  it('[W6] are written to first, by whoever holds them then', async () => {
    await using desk = await openDesk()
    let count = 0
    const start = (args: object, who = desk.bob) => {
      count += 1
      const message = { number: FRENCH, body: 'Bonjour', clientMessageId: `s${count}` }
      return desk.ask<'start-conversation'>('start-conversation', { ...message, ...args }, who)
    }
    const { entry, conversation } = await start({ clientMessageId: 'same' })
    expect(entry).toMatchObject({ direction: 'outbound', line: LINE, agent: desk.bob.agent.id })
    expect(conversation).toMatchObject({ number: FRENCH, assignee: desk.bob.agent.id })
    expect((await start({ clientMessageId: 'same' })).entry.position).toBe(entry.position)
    await expect.poll(() => desk.running.sent.length).toBe(1)
    await expect(start({}, desk.ada)).rejects.toMatchObject({ code: 'NOT_HOLDER' })
    await desk.ask('resolve', { number: FRENCH, assignmentVersion: 1 }, desk.bob)
    const again = await start({ line: LINE }, desk.ada)
    expect(again.conversation).toMatchObject({ status: 'open', assignee: desk.ada.agent.id })
    for (const [args, code] of [
      [{ number: '0612345678' }, 'BAD_REQUEST'],
      [{ number: '72345' }, 'BAD_REQUEST'],
      [{ line: '+15005550009' }, 'BAD_REQUEST'],
      [{ body: ' ' }, 'BAD_REQUEST'],
      [{ number: LINE }, 'NOT_ANSWERABLE'],
    ] as const)
      await expect(start(args)).rejects.toMatchObject({ code })
    await text(desk, 'STOP', '+33612345679')
    const stopped = start({ number: '+33612345679' })
    await expect(stopped).rejects.toMatchObject({ code: 'OPTED_OUT' })
  })
})
