import type { TransferTarget } from '@switchboard/protocol'
import { Agent } from './agent.ts'
import { Carrier } from './carrier.ts'
import { Customer } from './customer.ts'
import { DayClock } from './day-clock.ts'
import { Desk } from './desk.ts'
import { Gateways } from './gateways.ts'
import { Invariants } from './invariants.ts'
import { Ledger } from './ledger.ts'
import { Office } from './office.ts'
import type { DayOptions } from './options.ts'
import { Random } from './random.ts'
import { hireStaff, teamName, type Person } from './staff.ts'
import {
  beginsAt,
  endsAt,
  gatewayDiesAt,
  HOUR,
  MINUTE,
  restartsAt,
  SECOND,
  timeOfDay,
} from './times.ts'

const LINE = '+15005550006'
const GATEWAYS = 2
const GATEWAY_IS_BACK_AFTER_MS = 3 * MINUTE
const RESTART_TAKES_MS = 12 * SECOND
const PAGE = 500

export interface PlayedDay {
  options: DayOptions
  staff: readonly Person[]
  ledger: Ledger
  /** What was refused to whom, by code: somebody was quicker, or had written meanwhile. */
  refusals: ReadonlyMap<string, number>
  doubled: number
  waitingAtTheEnd: number
  invariants: Invariants
}

export type OnHour = (progress: {
  time: string
  texts: number
  replies: number
  queue: number
}) => void

/** Plays a day of work on the real switchboard, its clock and every draw in our hands. */
export async function simulateDay(options: DayOptions, onHour: OnHour): Promise<PlayedDay> {
  return new Day(options).play(onHour)
}

class Day {
  readonly #options: DayOptions
  readonly #random: Random
  readonly #clock = new DayClock(beginsAt)
  readonly #desk = new Desk()
  readonly #ledger = new Ledger(this.#desk)
  readonly #carrier: Carrier
  readonly #office: Office
  readonly #gateways: Gateways
  readonly #staff: readonly Person[]
  readonly #teams = new Map<string, ReadonlySet<string>>()
  readonly #teamIds: string[] = []
  readonly #invariants: Invariants
  readonly #customers = new Map<string, Customer>()
  #agents: Agent[] = []

