import type { Transaction } from '@switchboard/history'
import { readMood } from '@switchboard/mood'
import { reasons, type Conversation, type Message, type Mood } from '@switchboard/protocol'
import { referMedia, wantMedia } from '../media/stored-media.ts'
import type { InboundMessage } from '../twilio/inbound-message.ts'
import { useLine } from '../people/lines.ts'
import { applyKeyword, keywordOf } from './opt-out.ts'
import { requireConversation } from './require-conversation.ts'
import { afterBlocked, afterInbound, afterKeyword, assign } from './summary.ts'

export type Received = 'stored' | 'duplicate'

/** Whether an Agent is on line; asked when the text's holder may have gone home. */
export type IsOnLine = (agent: string) => boolean

/** One operation: the text with all it changes. A MessageSid we know changes nothing. */
export async function receiveMessage(
  transaction: Transaction,
  inbound: InboundMessage,
  isOnLine: IsOnLine,
): Promise<Received> {
  if (await transaction.entryBySid(inbound.sid)) return 'duplicate'
  const before = await transaction.conversation(inbound.from)
  const keyword = keywordOf(inbound, before)
  const isWork = keyword === undefined && !before?.blocked
  if (isWork) await returnToWork(transaction, before, isOnLine)
  const message = await appendMessage(transaction, inbound)
  const conversation = await requireConversation(transaction, inbound.from)
  if (isWork) {
    await transaction.putConversation(afterInbound(conversation, message, moodOf(message)))
    return 'stored'
  }
  const after = conversation.blocked ? afterBlocked : afterKeyword
  await transaction.putConversation(after(conversation, message))
  // A STOP counts, whoever says it.
  if (keyword !== undefined) await applyKeyword(transaction, inbound, message, keyword)
  return 'stored'
}

function moodOf({ body }: Message): Pick<Mood, 'score' | 'isRead'> {
  return body === '' ? { score: 0, isRead: true } : readMood(body)
}

async function appendMessage(transaction: Transaction, inbound: InboundMessage): Promise<Message> {
  const { references, shown } = referMedia(inbound.media)
  const entry = await transaction.append(inbound.from, {
    kind: 'message',
    direction: 'inbound',
    body: inbound.body,
    line: inbound.to,
    sid: inbound.sid,
    status: 'received',
    media: shown,
    ...(inbound.origin && { origin: inbound.origin }),
    ...(inbound.extra && { extra: inbound.extra }),
    ...(inbound.foundAt && { carrierAt: inbound.foundAt, backfilled: true }),
  })
  await wantMedia(transaction, entry, references)
  await useLine(transaction, inbound.to)
  return entry as Message
}

/** A text re-opens what was closed, and frees what is held by someone who is no longer on line. */
async function returnToWork(
  transaction: Transaction,
  conversation: Conversation | undefined,
  isOnLine: IsOnLine,
): Promise<void> {
  if (conversation === undefined) return
  const { number, status, assignee } = conversation
  if (status !== 'open') {
    await transaction.append(number, {
      kind: 'event',
      event: 'reopened',
      reason: reasons.customerWrote,
    })
  } else if (assignee !== null && !isOnLine(assignee)) {
    await transaction.append(number, {
      kind: 'event',
      event: 'released',
      subject: assignee,
      reason: reasons.notOnLine,
    })
    await transaction.putConversation(assign(await requireConversation(transaction, number), null))
  }
}
