import { describe, expect, it } from 'vitest'
import { openDesk } from './support/desk.ts'
import { LINE, makeText } from './support/start-switchboard.ts'

const numberAt = (index: number) => `+1415555010${index}`
const [ONE, TWO, THREE, FOUR] = [numberAt(1), numberAt(2), numberAt(3), numberAt(4)] as const
const OTHER_LINE = '+15005550007'

describe('the desk', () => {
  it('[W11] lists our Lines, when they were used, and what they are called', async () => {
    await using desk = await openDesk()
    const { ask, bob } = desk
    const lines = async () => (await ask<'lines'>('lines', {}, bob)).lines
    expect(await lines()).toEqual([{ line: LINE, name: null, lastUsedAt: null }])
    await desk.running.webhook(makeText({ To: OTHER_LINE }))
    await desk.running.webhook(makeText({ To: OTHER_LINE }))
    const [entry] = await desk.running.entries(ONE)
    const used = { line: OTHER_LINE, name: null, lastUsedAt: entry?.at }
    expect((await lines())[1]).toEqual(used)
    const told = () => desk.gateway.changesets().flatMap(({ shared = [] }) => shared)
    await expect.poll(told).toEqual([{ kind: 'line', id: OTHER_LINE, value: used }])
    const named = await ask<'name-line'>('name-line', { line: OTHER_LINE, name: ' Sales ' })
    expect(named.line).toEqual({ ...used, name: 'Sales' })
    expect((await ask<'shared'>('shared', {}, bob)).lines[1]).toEqual(named.line)
    await expect.poll(told).toHaveLength(2)
    await ask('name-line', { line: LINE, name: 'Support' })
    await ask('start-conversation', { number: TWO, body: 'Hi', clientMessageId: 'a' }, bob)
    expect((await lines())[0]).toMatchObject({ name: 'Support', lastUsedAt: expect.any(String) })
    const refused = (line: string, code: string, who = desk.ada) =>
      expect(ask('name-line', { line, name: 'x' }, who)).rejects.toMatchObject({ code })
    await refused(LINE, 'FORBIDDEN', bob)
    await refused('+19', 'NOT_FOUND')
  })

  it('[W12] does the same to many conversations, and says what was refused', async () => {
    await using desk = await openDesk()
    const { ask, bob, ada } = desk
    for (const From of [ONE, TWO, THREE]) await desk.running.webhook(makeText({ From }))
    await ask('take', { number: THREE, assignmentVersion: 0 }, bob)
    const numbers = [ONE, TWO, THREE, FOUR, ONE]
    const bulk = async (args: object) => {
      const { results } = await ask<'bulk'>('bulk', { numbers, ...args })
      return results.map(({ error }) => error?.code ?? 'done')
    }
    expect(await bulk({ action: 'take' })).toEqual(['done', 'done', 'NOT_HOLDER', 'NOT_FOUND'])
    const { label } = await ask<'put-label'>('put-label', { name: 'VIP' })
    await bulk({ action: 'label', label: label.id })
    expect((await desk.at(THREE)).labels).toEqual([label.id])
    await bulk({ action: 'unlabel', label: label.id })
    expect((await desk.at(THREE)).labels).toEqual([])
    expect((await bulk({ action: 'label', label: 'none' }))[0]).toBe('NOT_FOUND')
    const to = { kind: 'agent', agent: bob.agent.id }
    expect(await bulk({ action: 'transfer', to, note: 'yours' })).toEqual([
      'done',
      'done',
      'SAME_HOLDER',
      'NOT_FOUND',
    ])
    expect((await bulk({ action: 'release' }))[0]).toBe('NOT_HOLDER')
    expect((await bulk({ action: 'snooze', until: null }))[0]).toBe('done')
    expect(await bulk({ action: 'resolve' })).toEqual(['done', 'done', 'done', 'NOT_FOUND'])
    expect(await desk.at(ONE)).toMatchObject({ status: 'resolved', lastAgent: null })
    const events = (await desk.running.entries(ONE)).filter(({ kind }) => kind === 'event')
    expect(events.at(-1)).toMatchObject({ event: 'resolved', agent: ada.agent.id })
    for (const wrong of [
      { action: 'delete' },
      { action: 'label' },
      { action: 'take', numbers: [] },
      { action: 'take', numbers: Array.from({ length: 101 }, () => ONE) },
    ])
      await expect(ask('bulk', { numbers, ...wrong })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      })
  })

  it('[W13] keeps the drafts of two devices from writing over each other', async () => {
    await using desk = await openDesk()
    await desk.running.webhook(makeText({ From: ONE }))
    const put = async (body: string, base?: number) =>
      (
        await desk.ask<'put-draft'>('put-draft', {
          number: ONE,
          body,
          ...(base !== undefined && { base }),
        })
      ).draft
    const first = await put('Hello', 0)
    expect(first).toMatchObject({ number: ONE, body: 'Hello', at: expect.any(String) })
    const second = await put('Hello there', first?.version)
    expect(second?.version).toBeGreaterThan(first?.version ?? Infinity)
    const stale = put('Hello, you', first?.version)
    await expect(stale).rejects.toMatchObject({ code: 'DRAFT_STALE', data: { draft: second } })
    await put('Hello there', first?.version)
    const newest = await put('mine')
    expect((await desk.ask<'shared'>('shared', {})).drafts).toEqual([newest])
    expect(await put('', newest?.version)).toBeNull()
    expect((await desk.ask<'shared'>('shared', {})).drafts).toEqual([])
    expect(await put('', 5)).toBeNull()
    const again = await put('once more', newest?.version)
    expect(again?.version).toBeGreaterThanOrEqual(newest?.version ?? Infinity)
    expect(await desk.ask<'shared'>('shared', {}, desk.bob)).toMatchObject({ drafts: [] })
  })
})
