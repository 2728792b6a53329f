import {
  standingOf,
  viewKey,
  type Changeset,
  type Conversation,
  type Entry,
} from '@switchboard/protocol'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { HistoryStore } from '../history-store.ts'
import { followTo, makeMessage, type CreateStore } from './fixtures.ts'

const statuses = ['open', 'snoozed', 'resolved'] as const
const agents = [null, 'ann', 'bob', '__proto__']

const step = fc.record({
  number: fc.constantFrom('+14155550101', '+14155550102', '+14155550103', 'ACME', '7!2'),
  append: fc.boolean(),
  status: fc.constantFrom(...statuses),
  assignee: fc.constantFrom(...agents),
  waitsSince: fc.option(fc.integer({ min: 0, max: 50 })),
  changes: fc.option(fc.integer({ min: 1, max: 5 })),
  throws: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function run(store: HistoryStore, each: Step): Promise<unknown> {
  return store.transact(async (transaction) => {
    if (each.append) await transaction.append(each.number, makeMessage())
    const conversation = await transaction.conversation(each.number)
    if (!conversation) return
    const { status, assignee, waitsSince } = each
    const waitingSince = waitsSince === null ? null : new Date(waitsSince * 1000).toISOString()
    await transaction.putConversation({ ...conversation, status, assignee, waitingSince })
    const entry =
      each.changes === null ? undefined : await transaction.entry(each.number, each.changes)
    if (entry?.kind === 'message') await transaction.change({ ...entry, status: 'read' })
    if (each.throws) throw new Error('thrown on purpose')
  })
}

/** What the changesets alone add up to. */
function replay(changesets: Changeset[]) {
  const conversations = new Map<string, Conversation>()
  const entries = new Map<string, Entry>()
  const counts = new Map<string, number>()
  for (const changeset of changesets) {
    for (const entry of changeset.entries) {
      entries.set(`${entry.conversation} ${entry.position}`, entry)
    }
    for (const { conversation, before } of changeset.conversations) {
      const known = conversations.get(conversation.number)
      expect(before).toEqual(known ? standingOf(known) : null)
      conversations.set(conversation.number, conversation)
    }
    for (const [view, count] of Object.entries(changeset.counts)) counts.set(view, count)
  }
  return { conversations: [...conversations.values()], entries: [...entries.values()], counts }
}

function recount(conversations: Conversation[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, assignee } of conversations) {
    for (const view of [viewKey(status, '*'), viewKey(status, assignee)]) {
      counts[view] = (counts[view] ?? 0) + 1
    }
  }
  return counts
}

const waits = ({ status, assignee, waitingSince }: Conversation) =>
  status === 'open' && assignee === null && waitingSince !== null

const byNumber = (list: Conversation[]) => list.toSorted((a, b) => (a.number < b.number ? -1 : 1))

async function checkAll(store: HistoryStore): Promise<void> {
  const model = replay(await followTo(store, 0, store.seq))
  const counts = Object.fromEntries([...model.counts].filter(([, count]) => count > 0))
  expect((await store.counts()).counts).toEqual(recount(model.conversations))
  expect(counts).toEqual(recount(model.conversations))
  for (const status of statuses) {
    for (const assignee of [undefined, ...agents]) {
      const query = { status, limit: 50, ...(assignee !== undefined && { assignee }) }
      const { conversations } = await store.conversations(query)
      const expected = model.conversations.filter(
        (each) => each.status === status && (assignee === undefined || each.assignee === assignee),
      )
      expect(byNumber(conversations)).toEqual(byNumber(expected))
      const times = conversations.map(({ lastActivityAt }) => lastActivityAt)
      expect(times).toEqual(times.toSorted().toReversed())
    }
  }
  const queue = await store.queue(50)
  expect(byNumber(queue)).toEqual(byNumber(model.conversations.filter(waits)))
  const since = queue.map(({ waitingSince }) => waitingSince ?? '')
  expect(since).toEqual(since.toSorted())
  for (const conversation of model.conversations) {
    const page = await store.entries(conversation.number, { limit: 100 })
    const expected = model.entries.filter((each) => each.conversation === conversation.number)
    expect(page.entries).toEqual(expected.toSorted((a, b) => b.position - a.position))
    expect(page.conversation).toEqual(conversation)
    const shown = page.entries.find(({ kind }) => kind !== 'event')
    expect(conversation.lastEntry).toEqual(shown)
  }
}

export function describeModel(create: CreateStore): void {
  it(
    '[H20] has counters, indexes and pages that equal what its changesets add up to',
    { timeout: 120_000 },
    async () => {
      const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await using store = await create()
        await Promise.allSettled(steps.map((each) => run(store, each)))
        await checkAll(store)
      })
      const seed = Number(process.env['SEED'] ?? Date.now())
      const outcome = await fc.check(property, { numRuns: 25, seed })
      expect(outcome.failed ? fc.defaultReportMessage(outcome) : 'held').toBe('held')
    },
  )
}
