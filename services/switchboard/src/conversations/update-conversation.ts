import type { Transaction } from '@switchboard/history'
import {
  reasons,
  type Conversation,
  type EventName,
  type UpdateConversation,
} from '@switchboard/protocol'
import { changeAssignment, currentVersion } from './assignments.ts'
import { awake, putAside, setLabels, setPriority } from './care.ts'
import { refuseIfFull, requireAgent, requireTeam } from './hand-over.ts'
import { requireConversation } from './require-conversation.ts'
import { assign, giveUp, reopen, resolve } from './summary.ts'

/**
 * What a program wants a Conversation to be like, all of it or nothing; what is so already changes nothing.
 * NOT_FOUND, STALE_ASSIGNMENT, UNKNOWN_AGENT, AGENT_FULL, UNKNOWN_TEAM, TEAM_DISABLED, BAD_REQUEST.
 */
export async function updateConversation(
  transaction: Transaction,
  number: string,
  change: UpdateConversation,
  defaultCapacity: number,
): Promise<void> {
  const { assignmentVersion, labels, priority, reason } = change
  const seen = { number, assignmentVersion: assignmentVersion ?? 0 }
  if (assignmentVersion === undefined) await requireConversation(transaction, number)
  else await currentVersion(transaction, seen)
  const one = new Update(transaction, number, reason)
  await one.status(change)
  if (change.team !== undefined) await one.team(change.team)
  if (change.assignee !== undefined) await one.assignee(change.assignee, defaultCapacity)
  if (labels) await setLabels(transaction, { number, labels })
  if (priority) await one.priority(priority)
}

/** The steps of one update; each begins with the Conversation as the one before left it. */
class Update {
  readonly #transaction: Transaction
  readonly #number: string
  readonly #why: string

  constructor(transaction: Transaction, number: string, reason: string | undefined) {
    this.#transaction = transaction
    this.#number = number
    this.#why = reason ? `${reasons.byApi}: ${reason}` : reasons.byApi
  }

  async status({ status, snoozedUntil = null }: UpdateConversation): Promise<void> {
    const now = await this.#now()
    if (status === 'snoozed') {
      const isSo = now.status === status && isSameTime(now.snoozedUntil ?? null, snoozedUntil)
      if (!isSo) await putAside(this.#transaction, now, snoozedUntil, {})
    } else if (status !== undefined && status !== now.status) {
      if (status === 'resolved') await this.#change('resolved', resolve)
      else await this.#change('reopened', now.status === 'snoozed' ? awake : reopenForNobody)
    }
  }

  async team(team: string | null): Promise<void> {
    const now = await this.#now()
    if ((now.team ?? null) === team) return
    const name = team === null ? 'everybody' : (await requireTeam(this.#transaction, team)).name
    const reason = `to ${name}, ${this.#why}`
    const told = { reason, ...(team !== null && { team }) }
    const toQueue = now.assignee === null
    await this.#change(
      'transferred',
      (before) => ({ ...(toQueue ? giveUp(before) : assign(before, before.assignee)), team }),
      told,
    )
  }

  async assignee(assignee: string | null, defaultCapacity: number): Promise<void> {
    const { assignee: holder, status } = await this.#now()
    if (holder === assignee) return
    if (assignee === null) {
      await this.#change('released', (before) => assign(before, null))
      return
    }
    const agent = await requireAgent(this.#transaction, assignee)
    // What is snoozed is no load yet, and comes back to its holder whatever they hold then.
    if (status !== 'snoozed') await refuseIfFull(this.#transaction, agent, defaultCapacity)
    const told = { subject: assignee, reason: this.#why }
    if (status === 'resolved')
      await this.#change('reopened', (before) => reopen(before, assignee), told)
    else await this.#change('assigned', (before) => assign(before, assignee), told)
  }

  async priority(level: NonNullable<UpdateConversation['priority']>): Promise<void> {
    const { priority } = await this.#now()
    if ((priority?.level ?? 'normal') === level) return
    await setPriority(this.#transaction, { number: this.#number, level, reason: this.#why }, {})
  }

  async #change(
    event: EventName,
    apply: (conversation: Conversation) => Conversation,
    told: { subject?: string; team?: string; reason: string } = { reason: this.#why },
  ): Promise<void> {
    await changeAssignment(this.#transaction, event, apply, told, await this.#now())
  }

  #now(): Promise<Conversation> {
    return requireConversation(this.#transaction, this.#number)
  }
}

const reopenForNobody = (before: Conversation): Conversation => reopen(before, null)

function isSameTime(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && Date.parse(one) === Date.parse(other))
}
