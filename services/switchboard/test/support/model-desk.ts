import { MemoryStore, type Transaction } from '@switchboard/history'
import { SwitchboardError, type Agent, type Conversation } from '@switchboard/protocol'
import { createLogger } from '@switchboard/service'
import * as fc from 'fast-check'
import {
  release,
  reopenConversation,
  resolveConversation,
  take,
} from '../../src/conversations/assignments.ts'
import { snooze } from '../../src/conversations/care.ts'
import { giveBack, transfer } from '../../src/conversations/hand-over.ts'
import { receiveMessage } from '../../src/conversations/receive-message.ts'
import { Router } from '../../src/conversations/router.ts'
import { sendReply } from '../../src/conversations/send-reply.ts'
import { updateConversation } from '../../src/conversations/update-conversation.ts'
import { Presence } from '../../src/people/presence.ts'
import { changeSettings, defaultSettings, keepShared } from '../../src/people/shared.ts'

export const AGENTS = ['ada', 'bob', 'cy']
export const CAPACITY = 2
export const TEAMS: Record<string, string[]> = { sales: ['ada', 'bob'], care: ['cy'] }
const GATEWAYS = ['one', 'two']
const GRACE_MS = 30_000
const CUSTOMERS = 5
const LINE = '+14155550199'
const MINUTE_MS = 60_000
export const number = (customer: number): string => `+1415555000${customer}`

const who = fc.constantFrom(...AGENTS)
const customer = fc.nat({ max: CUSTOMERS - 1 })
const gateway = fc.constantFrom(...GATEWAYS)
const held = <const D extends string>(...what: D[]) =>
  fc.record({ do: fc.constantFrom(...what), who, customer })
const target = fc.oneof(
  fc.record({ kind: fc.constant('agent' as const), agent: who }),
  fc.record({ kind: fc.constant('team' as const), team: fc.constantFrom('sales', 'care') }),
  fc.record({ kind: fc.constant('queue' as const) }),
)

/** Whatever may happen to a desk. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('text' as const), customer }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('come' as const, 'go' as const), who, gateway }),
  },
  { weight: 5, arbitrary: held('take', 'release', 'answer', 'resolve', 'reopen') },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('transfer' as const), who, customer, to: target }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('snooze' as const),
      who,
      customer,
      minutes: fc.constantFrom(null, 1, 30),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('choose' as const),
      who,
      presence: fc.constantFrom('available' as const, 'busy' as const, 'away' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end shift' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('program' as const),
      customer,
      change: fc.constantFrom(
        { assignee: 'ada' },
        { assignee: null },
        { team: 'care' },
        { team: null, status: 'open' as const },
        { status: 'resolved' as const },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('automatic' as const), on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1000, GRACE_MS, 2 * MINUTE_MS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock jumps' as const),
      ms: fc.constantFrom(-60 * MINUTE_MS, 60 * MINUTE_MS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('gateway dies' as const), gateway }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
)
type Generated<T> = T extends fc.Arbitrary<infer S> ? S : never
export type Step = Generated<typeof step>
type Of<D extends Step['do']> = Extract<Step, { do: D }>

/** What happens between two looks happens at once. */
export const histories = fc.array(fc.array(step, { minLength: 1, maxLength: 4, size: 'max' }), {
  maxLength: 10,
  size: 'max',
})

