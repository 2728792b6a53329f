import type { HistoryStore } from '@switchboard/history'
import type { Changeset, Conversation } from '@switchboard/protocol'
import type { InProcessSwitchboard } from '@switchboard/switchboard/in-process'
import type { Carrier } from './carrier.ts'
import type { Desk, Move } from './desk.ts'
import type { Person } from './staff.ts'
import { SECOND, timeOfDay } from './times.ts'

/** What waits for the next tick of the switchboard's own timers is not yet stuck. */
const SLACK_MS = 3 * SECOND
const MAX_TOLD = 20

/** What it asks of a switchboard. */
export type Watched = Pick<InProcessSwitchboard, 'available' | 'isOnLine'>

export interface Rules {
  desk: Desk
  people: ReadonlyMap<string, Person>
  /** Members by team id. */
  teams: ReadonlyMap<string, ReadonlySet<string>>
  now: () => number
}

/** Watches over what must hold at every moment of the day and at its end. */
export class Invariants {
  readonly #rules: Rules
  readonly #stuckSince = new Map<string, number>()
  readonly #known = new Set<string>()
  #seq = 0
  /** How often each was broken. */
  readonly broken = new Map<string, number>()
  /** The first of them, in words. */
  readonly told: string[] = []
  checks = 0

  constructor(rules: Rules) {
    this.#rules = rules
  }

  /** A changeset that the desk has just taken in. */
  afterChange({ seq, entries }: Changeset, moves: readonly Move[]): void {
    this.#must(seq === this.#seq + 1, 'a change is missing', `${seq} after ${this.#seq}`)
    this.#seq = seq
    for (const move of moves) this.#versionDecides(move)
    for (const entry of entries) {
      const { desk, people } = this.#rules
      if (entry.kind !== 'event' || entry.event !== 'assigned') continue
      const load = desk.load(entry.subject ?? '')
      const capacity = people.get(entry.subject ?? '')?.capacity ?? 0
      this.#must(load <= capacity, 'above capacity', `${entry.subject}: ${load} of ${capacity}`)
    }
  }

  /** At most one holder: who holds it, and whether it is open, changes with its version only. */
  #versionDecides({ before, after }: Move): void {
    const isMoved =
      before !== undefined && (before.assignee !== after.assignee || before.status !== after.status)
    // A history that begins is as it begins.
    const isDecided = !isMoved || after.assignmentVersion > before.assignmentVersion
    this.#must(isDecided, 'moved without a new version', after.number)
  }

  /** Nothing is under way. */
  atRest(switchboard: Watched): void {
    const { desk, people } = this.#rules
    this.checks += 1
    if (desk.queueLength > 0) {
      const free = switchboard
        .available()
        .filter((id) => desk.load(id) < (people.get(id)?.capacity ?? 0))
      if (free.length > 0) for (const waiting of desk.queue()) this.#nobodySuits(waiting, free)
    }
    const stuck = [...this.#heldByAbsent(switchboard), ...this.#overslept()]
    for (const [key, what] of stuck) this.#notFor(SLACK_MS, key, what)
    const now = new Set(stuck.map(([key]) => key))
    for (const key of this.#stuckSince.keys()) if (!now.has(key)) this.#stuckSince.delete(key)
  }

  /** Its team's members, and never who gave it up. */
  #nobodySuits({ number, team, releasedBy }: Conversation, free: readonly string[]): void {
    const members = team == null ? undefined : this.#rules.teams.get(team)
    const suits = free.find((id) => id !== releasedBy && members?.has(id) !== false)
    this.#must(suits === undefined, 'work waits while somebody is free', `${number}, ${suits}`)
  }

  #heldByAbsent(switchboard: Watched): [string, string][] {
    const { desk } = this.#rules
    const absent = desk.holders().filter((id) => desk.load(id) > 0 && !switchboard.isOnLine(id))
    return absent.flatMap((id) =>
      desk
        .held(id)
        .filter(({ waitingSince }) => waitingSince !== null)
        .map(({ number }) => [`${id} ${number}`, 'stuck on somebody who is gone'] as const),
    ) as [string, string][]
  }

  #overslept(): [string, string][] {
    const { desk, now } = this.#rules
    const time = new Date(now()).toISOString()
    return desk
      .snoozed()
      .filter(({ snoozedUntil }) => snoozedUntil != null && snoozedUntil < time)
      .map(({ number }) => [`snoozed ${number}`, 'not woken when its time had come'])
  }

  #notFor(slackMs: number, key: string, what: string): void {
    const now = this.#rules.now()
    const since = this.#stuckSince.get(key) ?? now
    this.#stuckSince.set(key, since)
    this.#must(now - since <= slackMs, what, key)
  }

  /** Everything is over: what was written is there, once, and the store agrees with itself. */
  async atTheEnd(store: HistoryStore, carrier: Carrier, waitingReplies: number): Promise<void> {
    this.#must(carrier.refused.length === 0, 'quarantined', carrier.refused.join())
    for (const sid of carrier.texts.keys())
      this.#must(carrier.acknowledged.has(sid), 'never acknowledged', sid)
    const { inbound, outbound } = await this.#entries(store)
    for (const [sid, from] of carrier.texts)
      this.#must(inbound.get(sid)?.join() === from, 'lost, doubled or misplaced', sid)
    this.#must(inbound.size === carrier.texts.size, 'texts nobody wrote', `${inbound.size}`)
    this.#must(waitingReplies === 0, 'replies left in the outbox', `${waitingReplies}`)
    for (const [attempt, times] of carrier.handedOver)
      this.#must(times === 1, 'sent more than once', attempt)
    const handedOver = carrier.handedOver.size
    this.#must(outbound === handedOver, 'replies and calls differ', `${outbound}, ${handedOver}`)
    for await (const difference of store.verify())
      this.#must(false, 'the store contradicts itself', JSON.stringify(difference))
  }

  /** Whose history each MessageSid is in, and how many replies went to the carrier. */
  async #entries(
    store: HistoryStore,
  ): Promise<{ inbound: Map<string, string[]>; outbound: number }> {
    const inbound = new Map<string, string[]>()
    let outbound = 0
    for (const { number } of this.#rules.desk.all()) {
      let before: number | undefined
      do {
        const page = await store.entries(number, { limit: 200, ...(before && { before }) })
        before = page.next === null ? undefined : Number(page.next)
        for (const entry of page.entries) {
          if (entry.kind !== 'message') continue
          if (entry.direction === 'outbound') outbound += entry.sid === null ? 0 : 1
          else inbound.set(entry.sid ?? '', [...(inbound.get(entry.sid ?? '') ?? []), number])
        }
      } while (before !== undefined)
    }
    return { inbound, outbound }
  }

  /** Something happened that nothing here expects. */
  trouble(what: string): void {
    this.#must(false, 'trouble', what)
  }

  #must(holds: boolean, rule: string, facts: string): void {
    if (holds) return
    this.broken.set(rule, (this.broken.get(rule) ?? 0) + 1)
    const words = `${rule}: ${facts}`
    if (this.#known.has(words) || this.told.length >= MAX_TOLD) return
    this.#known.add(words)
    this.told.push(`${timeOfDay(this.#rules.now())} ${words}`)
  }
}
