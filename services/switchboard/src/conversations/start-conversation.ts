import type { Transaction } from '@switchboard/history'
import { SwitchboardError, type Message, type OperationArgs } from '@switchboard/protocol'
import { changeAssignment } from './assignments.ts'
import { sendReply } from './send-reply.ts'
import { reopen } from './summary.ts'

interface OurLines {
  ours: readonly string[]
  default: string
}

/** Writes to a number first, or again: the asker holds the Conversation. Refused as a reply is. */
export async function startConversation(
  transaction: Transaction,
  { media = [], ...args }: OperationArgs<'start-conversation'>,
  agent: string,
  lines: OurLines,
): Promise<Message> {
  const { number, line, clientMessageId } = args
  if (lines.ours.includes(number))
    throw new SwitchboardError('NOT_ANSWERABLE', `${number} is one of our own numbers.`)
  if (line !== undefined && !lines.ours.includes(line))
    throw new SwitchboardError('BAD_REQUEST', `line: ${line} is none of our Lines.`)
  const isRepeat = (await transaction.entryByClientMessageId(clientMessageId)) !== undefined
  if (!isRepeat) await openAgain(transaction, number, agent)
  const reply = { ...args, line, agent, uploads: media, lastSeen: undefined }
  return sendReply(transaction, reply, lines.default)
}

/** What was put aside or finished is the asker's now, unless a colleague holds it. */
async function openAgain(transaction: Transaction, number: string, agent: string): Promise<void> {
  const before = await transaction.conversation(number)
  if (before === undefined || before.status === 'open') return
  if (before.assignee !== null && before.assignee !== agent) return
  const open = (conversation: typeof before) => reopen(conversation, agent)
  await changeAssignment(transaction, 'reopened', open, { agent }, before)
}
