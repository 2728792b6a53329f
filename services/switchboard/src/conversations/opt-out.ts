import type { Transaction } from '@switchboard/history'
import type { Agent, Conversation, Message } from '@switchboard/protocol'
import type { InboundMessage } from '../twilio/inbound-message.ts'
import { refuseUnlessHolder } from './hand-over.ts'
import { readKeyword, type Keyword } from './keywords.ts'
import { requireConversation } from './require-conversation.ts'
import { afterStart, afterStop } from './summary.ts'

/** The keyword a text is: what the carrier already acted on, else what its body says. */
export function keywordOf(
  inbound: InboundMessage,
  before: Conversation | undefined,
): Keyword | undefined {
  const stopped = before?.stoppedLines ?? []
  const isStopped = linesOf(inbound).some((line) => stopped.includes(line))
  return inbound.optOutType ?? readKeyword(inbound.body, isStopped)
}

/** Writes down what a keyword text means for the Line it was sent to. HELP changes nothing. */
export async function applyKeyword(
  transaction: Transaction,
  inbound: InboundMessage,
  message: Message,
  keyword: Keyword,
): Promise<void> {
  const number = message.conversation
  const { stoppedLines } = await requireConversation(transaction, number)
  const reason = message.body.trim().slice(0, 32) || keyword
  // The carrier stops a whole Messaging Service at once, so that is the Line then.
  const line = inbound.messagingServiceSid ?? inbound.to
  if (keyword === 'HELP' || (await isOutdated(transaction, inbound, message, keyword))) return
  if (keyword === 'STOP' && !stoppedLines.includes(line)) {
    await transaction.append(number, { kind: 'event', event: 'opted-out', reason, line })
    await change(transaction, number, (conversation) => afterStop(conversation, [line]))
  } else if (keyword === 'START') {
    const lifted = linesOf(inbound).filter((one) => stoppedLines.includes(one))
    if (lifted.length === 0) return
    await transaction.append(number, { kind: 'event', event: 'opted-in', reason, line })
    await change(transaction, number, (conversation) => afterStart(conversation, lifted))
  }
}

/** A STOP found late weighs more than a START that came at about the same time. */
const STOP_WINS_WITHIN_MS = 20_000

/** Whether the Customer has said something else on this Line since; keeps what they said last. */
async function isOutdated(
  transaction: Transaction,
  { foundAt, to, messagingServiceSid }: InboundMessage,
  { conversation: number, at }: Message,
  keyword: Keyword,
): Promise<boolean> {
  const key = `keyword!${number}!${messagingServiceSid ?? to}`
  const saidAt = foundAt ?? at
  const last = await transaction.record<string>('meta', key)
  const graceMs = keyword === 'STOP' ? STOP_WINS_WITHIN_MS : 0
  if (last !== undefined && Date.parse(last) - Date.parse(saidAt) > graceMs) return true
  await transaction.putRecord('meta', key, saidAt)
  return false
}

/** What an Agent was told in other words than the keywords. */
export interface OptOutRequest {
  number: string
  /** Why, in the Agent's words. */
  note: string
  agent: Agent
}

/**
 * The Customer asked in their own words not to be texted: stops every Line they were ever on.
 * NOT_HOLDER when somebody else holds the Conversation and the asker is no admin.
 */
export async function optOut(transaction: Transaction, request: OptOutRequest): Promise<void> {
  const conversation = await allowed(transaction, request)
  const { number, stoppedLines } = conversation
  const lines = everyLine(conversation)
  if (lines.every((line) => stoppedLines.includes(line))) return
  await appendBy(transaction, 'opted-out', request)
  await change(transaction, number, (appended) => afterStop(appended, lines))
}

/** The Customer wants texts again and said so elsewhere: lifts every Line. A block at the carrier stays. */
export async function optIn(transaction: Transaction, request: OptOutRequest): Promise<void> {
  const { number, stoppedLines } = await allowed(transaction, request)
  if (stoppedLines.length === 0) return
  await appendBy(transaction, 'opted-in', request)
  await change(transaction, number, (appended) => afterStart(appended, stoppedLines))
}

async function allowed(
  transaction: Transaction,
  { number, agent }: OptOutRequest,
): Promise<Conversation> {
  const conversation = await requireConversation(transaction, number)
  refuseUnlessHolder(conversation, agent)
  return conversation
}

async function appendBy(
  transaction: Transaction,
  event: 'opted-out' | 'opted-in',
  { number, note, agent }: OptOutRequest,
): Promise<void> {
  await transaction.append(number, { kind: 'event', event, agent: agent.id, reason: note })
}

async function change(
  transaction: Transaction,
  number: string,
  apply: (conversation: Conversation) => Conversation,
): Promise<void> {
  await transaction.putConversation(apply(await requireConversation(transaction, number)))
}

/** The Lines a text came in on: the number it was sent to, and its Messaging Service. */
function linesOf({ to, messagingServiceSid }: InboundMessage): string[] {
  return messagingServiceSid === undefined ? [to] : [to, messagingServiceSid]
}

function everyLine({ lines = [], line, stoppedLines }: Conversation): string[] {
  return [...new Set([...lines, ...(line === null ? [] : [line]), ...stoppedLines])]
}
