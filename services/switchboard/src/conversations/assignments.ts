import type { Transaction } from '@switchboard/history'
import { reasons, SwitchboardError, type Conversation, type EventName } from '@switchboard/protocol'
import { requireConversation } from './require-conversation.ts'
import { assign, giveUp, markRead, reopen, resolve } from './summary.ts'

export interface AssignmentRequest {
  number: string
  /** The version the asker saw; another one means somebody was quicker. */
  assignmentVersion: number
  /** Who asks. */
  agent: string
}

/**
 * Makes the asker the holder, from the queue or from a colleague, whom the event then names too. What is
 * snoozed or resolved re-opens.
 */
export async function take(
  transaction: Transaction,
  request: AssignmentRequest,
): Promise<Conversation> {
  const conversation = await currentVersion(transaction, request)
  const { agent } = request
  const { status, assignee } = conversation
  const from = assignee !== null && assignee !== agent ? { subject: assignee } : {}
  if (status !== 'open') {
    const event = assignee === null || assignee === agent ? 'reopened' : 'taken'
    const who = { agent, ...from, ...(event === 'taken' && { reason: `it was ${status}` }) }
    return changeAssignment(transaction, event, reopenFor(agent), who, conversation)
  }
  if (assignee === agent) return conversation
  return changeAssignment(
    transaction,
    'taken',
    (before) => assign(before, agent),
    { agent, ...from },
    conversation,
  )
}

/** Gives a Conversation the asker holds back to the queue. */
export async function release(
  transaction: Transaction,
  request: AssignmentRequest,
): Promise<Conversation> {
  const conversation = await currentVersion(transaction, request)
  if (conversation.assignee !== request.agent)
    throw new SwitchboardError('NOT_HOLDER', 'Only the holder can give a conversation back.', {
      data: { holder: conversation.assignee },
    })
  return changeAssignment(transaction, 'released', giveUp, { agent: request.agent }, conversation)
}

/** Ends the work on a Conversation until the Customer writes again. */
export async function resolveConversation(
  transaction: Transaction,
  request: AssignmentRequest,
): Promise<Conversation> {
  const conversation = await currentVersion(transaction, request)
  if (conversation.status === 'resolved') return conversation
  return changeAssignment(transaction, 'resolved', resolve, { agent: request.agent }, conversation)
}

/** Takes up a resolved Conversation again; the asker holds it. A snoozed one wakes for its holder. */
export async function reopenConversation(
  transaction: Transaction,
  request: AssignmentRequest,
): Promise<Conversation> {
  const conversation = await currentVersion(transaction, request)
  if (conversation.status === 'open') return conversation
  return changeAssignment(
    transaction,
    'reopened',
    reopenFor(conversation.assignee ?? request.agent),
    { agent: request.agent },
    conversation,
  )
}

const reopenFor = (agent: string) => (conversation: Conversation) => reopen(conversation, agent)

/** The Conversation, if its version is the one the asker saw; else STALE_ASSIGNMENT. */
export async function currentVersion(
  transaction: Transaction,
  { number, assignmentVersion }: Pick<AssignmentRequest, 'number' | 'assignmentVersion'>,
): Promise<Conversation> {
  const conversation = await requireConversation(transaction, number)
  if (conversation.assignmentVersion === assignmentVersion) return conversation
  const holder = conversation.assignee ? await transaction.agent(conversation.assignee) : undefined
  const now = holder ? `${holder.name} holds it now` : `it is ${conversation.status} now`
  throw new SwitchboardError('STALE_ASSIGNMENT', `Somebody was quicker: ${now}.`, {
    data: { conversation },
  })
}

/** An event in the thread and the change of assignment or status it tells of. */
export async function changeAssignment(
  transaction: Transaction,
  event: EventName,
  apply: (conversation: Conversation) => Conversation,
  who: { agent?: string; subject?: string; reason?: string; team?: string },
  { number }: Conversation,
): Promise<Conversation> {
  await transaction.append(number, { kind: 'event', event, ...who })
  return put(transaction, number, apply)
}

async function put(
  transaction: Transaction,
  number: string,
  apply: (conversation: Conversation) => Conversation,
): Promise<Conversation> {
  const changed = apply(await requireConversation(transaction, number))
  await transaction.putConversation(changed)
  return changed
}

/** Why work of somebody who went was given back, and why it is theirs again. */
const GONE = reasons.goneWithoutAnswering
const BACK = reasons.backOnLine

/** The queue's own hand: gives a waiting Conversation to the Agent that routing chose. */
export async function assignFromQueue(
  transaction: Transaction,
  { number, assignmentVersion }: Pick<Conversation, 'number' | 'assignmentVersion'>,
  agent: string,
  reason: string,
): Promise<boolean> {
  const conversation = await requireConversation(transaction, number)
  const { assignmentVersion: version, waitingSince } = conversation
  if (version !== assignmentVersion || waitingSince === null) return false
  const told = { subject: agent, reason }
  const again = { ...told, reason: BACK }
  const isTold = await retell(transaction, conversation, ['released', GONE], 'assigned', again)
  if (!isTold) await transaction.append(number, { kind: 'event', event: 'assigned', ...told })
  await put(transaction, number, (before) => assign(before, agent))
  return true
}

/** Frees what somebody who is gone held. */
export async function freeFromAbsent(
  transaction: Transaction,
  conversation: Conversation,
  holder: string,
): Promise<void> {
  const { number } = conversation
  const told = { subject: holder, reason: GONE }
  const isTold = await retell(transaction, conversation, ['assigned', BACK], 'released', told)
  if (!isTold) await transaction.append(number, { kind: 'event', event: 'released', ...told })
  await put(transaction, number, (before) => assign(before, null))
}

/**
 * Somebody whose connection comes and goes leaves one event, that of their last coming or going: the newest
 * entry tells the other thing, when it is that of the same Agent and nothing happened since.
 */
async function retell(
  transaction: Transaction,
  { number, lastPosition }: Conversation,
  [event, reason]: [EventName, string],
  now: EventName,
  told: { subject: string; reason: string },
): Promise<boolean> {
  const last = await transaction.entry(number, lastPosition)
  if (last?.kind !== 'event' || last.event !== event || last.agent !== undefined) return false
  if (last.subject !== told.subject || last.reason !== reason) return false
  await transaction.change({ ...last, event: now, reason: told.reason })
  return true
}

/** The most entries looked at to count what is still unread; beyond it the old count stands. */
const MAX_UNREAD_SCAN = 500

/** Moves the shared read mark to what somebody really saw. */
export async function markConversationRead(
  transaction: Transaction,
  number: string,
  position: number,
): Promise<void> {
  const conversation = await requireConversation(transaction, number)
  const seen = Math.min(position, conversation.lastPosition)
  if (seen <= conversation.readPosition) return
  const unread = await countUnread(transaction, conversation, seen)
  await transaction.putConversation(markRead(conversation, seen, unread))
}

async function countUnread(
  transaction: Transaction,
  conversation: Conversation,
  seen: number,
): Promise<number> {
  const { number, lastPosition } = conversation
  if (lastPosition - seen > MAX_UNREAD_SCAN) return conversation.unread
  let unread = 0
  for (let position = seen + 1; position <= lastPosition; position += 1) {
    const entry = await transaction.entry(number, position)
    if (entry?.kind === 'message' && entry.direction === 'inbound') unread += 1
  }
  return unread
}