/** Agents, customers, gateways and a real router over a real store; only time is the test's. */
export class ModelDesk {
  readonly store = new MemoryStore({ now: () => this.wallMs })
  /** Inbound texts stored, by customer. */
  readonly texts = new Map<string, number>()
  readonly errors: unknown[] = []
  automatic = true
  wallMs = Date.parse('2026-11-22T12:00:00Z')
  /** The latest the wall clock has shown. */
  latestMs = this.wallMs
  #steadyMs = 0
  #gateways = new Map(
    GATEWAYS.map((name) => [name, { key: Symbol(name), agents: new Set<string>() }]),
  )
  #ids = 0
  presence = this.#makePresence()
  router = this.#makeRouter()

  async open(): Promise<void> {
    await this.store.open()
    await this.store.transact(async (transaction) => {
      for (const id of AGENTS) await transaction.putAgent(person(id))
      for (const [id, members] of Object.entries(TEAMS)) {
        const value = { id, name: id, members, disabled: false }
        await keepShared(transaction, { kind: 'team', id, value })
      }
    })
    this.router.start()
  }

  /** All of it at once, while the router looks; then until nothing is left to do. */
  async play(steps: readonly Step[]): Promise<void> {
    await Promise.all(steps.map((one) => this.#refusable(one)))
    this.presence.expire()
    await this.router.settled()
    if (this.errors.length > 0) throw new Error(JSON.stringify(this.errors[0]))
  }

  async close(): Promise<void> {
    await this.router.stop()
    await this.store.close()
  }

  async #refusable(one: Step): Promise<void> {
    try {
      await this.#do(one)
    } catch (error) {
      if (!(error instanceof SwitchboardError) || error.status >= 500) throw error
    }
    this.router.drain()
  }

  async #do(one: Step): Promise<void> {
    switch (one.do) {
      case 'text':
        return this.#text(number(one.customer))
      case 'come':
      case 'go':
        return this.#connect(one)
      case 'gateway dies':
        return this.#die(one)
      case 'restart':
        return this.#restart()
      case 'wait':
        this.#steadyMs += one.ms
        return this.#setWall(this.wallMs + one.ms)
      case 'clock jumps':
        return this.#setWall(this.wallMs + one.ms)
      case 'choose':
        return this.presence.choose(one.who, one.presence)
      case 'automatic':
        return this.#setAutomatic(one.on)
      case 'end shift':
        return this.#endShift(one.who)
      case 'program':
        return this.#transact((transaction) =>
          updateConversation(transaction, number(one.customer), one.change, CAPACITY),
        )
      default:
        return this.#work(one)
    }
  }

  #setWall(ms: number): void {
    this.wallMs = ms
    this.latestMs = Math.max(this.latestMs, ms)
  }

  async #setAutomatic(on: boolean): Promise<void> {
    const config = { awayAfterMs: 0, presenceGraceMs: GRACE_MS, defaultCapacity: CAPACITY }
    await this.#transact((transaction) =>
      changeSettings(transaction, { automaticAssignment: on }, defaultSettings(config)),
    )
    // Of several at once the one stored last holds.
    const stored = await this.store.record<{ automaticAssignment: boolean }>(
      'private',
      'settings!settings',
    )
    this.automatic = stored?.automaticAssignment ?? true
  }

  #connect({ do: what, who: agent, gateway: name }: Of<'come' | 'go'>): void {
    const { key, agents } = this.#gateways.get(name) as { key: symbol; agents: Set<string> }
    if (what === 'come') agents.add(agent)
    else agents.delete(agent)
    this.presence.report(key, { agents })
  }

  #die({ gateway: name }: Of<'gateway dies'>): void {
    const gone = this.#gateways.get(name)
    gone?.agents.clear()
    if (gone) this.presence.forget(gone.key)
  }

  /** Whoever was in the middle of something finishes it on the new one, as their gateway does. */
  async #restart(): Promise<void> {
    const old = this.router
    this.presence = this.#makePresence()
    this.router = this.#makeRouter()
    await old.stop()
    for (const { key, agents } of this.#gateways.values()) this.presence.report(key, { agents })
    this.router.start()
  }

  async #text(from: string): Promise<void> {
    const inbound = { sid: `SM${++this.#ids}`, from, to: LINE, body: 'Hello', media: [] }
    await this.#transact((transaction) =>
      receiveMessage(transaction, inbound as never, (agent) => this.presence.isOnLine(agent)),
    )
    this.texts.set(from, (this.texts.get(from) ?? 0) + 1)
  }

  async #endShift(agent: string): Promise<void> {
    this.presence.choose(agent, 'away')
    const { conversations } = await this.store.conversations({ assignee: agent, limit: 200 })
    for (const one of conversations)
      await this.#transact((transaction) =>
        giveBack(transaction, one.number, agent, { endsShift: true }),
      )
  }

  async #work(
    one: Of<'take' | 'release' | 'answer' | 'resolve' | 'reopen' | 'transfer' | 'snooze'>,
  ): Promise<void> {
    const at = number(one.customer)
    const conversation = await this.store.conversation(at)
    if (conversation === undefined) return
    const { assignmentVersion } = conversation
    const request = { number: at, assignmentVersion, agent: one.who }
    await this.#transact((transaction) => this.#change(transaction, one, request, conversation))
  }

  #change(
    transaction: Transaction,
    one: Parameters<ModelDesk['play']>[0][number],
    request: { number: string; assignmentVersion: number; agent: string },
    seen: Conversation,
  ): Promise<unknown> {
    const agent = person(request.agent)
    if (one.do === 'take') return take(transaction, request)
    if (one.do === 'release') return release(transaction, request)
    if (one.do === 'resolve') return resolveConversation(transaction, request)
    if (one.do === 'reopen') return reopenConversation(transaction, request)
    if (one.do === 'transfer')
      return transfer(transaction, { ...request, agent, to: one.to }, CAPACITY)
    if (one.do === 'snooze') {
      const untilMs = one.minutes === null ? null : this.wallMs + one.minutes * MINUTE_MS
      const until = untilMs === null ? null : new Date(untilMs).toISOString()
      return snooze(transaction, { ...request, until }, agent)
    }
    const reply = {
      number: request.number,
      body: 'Hi',
      clientMessageId: `c${++this.#ids}`,
      agent: request.agent,
      lastSeen: seen.lastMessagePosition,
      line: undefined,
    }
    return sendReply(transaction, reply, LINE)
  }

  async #transact(work: (transaction: Transaction) => Promise<unknown>): Promise<void> {
    await this.store.transact(work)
  }

  #makePresence(): Presence {
    return new Presence({ graceMs: GRACE_MS, leaseMs: 1e12, now: () => this.#steadyMs })
  }

  #makeRouter(): Router {
    const { store, presence } = this
    const destination = { write: (line: string) => this.#read(line) }
    const logger = createLogger('switchboard', { level: 'error', destination })
    // The test says when to look, and when a second is over.
    const clock = { now: () => this.wallMs, after: () => () => undefined }
    return new Router({ store, presence, logger, clock, defaultCapacity: CAPACITY })
  }

  #read(line: string): void {
    this.errors.push(JSON.parse(line))
  }
}

const person = (id: string): Agent => ({ id, name: id, role: 'agent', disabled: false })
