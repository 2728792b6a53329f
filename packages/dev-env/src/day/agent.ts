import {
  SwitchboardError,
  type Conversation,
  type OperationInput,
  type OperationName,
  type OperationResult,
  type TransferTarget,
} from '@switchboard/protocol'
import type { DayClock } from './day-clock.ts'
import type { Desk } from './desk.ts'
import type { Gateways } from './gateways.ts'
import type { Office } from './office.ts'
import type { Random } from './random.ts'
import type { Person } from './staff.ts'
import { say } from './texts.ts'
import { endsAt, MINUTE, SECOND } from './times.ts'

const HANDS_ON = 0.06
const RESOLVES = 0.5
const SNOOZES = 0.08
const RETRY_MS = 2 * SECOND
/** How long somebody who goes to lunch answers those who wait already. */
const LAST_ANSWERS_MS = 10 * MINUTE

export interface AgentOptions {
  person: Person
  session: string
  clock: DayClock
  random: Random
  desk: Desk
  gateways: Gateways
  office: Office
  /** Where they hand on what is not theirs to answer. */
  target: () => TransferTarget
  /** They came, or went for the day. */
  onShift: (id: string, isHere: boolean) => void
  /** Something was refused that nobody expected. */
  onTrouble: (what: string) => void
}

/** One Agent at a console: answers whoever waits longest, resolves, snoozes, hands on; has lunch and goes home. */
export class Agent {
  readonly #options: AgentOptions
  readonly #id: string
  readonly #handedOn = new Set<string>()
  /** When what is answered is looked at again. */
  readonly #tidyAt = new Map<string, number>()
  #isHere = false
  #isAtLunch = false
  #isLeavingAt: number | undefined
  #isBusy = false
  #replies = 0
  /** Refusals by code: somebody was quicker, or had written meanwhile. */
  readonly refusals = new Map<string, number>()

