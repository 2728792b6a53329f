import { MemoryStore } from '@switchboard/history'
import { createLogger } from '@switchboard/service'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { release, resolveConversation, take } from '../src/conversations/assignments.ts'
import { receiveMessage } from '../src/conversations/receive-message.ts'
import { Router } from '../src/conversations/router.ts'
import { sendReply } from '../src/conversations/send-reply.ts'
import { Presence } from '../src/people/presence.ts'

const AGENTS = ['ada', 'bob', 'cy']
const CAPACITY = 2
const GRACE_MS = 30_000
const CUSTOMERS = 5
const logger = createLogger('switchboard', { destination: { write: () => undefined } })
const number = (customer: number) => `+1415555000${customer}`
let sids = 0

const who = fc.constantFrom(...AGENTS)
const customer = fc.nat({ max: CUSTOMERS - 1 })
const step = fc.oneof(
  fc.record({ do: fc.constant('text' as const), customer }),
  fc.record({ do: fc.constantFrom('come' as const, 'go' as const), who }),
  fc.record({
    do: fc.constantFrom('take' as const, 'release' as const, 'answer' as const, 'resolve' as const),
    who,
    customer,
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1000, GRACE_MS) }),
  fc.record({ do: fc.constantFrom('gateway dies' as const, 'restart' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

class Desk {
  readonly store = new MemoryStore()
  readonly gateway = Symbol('gateway')
  readonly texts = new Map<string, number>()
  /** Taken by hand, which capacity does not bound. */
  byHand = false
  now = 0
  here = new Set<string>()
  presence = this.#presence()
  router = this.#router()

  async play(steps: readonly Step[]): Promise<void> {
    await this.store.open()
    await this.store.transact(async (transaction) => {
      for (const id of AGENTS)
        await transaction.putAgent({ id, name: id, role: 'agent', disabled: false })
    })
    for (const one of steps) {
      await this.#do(one)
      this.presence.expire()
      await this.router.settled()
      await this.#check()
    }
    await this.router.stop()
    await this.store.close()
  }

  #presence(): Presence {
    return new Presence({ graceMs: GRACE_MS, leaseMs: 1e12, now: () => this.now })
  }

  #router(): Router {
    const { store, presence } = this
    return new Router({ store, presence, logger, defaultCapacity: CAPACITY })
  }

  async #do(one: Step): Promise<void> {
    if (one.do === 'wait') this.now += one.ms
    else if (one.do === 'text') await this.#text(number(one.customer))
    else if (one.do === 'come' || one.do === 'go') {
      if (one.do === 'come') this.here.add(one.who)
      else this.here.delete(one.who)
      this.presence.report(this.gateway, { agents: this.here })
    } else if (one.do === 'gateway dies') {
      this.here.clear()
      this.presence.forget(this.gateway)
    } else if (one.do === 'restart') {
      await this.router.stop()
      this.presence = this.#presence()
      this.router = this.#router()
      this.presence.report(this.gateway, { agents: this.here })
    } else if ('customer' in one) await this.#work(one.do, one.who, number(one.customer))
  }

  async #text(from: string): Promise<void> {
    const inbound = { sid: `SM${++sids}`, from, to: '+14155550199', body: 'Hello', media: [] }
    const isOnLine = (agent: string) => this.presence.isOnLine(agent)
    await this.store.transact((transaction) =>
      receiveMessage(transaction, inbound as never, isOnLine),
    )
    this.texts.set(from, (this.texts.get(from) ?? 0) + 1)
  }

  async #work(
    what: 'take' | 'release' | 'answer' | 'resolve',
    agent: string,
    to: string,
  ): Promise<void> {
    const conversation = await this.store.conversation(to)
    if (conversation === undefined || !this.here.has(agent)) return
    const { assignmentVersion, assignee } = conversation
    const request = { number: to, assignmentVersion, agent }
    await this.store.transact(async (transaction) => {
      if (what === 'take') await take(transaction, request)
      else if (what === 'resolve') await resolveConversation(transaction, request)
      else if (what === 'release' && assignee === agent) await release(transaction, request)
      else if (what === 'answer' && assignee === agent) {
        const reply = {
          number: to,
          body: 'Hi',
          clientMessageId: `c${++sids}`,
          mediaUrls: [],
          agent,
          lastSeen: undefined,
          line: undefined,
        }
        await sendReply(transaction, reply, '+14155550199')
      }
    })
    if (what === 'take') this.byHand = true
  }

  async #check(): Promise<void> {
    const { conversations } = await this.store.conversations({ limit: 200 })
    const open = conversations.filter(({ status }) => status === 'open')
    const loadOf = (id: string) => open.filter(({ assignee }) => assignee === id).length
    const available = this.presence.available()
    const waits = open.some((one) => one.assignee === null && one.waitingSince !== null)
    must(!(waits && available.some((id) => loadOf(id) < CAPACITY)), 'work waits')
    if (!this.byHand) for (const id of AGENTS) must(loadOf(id) <= CAPACITY, 'capacity')
    for (const { assignee, waitingSince } of open)
      if (assignee !== null && waitingSince !== null)
        must(this.presence.isOnLine(assignee), 'stuck on the absent')
    for (const [from, count] of this.texts) {
      const { entries } = await this.store.entries(from, { limit: 200 })
      const kept = entries.filter((one) => one.kind === 'message' && one.direction === 'inbound')
      must(kept.length === count, 'lost or doubled')
    }
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

it('[R8] [R9] leaves nothing waiting, lost, above capacity or stuck, whatever comes and goes', async () => {
  const histories = fc.array(step, { maxLength: 12 })
  const played = fc.assert(
    fc.asyncProperty(histories, (steps) => new Desk().play(steps)),
    { numRuns: Number(process.env['HISTORIES'] ?? 2000) },
  )
  await expect(played).resolves.toBeUndefined()
}, 120_000)

it('[R8] spreads texts of different customers evenly, to within one', async () => {
  const agents = fc.subarray(AGENTS, { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(agents, fc.integer({ min: 1, max: CUSTOMERS }), async (here, texts) => {
      const desk = new Desk()
      // All of them come at once, to a Queue that is there.
      desk.here = new Set(here)
      const count = Math.min(texts, here.length * CAPACITY)
      const loads: number[] = []
      const steps = Array.from({ length: count }, (_, one) => ({
        do: 'text' as const,
        customer: one,
      }))
      const close = desk.store.close.bind(desk.store)
      desk.store.close = async () => {
        const { counts } = await desk.store.counts()
        loads.push(...here.map((id) => counts[`open/${id}`] ?? 0))
        await close()
      }
      await desk.play([...steps, { do: 'restart' }])
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 100 },
  )
}, 60_000)
