import type { Transaction } from '@switchboard/history'
import {
  reasons,
  isUnanswered,
  SwitchboardError,
  viewKey,
  type Agent,
  type Conversation,
  type Team,
  type TransferTarget,
} from '@switchboard/protocol'
import { findTeam, readChosenSettings } from '../people/shared.ts'
import { changeAssignment, currentVersion, freeFromAbsent } from './assignments.ts'
import { requireConversation } from './require-conversation.ts'
import { assign, giveUp } from './summary.ts'

export interface Transfer {
  number: string
  assignmentVersion: number
  to: TransferTarget
  note?: string | undefined
  agent: Agent
}

/** Hands a Conversation on, with a note to the next one. Refusals are those of the operation. */
export async function transfer(
  transaction: Transaction,
  { to, note, agent, ...request }: Transfer,
  defaultCapacity: number,
): Promise<Conversation> {
  const conversation = await currentVersion(transaction, request)
  refuseUnlessHolder(conversation, agent)
  if (conversation.status !== 'open')
    throw new SwitchboardError('BAD_REQUEST', 'Only an open conversation can be handed on.')
  const goes = await destination(transaction, conversation, to, agent, defaultCapacity)
  if (note !== undefined)
    await transaction.append(request.number, { kind: 'note', body: note, agent: agent.id })
  const { team, assignee } = goes
  // What an admin takes from its holder may well be meant to come to them again.
  const isTakenAway = conversation.assignee !== null && conversation.assignee !== agent.id
  const isGivenUp = assignee === null && !isTakenAway
  return changeAssignment(
    transaction,
    'transferred',
    (before) => ({ ...(isGivenUp ? giveUp(before) : assign(before, assignee)), team }),
    {
      agent: agent.id,
      ...(assignee !== null && { subject: assignee }),
      ...(to.kind === 'team' && { team: to.team }),
      ...(goes.reason && { reason: goes.reason }),
    },
    conversation,
  )
}

/** The holder and admins; anybody while nobody holds it. */
export function refuseUnlessHolder({ assignee }: Conversation, agent: Agent): void {
  if (assignee === null || assignee === agent.id || agent.role === 'admin') return
  throw new SwitchboardError('NOT_HOLDER', 'Somebody else holds this conversation.', {
    data: { holder: assignee },
  })
}

interface Destination {
  assignee: string | null
  team: string | null
  reason?: string
}

async function destination(
  transaction: Transaction,
  { assignee, team = null }: Conversation,
  to: TransferTarget,
  by: Agent,
  defaultCapacity: number,
): Promise<Destination> {
  if (to.kind === 'queue') {
    if (assignee === null && team === null) throw sameHolder('It is in the queue already.')
    return { assignee: null, team: null, reason: reasons.toQueue }
  }
  if (to.kind === 'team') {
    const found = await requireTeam(transaction, to.team)
    if (assignee === null && team === found.id)
      throw sameHolder(`It is in the queue of ${found.name} already.`)
    return { assignee: null, team: found.id, reason: `to ${found.name}` }
  }
  if (to.agent === assignee) throw sameHolder('They hold it already.')
  const next = await requireAgent(transaction, to.agent)
  if (by.role !== 'admin') await refuseIfFull(transaction, next, defaultCapacity)
  return { assignee: next.id, team }
}

/** A team that takes work; UNKNOWN_TEAM, TEAM_DISABLED. */
export async function requireTeam(transaction: Transaction, id: string): Promise<Team> {
  const found = await findTeam(transaction, id)
  if (!found) throw new SwitchboardError('UNKNOWN_TEAM', 'There is no such team.')
  if (found.disabled)
    throw new SwitchboardError('TEAM_DISABLED', `The team ${found.name} takes no work now.`)
  return found
}

/** Somebody who may be given work; else UNKNOWN_AGENT. */
export async function requireAgent(transaction: Transaction, id: string): Promise<Agent> {
  const found = await transaction.agent(id)
  if (found && !found.disabled) return found
  throw new SwitchboardError('UNKNOWN_AGENT', 'There is nobody by this name to hand it to.')
}

/** AGENT_FULL, with their load, when they hold as much as automatic assignment may give them. */
export async function refuseIfFull(
  transaction: Transaction,
  { id, name, capacity }: Agent,
  defaultCapacity: number,
): Promise<void> {
  const load = await transaction.count(viewKey('open', id))
  const { defaultCapacity: usual = defaultCapacity } = await readChosenSettings(transaction)
  if (load < (capacity ?? usual)) return
  throw new SwitchboardError(
    'AGENT_FULL',
    `${name} has ${load} open ${load === 1 ? 'conversation' : 'conversations'}, and no room for another.`,
    { data: { load } },
  )
}

const sameHolder = (message: string) => new SwitchboardError('SAME_HOLDER', message)

/** Gives an open Conversation back to the queue, if this Agent still holds it. Returns whether they did. */
export async function giveBack(
  transaction: Transaction,
  number: string,
  holder: string,
  why: { gone: true } | { endsShift: true } | { by: string },
): Promise<boolean> {
  const conversation = await requireConversation(transaction, number)
  const { assignee, status } = conversation
  const isTaken = 'by' in why && status === 'snoozed'
  if (assignee !== holder || (status !== 'open' && !isTaken)) return false
  if ('gone' in why) {
    if (!isUnanswered(conversation)) return false
    await freeFromAbsent(transaction, conversation, holder)
  } else {
    const who =
      'by' in why
        ? { agent: why.by, subject: holder, reason: reasons.accessEnded }
        : { agent: holder, reason: reasons.endOfShift }
    await changeAssignment(
      transaction,
      'released',
      (before) => assign(before, null),
      who,
      conversation,
    )
  }
  return true
}