  constructor(options: DayOptions) {
    this.#options = options
    const random = (this.#random = new Random(options.seed))
    const clock = this.#clock
    this.#staff = hireStaff(options, random.fork('staff'))
    this.#carrier = new Carrier({
      clock,
      random: random.fork('carrier'),
      line: LINE,
      receive: (webhook) => this.#office.receive(webhook),
      onDelivered: (number) => this.#customers.get(number)?.answered(),
    })
    this.#office = new Office({ clock, line: LINE, send: this.#carrier.send })
    this.#gateways = new Gateways(GATEWAYS, {
      clock,
      random: random.fork('gateways'),
      report: (gateway, report) => this.#office.report(gateway, report),
    })
    const people = new Map(this.#staff.map((person) => [person.id, person]))
    const { now } = clock
    this.#invariants = new Invariants({ desk: this.#desk, people, teams: this.#teams, now })
  }

  async play(onHour: OnHour): Promise<PlayedDay> {
    await this.#office.open()
    await this.#hire()
    this.#invite()
    this.#clock.at(gatewayDiesAt, () => this.#killGateway())
    for (let hour = beginsAt + HOUR; hour <= endsAt; hour += HOUR) {
      await this.#clock.passUntil(hour, this.#rest)
      if (hour === restartsAt) await this.#restart()
      const { texts, replies } = this.#ledger
      onHour({ time: timeOfDay(hour), texts, replies, queue: this.#desk.queueLength })
    }
    return this.#end()
  }

  async #hire(): Promise<void> {
    const { switchboard } = this.#office
    if (!switchboard) return
    const head = { id: 'admin', name: 'Head', role: 'admin', disabled: false } as const
    const admin = await switchboard.addPerson(head)
    for (const person of this.#staff) {
      const { id, name, capacity } = person
      const session = await switchboard.addPerson({ id, name, role: 'agent', disabled: false })
      await switchboard.request(admin, 'set-capacity', { agent: id, capacity })
      this.#agents.push(this.#employ(person, session))
    }
    for (let index = 0; index < this.#options.teams; index += 1) {
      const members = this.#staff.filter(({ teams }) => teams.includes(index)).map(({ id }) => id)
      const args = { name: teamName(index), members }
      const { team } = await switchboard.request(admin, 'put-team', args)
      this.#teams.set(team.id, new Set(members))
      this.#teamIds.push(team.id)
    }
  }

  #employ(person: Person, session: string): Agent {
    const random = this.#random.fork(person.id)
    return new Agent({
      person,
      session,
      random,
      clock: this.#clock,
      desk: this.#desk,
      gateways: this.#gateways,
      office: this.#office,
      target: () => this.#target(person, random),
      onShift: (id, isHere) => this.#ledger.of(id).load.here(isHere, this.#clock.now()),
      onTrouble: (what) => this.#invariants.trouble(what),
    })
  }

  /** Most go to another team, some to a colleague who is there, a few back to everybody. */
  #target(from: Person, random: Random): TransferTarget {
    const draw = random.next()
    const others = this.#teamIds.filter((_, index) => !from.teams.includes(index))
    const colleagues = this.#staff.filter(
      ({ id }) => id !== from.id && this.#gateways.isConnected(id),
    )
    if (draw < 0.6 && others.length > 0) return { kind: 'team', team: random.pick(others) }
    if (draw < 0.85 && colleagues.length > 0)
      return { kind: 'agent', agent: random.pick(colleagues).id }
    return { kind: 'queue' }
  }

  #invite(): void {
    for (let index = 0; index < this.#options.customers; index += 1) {
      const number = `+1415${String(5_000_000 + index)}`
      const random = this.#random.fork(number)
      const customer = { number, random, clock: this.#clock, carrier: this.#carrier }
      this.#customers.set(number, new Customer(customer))
    }
  }

  #killGateway(): void {
    const cutOff = new Set(this.#gateways.kill(GATEWAY_IS_BACK_AFTER_MS))
    for (const [index, { id }] of this.#staff.entries())
      if (cutOff.has(id)) this.#agents[index]?.cutOff()
  }

  async #restart(): Promise<void> {
    this.#gateways.unlink()
    await this.#office.close()
    await this.#clock.passUntil(restartsAt + RESTART_TAKES_MS, this.#rest)
    await this.#office.open()
    this.#gateways.relink()
  }

  /** Until nothing moves any more; then everybody looks at what there is, and the rules are checked. */
  readonly #rest = async (): Promise<void> => {
    for (;;) {
      const { switchboard, store } = this.#office
      await this.#clock.quiet(
        () => store.seq,
        async () => switchboard?.idle(),
      )
      if (switchboard) await this.#catchUp()
      if (store.seq !== this.#desk.cursor && switchboard) continue
      for (const agent of this.#agents) agent.look()
      if (switchboard) this.#invariants.atRest(switchboard)
      return
    }
  }

  async #catchUp(): Promise<void> {
    const { store } = this.#office
    while (this.#desk.cursor < store.seq)
      for (const changeset of await store.changes(this.#desk.cursor, PAGE)) {
        const moves = this.#desk.apply(changeset)
        this.#ledger.note(changeset, moves)
        this.#invariants.afterChange(changeset, moves)
      }
  }

  async #end(): Promise<PlayedDay> {
    const { switchboard, store } = this.#office
    const waitingReplies = switchboard?.waitingReplies ?? 0
    await this.#invariants.atTheEnd(store, this.#carrier, waitingReplies)
    await this.#office.close()
    const refusals = new Map<string, number>()
    for (const agent of this.#agents)
      for (const [code, times] of agent.refusals)
        refusals.set(code, (refusals.get(code) ?? 0) + times)
    return {
      options: this.#options,
      staff: this.#staff,
      ledger: this.#ledger,
      refusals,
      doubled: this.#carrier.doubled,
      waitingAtTheEnd: this.#desk.queueLength,
      invariants: this.#invariants,
    }
  }
}