  constructor(options: AgentOptions) {
    this.#options = options
    const { person, clock } = options
    this.#id = person.id
    clock.at(person.comesAt, () => this.#come())
    clock.at(person.lunchAt, () => (this.#isLeavingAt = clock.now()))
  }

  /** Takes the next piece of work, if there is one and nothing else is in hand. */
  look(): void {
    if (!this.#isHere || this.#isAtLunch || this.#isBusy) return
    const work = this.#next()
    if (work === undefined) return
    this.#isBusy = true
    void this.#do(work)
  }

  /** Their gateway died; the browser comes back through another, most at once, some late. */
  cutOff(): void {
    const { clock, random, gateways } = this.#options
    const seconds = random.chance(0.75) ? random.between(1, 15) : random.between(35, 180)
    clock.after(seconds * SECOND, () => {
      if (!this.#isHere) return
      gateways.connect(this.#id)
      if (this.#isAtLunch) gateways.setIdle(this.#id, true)
    })
  }

  async #do(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#options.onTrouble(`${this.#options.person.name}: ${String(error)}`)
    } finally {
      this.#isBusy = false
    }
  }

  #come(): void {
    const { gateways, onShift } = this.#options
    this.#isHere = true
    onShift(this.#id, true)
    gateways.connect(this.#id)
  }

  #next(): (() => Promise<void>) | undefined {
    const { clock, desk, person } = this.#options
    const held = desk.held(this.#id)
    const waiting = held.filter(({ waitingSince }) => waitingSince !== null)
    if (clock.now() >= person.goesAt) return () => this.#goHome()
    if (this.#isLeavingAt !== undefined) {
      const isLate = clock.now() > this.#isLeavingAt + LAST_ANSWERS_MS
      if (person.lunch !== 'away' || waiting.length === 0 || isLate) return () => this.#haveLunch()
    }
    const [first] = waiting.toSorted(byUrgency)
    if (first) return () => this.#answer(first)
    for (const { number } of held) {
      if (!this.#tidyAt.has(number)) this.#tidyLater(number)
      else if ((this.#tidyAt.get(number) ?? 0) <= clock.now()) return () => this.#resolve(number)
    }
    return undefined
  }

  async #answer({ number, lastMessagePosition }: Conversation): Promise<void> {
    const { clock, random, person } = this.#options
    if (random.chance(HANDS_ON) && !this.#handedOn.has(number)) return this.#handOn(number)
    const replyMs = random.logNormal(person.replyMs, 0.5)
    this.#replies += 1
    const reply = {
      number,
      body: say('replies', random),
      clientMessageId: `${this.#id}-${this.#replies}`,
    }
    let lastSeen = lastMessagePosition
    let code: string | undefined = 'REPLY_STALE'
    for (let tries = 0; code === 'REPLY_STALE'; tries += 1) {
      await clock.sleep(tries === 0 ? replyMs : replyMs * 0.4)
      if (tries > 0) lastSeen = this.#options.desk.get(number)?.lastMessagePosition ?? lastSeen
      code = await this.#tried('reply', { ...reply, lastSeen })
    }
    if (code === 'OPTED_OUT') await this.#resolve(number)
    else if (code === undefined) await this.#afterAnswer(number)
  }

  async #afterAnswer(number: string): Promise<void> {
    const { clock, random } = this.#options
    const draw = random.next()
    if (draw >= RESOLVES + SNOOZES) return this.#tidyLater(number)
    await clock.sleep(random.between(2, 8) * SECOND)
    if (draw < RESOLVES) return this.#resolve(number)
    const until = clock.now() + random.between(20, 120) * MINUTE
    const isTimed = random.chance(0.7) && until < endsAt
    await this.#change('snooze', number, { until: isTimed ? new Date(until).toISOString() : null })
  }

  /** What nobody writes about any more is resolved after a while. */
  #tidyLater(number: string): void {
    const { clock, random } = this.#options
    const delayMs = random.between(4, 12) * MINUTE
    this.#tidyAt.set(number, clock.now() + delayMs)
    // The clock itself wakes whoever looks.
    clock.after(delayMs, () => undefined)
  }

  async #resolve(number: string): Promise<void> {
    this.#tidyAt.delete(number)
    const { waitingSince, optedOut } = this.#options.desk.get(number) ?? {}
    // They wrote again meanwhile.
    if (waitingSince != null && !optedOut) return
    await this.#change('resolve', number, {})
  }

  async #handOn(number: string): Promise<void> {
    const { clock, random, target } = this.#options
    this.#handedOn.add(number)
    await clock.sleep(random.between(8, 25) * SECOND)
    await this.#change('transfer', number, { to: target(), note: say('notes', random) })
  }

  async #haveLunch(): Promise<void> {
    const { clock, random, person, gateways } = this.#options
    this.#isAtLunch = true
    this.#isLeavingAt = undefined
    if (person.lunch === 'away') await this.#tried('set-presence', { presence: 'away' })
    if (person.lunch === 'lid') gateways.disconnect(this.#id)
    else gateways.setIdle(this.#id, true)
    await clock.sleep(person.lunchMs + random.between(-2, 2) * MINUTE)
    if (gateways.isConnected(this.#id)) gateways.setIdle(this.#id, false)
    else gateways.connect(this.#id)
    if (person.lunch === 'away') await this.#tried('set-presence', { presence: 'available' })
    this.#isAtLunch = false
  }

  async #goHome(): Promise<void> {
    const { clock, person, gateways, onShift } = this.#options
    if (person.endsShift) {
      await this.#tried('end-shift', { dryRun: true })
      await clock.sleep(3 * SECOND)
      await this.#tried('end-shift', { dryRun: false })
    }
    this.#isHere = false
    onShift(this.#id, false)
    gateways.disconnect(this.#id)
  }

  /** One of the changes that are decided by the version that was seen. */
  async #change<K extends 'resolve' | 'snooze' | 'transfer'>(
    op: K,
    number: string,
    args: Omit<OperationInput<K>, 'number' | 'assignmentVersion'>,
  ): Promise<void> {
    const { desk } = this.#options
    const conversation = desk.get(number)
    // It went elsewhere, which the console shows at once.
    if (conversation?.assignee !== this.#id || conversation.status !== 'open') return
    const { assignmentVersion } = conversation
    await this.#tried(op, { ...args, number, assignmentVersion })
  }

  /** Asks until there is an answer; the code of a refusal that may happen to anybody, undefined when it was done. */
  async #tried<K extends OperationName>(
    op: K,
    args: OperationInput<K>,
  ): Promise<string | undefined> {
    try {
      await this.#ask(op, args)
      return undefined
    } catch (error) {
      const code = error instanceof SwitchboardError ? error.code : undefined
      if (code === undefined || !usual.has(code)) throw error
      this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1)
      return code
    }
  }

  async #ask<K extends OperationName>(op: K, args: OperationInput<K>): Promise<OperationResult<K>> {
    const { clock, gateways, office, session } = this.#options
    for (;;) {
      if (gateways.reaches(this.#id)) {
        try {
          return await office.request(session, op, args)
        } catch (error) {
          if (!(error instanceof SwitchboardError) || error.code !== 'UNAVAILABLE') throw error
        }
      }
      await clock.sleep(RETRY_MS)
    }
  }
}

/** What a person meets on a day like any other. */
const usual = new Set([
  'REPLY_STALE',
  'NOT_HOLDER',
  'STALE_ASSIGNMENT',
  'OPTED_OUT',
  'AGENT_FULL',
  'SAME_HOLDER',
])

const rank = ({ priority }: Conversation): number => (priority ? 0 : 1)

/** Those who moved up first, then the longest waiting. */
function byUrgency(a: Conversation, b: Conversation): number {
  return rank(a) - rank(b) || (a.waitingSince ?? '').localeCompare(b.waitingSince ?? '')
}
