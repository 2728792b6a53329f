import { MemoryStore } from '@switchboard/history'
import type { Changeset, Conversation, EntryDraft } from '@switchboard/protocol'
import { expect, it } from 'vitest'
import { Carrier } from '../src/day/carrier.ts'
import { DayClock } from '../src/day/day-clock.ts'
import { Desk } from '../src/day/desk.ts'
import { Invariants, type Watched } from '../src/day/invariants.ts'
import { fastDay } from '../src/day/options.ts'
import { Random } from '../src/day/random.ts'
import { hireStaff } from '../src/day/staff.ts'
import { oClock, SECOND } from '../src/day/times.ts'
import { verdict } from '../src/day/verdict.ts'

const options = { ...fastDay, seed: 'x' }
const ann = '+14155550101'
const bob = 'agent-002'

/** What the switchboard would have to have stored for a rule to be broken. */
async function watch(
  stored: (conversation: Conversation) => Conversation,
  draft: EntryDraft = { kind: 'event', event: 'assigned', subject: bob, reason: 'made up' },
) {
  const clock = new DayClock(oClock(9))
  const store = new MemoryStore({ now: clock.now })
  await store.open()
  const desk = new Desk()
  const people = new Map(hireStaff(options, new Random('x')).map((one) => [one.id, one]))
  const invariants = new Invariants({ desk, people, teams: new Map(), now: clock.now })
  const change = async (apply: (conversation: Conversation) => Conversation, number = ann) => {
    await store.transact(async (transaction) => {
      await transaction.append(number, draft)
      const conversation = await transaction.conversation(number)
      if (conversation) await transaction.putConversation(apply(conversation))
    })
    for (const changeset of await store.changes(desk.cursor, 10)) take(changeset)
  }
  const take = (changeset: Changeset) => invariants.afterChange(changeset, desk.apply(changeset))
  const atRest = (watched: Partial<Watched> = {}) =>
    invariants.atRest({ available: () => [], isOnLine: () => true, ...watched })
  await change(stored)
  return { clock, store, invariants, change, take, atRest }
}

const waiting = (conversation: Conversation) => ({
  ...conversation,
  waitingSince: new Date(oClock(9)).toISOString(),
})
const heldBy = (assignee: string) => (conversation: Conversation) => ({
  ...waiting(conversation),
  assignee,
  assignmentVersion: conversation.assignmentVersion + 1,
})

it('[R60] tells when work waits while somebody is free, and not when they gave it up', async () => {
  const { invariants, atRest, change } = await watch(waiting)
  atRest()
  expect([...invariants.broken]).toEqual([])
  await change((one) => ({ ...waiting(one), releasedBy: bob }))
  atRest({ available: () => [bob] })
  expect([...invariants.broken]).toEqual([])
  atRest({ available: () => [bob, 'agent-003'] })
  expect([...invariants.broken.keys()]).toEqual(['work waits while somebody is free'])
})

it('[R60] tells when somebody who is gone keeps what is unanswered', async () => {
  const { clock, invariants, atRest } = await watch(heldBy(bob))
  atRest({ isOnLine: () => false })
  expect([...invariants.broken]).toEqual([])
  await clock.passUntil(clock.now() + 4 * SECOND, async () => undefined)
  atRest({ isOnLine: () => false })
  expect([...invariants.broken.keys()]).toEqual(['stuck on somebody who is gone'])
})

it('[R60] tells when somebody is given more than their capacity', async () => {
  const { invariants, change } = await watch(heldBy(bob))
  for (let one = 0; one < 16; one += 1) await change(heldBy(bob), `+141555502${one + 10}`)
  expect([...invariants.broken.keys()]).toEqual(['above capacity'])
})

it('[R60] tells when a Conversation moves without a new version, or a change is missing', async () => {
  const { invariants, change, take } = await watch(heldBy(bob))
  await change((one) => ({ ...one, assignee: 'agent-003' }))
  expect([...invariants.broken.keys()]).toEqual(['moved without a new version'])
  const nothing = { at: '', entries: [], conversations: [], counts: {}, agents: [] }
  take({ seq: 9, ...nothing })
  expect(invariants.broken.get('a change is missing')).toBe(1)
})

it('[R60] tells of texts that are nowhere, and gives the seed that shows it again', async () => {
  const { clock, store, invariants } = await watch(waiting)
  const carrier = new Carrier({
    clock,
    random: new Random('x'),
    line: '+15005550006',
    receive: async () => 'stored',
    onDelivered: () => undefined,
  })
  carrier.text(ann, 'Hello')
  await clock.passUntil(clock.now() + 10 * SECOND, async () => undefined)
  await invariants.atTheEnd(store, carrier, 1)
  expect([...invariants.broken]).toEqual([
    ['lost, doubled or misplaced', 1],
    ['texts nobody wrote', 1],
    ['replies left in the outbox', 1],
  ])
  expect(verdict({ invariants, options })[0]).toContain('--seed "x" --agents 6')
})
