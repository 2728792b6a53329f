import { randomUUID } from 'node:crypto'
import type { Transaction } from '@switchboard/history'
import {
  reasons,
  SwitchboardError,
  type Agent,
  type Conversation,
  type Entry,
  type Mention,
  type OperationArgs,
} from '@switchboard/protocol'
import { findLabel, keepOwn } from '../people/shared.ts'
import { changeAssignment, currentVersion } from './assignments.ts'
import { refuseUnlessHolder } from './hand-over.ts'
import { requireConversation } from './require-conversation.ts'

/** Puts a Conversation aside. Its holder stays, and has it again when it wakes. */
export async function snooze(
  transaction: Transaction,
  { until, ...request }: OperationArgs<'snooze'>,
  agent: Agent,
): Promise<Conversation> {
  const conversation = await currentVersion(transaction, request)
  refuseUnlessHolder(conversation, agent)
  return putAside(transaction, conversation, until, { agent: agent.id })
}

/** Snoozes it, whoever asks; the event says until when. BAD_REQUEST for a time that is over. */
export async function putAside(
  transaction: Transaction,
  conversation: Conversation,
  until: string | null,
  who: { agent?: string },
): Promise<Conversation> {
  if (until !== null && Date.parse(until) <= Date.parse(transaction.at))
    throw new SwitchboardError('BAD_REQUEST', 'until: that time is over already.')
  const snoozedUntil = until === null ? null : new Date(until).toISOString()
  return changeAssignment(
    transaction,
    'snoozed',
    (before) => ({
      ...before,
      status: 'snoozed',
      snoozedUntil,
      assignmentVersion: before.assignmentVersion + 1,
    }),
    { ...who, reason: snoozedUntil ?? reasons.untilCustomerWrites },
    conversation,
  )
}

/** Opens a Conversation whose time has come; what woke already, or was put off, stays as it is. */
export async function wake(
  transaction: Transaction,
  number: string,
  now: string,
): Promise<boolean> {
  const conversation = await requireConversation(transaction, number)
  const { status, snoozedUntil } = conversation
  if (status !== 'snoozed' || snoozedUntil == null || snoozedUntil > now) return false
  await changeAssignment(
    transaction,
    'reopened',
    awake,
    { reason: reasons.timeHasCome },
    conversation,
  )
  return true
}

export const awake = (before: Conversation): Conversation => ({
  ...before,
  status: 'open',
  snoozedUntil: null,
  assignmentVersion: before.assignmentVersion + 1,
})

export async function setLabels(
  transaction: Transaction,
  { number, labels }: OperationArgs<'set-labels'>,
): Promise<void> {
  const conversation = await requireConversation(transaction, number)
  const wanted = [...new Set(labels)]
  for (const id of wanted)
    if (!(await findLabel(transaction, id)))
      throw new SwitchboardError('NOT_FOUND', `There is no label ${id}.`)
  await transaction.putConversation({ ...conversation, labels: wanted })
}

export async function setPriority(
  transaction: Transaction,
  { number, level, reason }: OperationArgs<'set-priority'>,
  who: { agent?: string },
): Promise<void> {
  await requireConversation(transaction, number)
  const why = reason === undefined || reason === '' ? level : `${level}: ${reason}`
  const event = { kind: 'event', event: 'prioritised', ...who, reason: why } as const
  await transaction.append(number, event)
  const priority = { level, reason: reason ?? reasons.setByHand, ...who }
  await transaction.putConversation({
    ...(await requireConversation(transaction, number)),
    priority,
  })
}

/** A private note, and a mention for each colleague it names. The same client id again changes nothing. */
export async function addNote(
  transaction: Transaction,
  { number, body, mentions = [], clientMessageId }: OperationArgs<'note'>,
  agent: Agent,
): Promise<{ entry: Entry; told: { to: string; mention: Mention }[] }> {
  const repeated = clientMessageId && (await transaction.entryByClientMessageId(clientMessageId))
  if (repeated) return { entry: sameNote(repeated, { number, body, agent }), told: [] }
  await requireConversation(transaction, number)
  const named = [...new Set(mentions)]
  for (const id of named)
    if (!(await transaction.agent(id)))
      throw new SwitchboardError('UNKNOWN_AGENT', `There is nobody with the id ${id}.`)
  const draft = {
    kind: 'note',
    body,
    agent: agent.id,
    mentions: named,
    ...(clientMessageId !== undefined && { clientMessageId }),
  } as const
  const entry = await transaction.append(number, draft)
  const told = named.map((to) => {
    const { position, at } = entry
    return { to, mention: { id: randomUUID(), number, position, by: agent.id, at } }
  })
  for (const { to, mention } of told)
    await keepOwn(transaction, { kind: 'mention', id: mention.id, value: mention }, to)
  return { entry, told }
}

function sameNote(entry: Entry, note: { number: string; body: string; agent: Agent }): Entry {
  const isSame =
    entry.kind === 'note' &&
    entry.conversation === note.number &&
    entry.body === note.body &&
    entry.agent === note.agent.id
  if (isSame) return entry
  throw new SwitchboardError('MESSAGE_ID_REUSED', 'This id was already used for another entry.')
}
