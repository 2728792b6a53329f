import { MemoryStore } from '@switchboard/history'
import type { Conversation } from '@switchboard/protocol'
import { createLogger } from '@switchboard/service'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { resolveConversation } from '../src/conversations/assignments.ts'
import { receiveMessage } from '../src/conversations/receive-message.ts'
import { Router } from '../src/conversations/router.ts'
import { WorkBoard } from '../src/conversations/work-board.ts'
import { Presence } from '../src/people/presence.ts'

const logger = createLogger('switchboard', { destination: { write: () => undefined } })
const number = (index: number) => `+1415${String(index).padStart(7, '0')}`
const SOME_TIME = '2026-11-22T10:00:05.000Z'
let sids = 0

function text(store: MemoryStore, from: string) {
  const inbound = { sid: `SM${++sids}`, from, to: '+15005550006', body: 'Hello', media: [] }
  return store.transact((transaction) => receiveMessage(transaction, inbound as never, () => true))
}

async function change(store: MemoryStore, at: string, facts: Partial<Conversation>) {
  await store.transact(async (transaction) => {
    const before = (await transaction.conversation(at)) as Conversation
    await transaction.putConversation({ ...before, ...facts })
  })
}

/** One Agent who is full, with so much held and queued. */
async function desk(size: number) {
  const store = new MemoryStore()
  await store.open()
  const agent = { id: 'ada', name: 'Ada', role: 'agent', disabled: false, capacity: size } as const
  await store.transact((transaction) => transaction.putAgent(agent))
  const all = Array.from({ length: 2 * size }, (_, index) => number(index))
  await Promise.all(all.map((from) => text(store, from)))
  await Promise.all(all.slice(0, size).map((one) => change(store, one, { assignee: 'ada' })))
  const presence = new Presence({ graceMs: 1e9, leaseMs: 1e12 })
  presence.report(Symbol('gateway'), { agents: ['ada'] })
  const router = new Router({ store, presence, logger, defaultCapacity: 1 })
  await router.settled()
  /** What the work, and looking after it, ask of the store's keys. */
  const cost = async (work: () => Promise<unknown>) => {
    const { gets, scans } = { ...store.work }
    await work()
    await router.settled()
    return { gets: store.work.gets - gets, scans: store.work.scans - scans }
  }
  const resolve = async () => {
    const { assignmentVersion } = (await store.conversation(number(0))) as Conversation
    const request = { number: number(0), assignmentVersion, agent: 'ada' }
    await store.transact((transaction) => resolveConversation(transaction, request))
  }
  return { store, cost, resolve }
}

describe('the work board', () => {
  it('[R22] costs a look what has changed, not what waits or is held', async () => {
    const [few, many] = [await desk(20), await desk(1000)]
    const textCosts = async ({ store, cost }: typeof few) => cost(() => text(store, number(1)))
    expect(await textCosts(many)).toEqual(await textCosts(few))
    expect(await many.cost(many.resolve)).toEqual(await few.cost(few.resolve))
    expect((await many.store.conversation(number(1000)))?.assignee).toBe('ada')
    await Promise.all([few.store.close(), many.store.close()])
  }, 60_000)

  it('[R22] does not keep whom it read while they changed', async () => {
    const store = new MemoryStore()
    await store.open()
    const ada = { id: 'ada', name: 'Ada', role: 'agent', disabled: false } as const
    const give = (capacity: number) =>
      store.transact((transaction) => transaction.putAgent({ ...ada, capacity }))
    await give(1)
    const board = new WorkBoard(store)
    await board.catchUp()
    const before = await store.agents()
    vi.spyOn(store, 'agents').mockImplementationOnce(async () => {
      const { seq } = store
      await give(2)
      for (const changeset of await store.changes(seq, 10)) board.apply(changeset)
      return before
    })
    await board.people()
    expect((await board.people()).agents.get('ada')?.capacity).toBe(2)
    await store.close()
  })

  it('[R22] has the order of the Queue, read afresh and kept by the changes alike', async () => {
    const level = fc.constantFrom('urgent', 'high', 'normal', 'low')
    const step = fc.record({
      at: fc.nat({ max: 9 }),
      waits: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
      level: fc.option(level, { nil: null }),
      assignee: fc.constantFrom(null, null, 'ada'),
      status: fc.constantFrom('open', 'open', 'resolved', 'snoozed'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const store = new MemoryStore()
        await store.open()
        const kept = new WorkBoard(store)
        for (let index = 0; index < 10; index += 1) await text(store, number(index))
        for (const [index, one] of steps.entries()) {
          if (index % 3 === 0) await kept.catchUp()
          const waitingSince = one.waits === null ? null : `2026-11-22T10:00:0${one.waits}.000Z`
          const priority = one.level && { level: one.level, reason: '' }
          const { status, assignee } = one
          const snoozedUntil = status === 'snoozed' ? waitingSince : null
          const facts = { status, assignee, waitingSince, priority, snoozedUntil } as const
          await change(store, number(one.at), facts)
        }
        const fresh = new WorkBoard(store)
        await Promise.all([kept.catchUp(), fresh.catchUp()])
        const queue = (await store.queue(99)).map((one) => one.number)
        for (const board of [kept, fresh]) {
          const seen = [...board.queues()].flatMap(({ waiting }) => [...waiting])
          expect(seen.map((one) => one.number)).toEqual(queue)
        }
        expect(kept.held('ada')).toEqual(fresh.held('ada'))
        expect([...kept.due(SOME_TIME)]).toEqual([...fresh.due(SOME_TIME)])
        await store.close()
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})
