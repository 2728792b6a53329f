import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sendFates, type Fates } from './support/lying-carrier.ts'
import { LyingNetwork } from './support/lying-network.ts'
import { proofSize, seedOf } from './support/proof-size.ts'

const customers = ['+14155550101', '+14155550102']
const SECOND = 1000

type Step =
  | { kind: 'text'; customer: number; body: string; copies: number[] }
  | { kind: 'keyword'; customer: number; body: 'STOP' | 'START'; copies: number[] }
  | { kind: 'reply'; customer: number; body: string }
  | { kind: 'elsewhere' | 'backfill' | 'send-anyway'; customer: number }
  | { kind: 'kill'; downMs: number }

const customer = fc.nat({ max: customers.length - 1 })
const lateness = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat({ max: 5 * SECOND }) },
  { weight: 1, arbitrary: fc.nat({ max: 120 * SECOND }) },
)
const copies = fc.oneof(
  { weight: 2, arbitrary: fc.constant<number[]>([]) },
  { weight: 3, arbitrary: fc.array(lateness, { minLength: 1, maxLength: 3, size: 'max' }) },
)
// A webhook has 15 s; what the Customer said last is told from what came last within that time.
const promptCopies = fc.array(fc.nat({ max: 10 * SECOND }), { maxLength: 2 })

const step: fc.Arbitrary<{ afterMs: number; step: Step }> = fc.record({
  afterMs: fc.oneof(fc.nat({ max: 3 * SECOND }), fc.nat({ max: 90 * SECOND })),
  step: fc.oneof<fc.MaybeWeightedArbitrary<fc.Arbitrary<Step>>[]>(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('text' as const),
        customer,
        body: fc.constantFrom('Hello', 'Where is it?'),
        copies,
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('reply' as const),
        customer,
        body: fc.constantFrom('Yes', 'On its way'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('keyword' as const),
        customer,
        body: fc.constantFrom('STOP' as const, 'START' as const),
        copies: promptCopies,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('elsewhere' as const, 'backfill' as const, 'send-anyway' as const),
        customer,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('kill' as const),
        downMs: fc.nat({ max: 120 * SECOND }),
      }),
    },
  ),
})

const many = { size: 'max' } as const
/** Half of the calls that end without an answer were processed, and their callbacks may be lost as well. */
const sendFate = fc.oneof(
  { weight: 2, arbitrary: fc.constant('ok' as const) },
  { weight: 3, arbitrary: fc.constantFrom('answer-lost' as const, 'error-after-accept' as const) },
  { weight: 4, arbitrary: fc.constantFrom(...sendFates) },
)

const fates: fc.Arbitrary<Fates> = fc.record({
  sends: fc.array(sendFate, { ...many, maxLength: 10 }),
  callbacks: fc.array(copies, { ...many, maxLength: 20 }),
  listLagsMs: fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 60 * SECOND })), {
    ...many,
    maxLength: 12,
  }),
  busyLists: fc.array(fc.boolean(), { maxLength: 4 }),
  undelivered: fc.array(fc.boolean(), { maxLength: 4 }),
})

describe('a lying network', () => {
  const { count, timeoutMs } = proofSize({ small: 1000, ci: 10_000, nightly: 100_000 })

  it(
    `[O15] [B7] loses nothing and sends nothing twice in ${count} schedules`,
    async () => {
      const schedules = fc.asyncProperty(fates, fc.array(step, { ...many, maxLength: 14 }), play)
      await fc.assert(schedules, { numRuns: count, ...seedOf('SEED'), endOnFailure: false })
    },
    timeoutMs,
  )
})

async function play(lies: Fates, steps: readonly { afterMs: number; step: Step }[]): Promise<void> {
  const network = new LyingNetwork(lies)
  await network.open()
  try {
    for (const { afterMs, step: each } of steps) {
      await network.clock.pass(afterMs)
      await perform(network, each)
    }
    await network.settle()
    await check(network)
  } finally {
    await network.close()
  }
}

async function perform(network: LyingNetwork, each: Step): Promise<void> {
  if (each.kind === 'kill') {
    network.kill()
    await network.clock.pass(each.downMs)
    await network.boot()
    return
  }
  const number = customers[each.customer] ?? ''
  if (each.kind === 'reply') network.reply(number, each.body)
  else if (each.kind === 'backfill') network.backfill()
  else if (each.kind === 'send-anyway') await network.sendAnyway(number)
  else if (each.kind === 'elsewhere') network.carrier.sendElsewhere(number, 'Sent by another tool')
  else network.carrier.text(number, each.body, each.copies)
  // Nobody changes their mind within the time a webhook takes.
  if (each.kind === 'keyword') await network.clock.pass(31 * SECOND)
}

async function check(network: LyingNetwork): Promise<void> {
  const { carrier, store, sentAfterStop } = network
  const messages = (await Promise.all(customers.map((number) => network.messages(number)))).flat()
  const sids = messages.flatMap(({ sid }) => (sid === null ? [] : [sid]))
  // One entry for each MessageSid, and all that the carrier has is here.
  expect(new Set(sids).size).toBe(sids.length)
  expect(sids.toSorted()).toEqual(carrier.kept.map(({ sid }) => sid).toSorted())
  // Its last status is ours.
  const statusOf = new Map(carrier.kept.map(({ sid, status }) => [sid, status]))
  for (const { sid, status } of messages)
    if (sid !== null) expect([sid, status]).toEqual([sid, statusOf.get(sid)])
  // Nothing was sent twice, and what was sent elsewhere is not taken for ours.
  expect(new Set(carrier.processed).size).toBe(carrier.processed.length)
  const replies = messages.filter(({ clientMessageId }) => clientMessageId !== undefined)
  const settled = replies.filter(({ sid }) => sid !== null)
  expect(settled.length).toBe(carrier.processed.length)
  // A reply without a SID failed, or nobody knows.
  for (const { sid, status } of replies)
    if (sid === null) expect(['failed', 'unknown']).toContain(status)
  // STOP is respected.
  expect(sentAfterStop).toEqual([])
  for (const number of customers)
    if (carrier.optedOut.has(number))
      expect((await store.conversation(number))?.optedOut).toBe(true)
}
