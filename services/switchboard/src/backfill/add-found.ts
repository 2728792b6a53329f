import type { Transaction } from '@switchboard/history'
import { isDeliveryStatus, type Message } from '@switchboard/protocol'
import { receiveMessage, type IsOnLine } from '../conversations/receive-message.ts'
import { requireConversation } from '../conversations/require-conversation.ts'
import { afterOlderReply, afterReply } from '../conversations/summary.ts'
import { afterOutcome } from '../conversations/unsettled.ts'
import { referMedia, wantMedia } from '../media/stored-media.ts'
import { matchFound } from '../outbox/match-found.ts'
import { joinEarlyCallbacks } from '../outbox/settle.ts'
import type { InboundMedia } from '../twilio/inbound-message.ts'
import type { CarrierMessage } from '../twilio/message-log.ts'

/** What became of a message found at the carrier. `later`: nothing can be said yet. */
export type Added = 'known' | 'matched' | 'added' | 'later'

export interface FoundMessage {
  message: CarrierMessage
  media: readonly InboundMedia[]
  /** The Line it belongs to. */
  line: string
  /** Whether it may still be on its way to us by webhook, so that it is not missing yet. */
  isYoung: boolean
}

/** A part of an operation: adds what is missing, after looking again whether it is. */
export async function addFound(
  transaction: Transaction,
  found: FoundMessage,
  isOnLine: IsOnLine,
): Promise<Added> {
  return found.message.direction === 'inbound'
    ? addInbound(transaction, found, isOnLine)
    : addOutbound(transaction, found)
}

async function addInbound(
  transaction: Transaction,
  { message, media, isYoung }: FoundMessage,
  isOnLine: IsOnLine,
): Promise<Added> {
  if (await transaction.entryBySid(message.sid)) return 'known'
  if (isYoung) return 'later'
  const { sid, from, to, body, messagingServiceSid, createdAt } = message
  const inbound = {
    sid,
    from,
    to,
    body,
    messagingServiceSid,
    media: [...media],
    origin: undefined,
    extra: undefined,
    optOutType: undefined,
    foundAt: createdAt,
  }
  const received = await receiveMessage(transaction, inbound, isOnLine)
  return received === 'stored' ? 'added' : 'known'
}

async function addOutbound(transaction: Transaction, found: FoundMessage): Promise<Added> {
  const what = await matchFound(transaction, found.message)
  if (what === 'known' || what === 'matched') return what
  // Nor may it overtake a text that still comes by webhook.
  if (what === 'in-flight' || found.isYoung) return 'later'
  const message = await appendOutbound(transaction, found)
  const conversation = await requireConversation(transaction, found.message.to)
  const isOlder = await wroteSince(transaction, message, found.message.createdAt)
  const after = isOlder ? afterOlderReply : afterReply
  await transaction.putConversation(afterOutcome(after(conversation, message), message))
  await joinEarlyCallbacks(transaction, found.message.sid)
  return 'added'
}

/** Something sent by other means than ours, or by a history of ours that is gone. */
async function appendOutbound(
  transaction: Transaction,
  { message, media, line }: FoundMessage,
): Promise<Message> {
  const { references, shown } = referMedia(media)
  const { sid, to, body, status, errorCode, createdAt } = message
  const entry = await transaction.append(to, {
    kind: 'message',
    direction: 'outbound',
    body,
    line,
    sid,
    status: isDeliveryStatus(status) ? status : 'accepted',
    ...(errorCode !== undefined && { errorCode }),
    media: shown,
    carrierAt: createdAt,
    backfilled: true,
  })
  await wantMedia(transaction, entry, references)
  return entry as Message
}

/** How far back the Customer's newest text is looked for; beyond it the reply counts as the newer. */
const MAX_SCAN = 200

/** Whether the Customer wrote after this reply was made, though we stored it before. */
async function wroteSince(
  transaction: Transaction,
  { conversation: number, position }: Message,
  createdAt: string,
): Promise<boolean> {
  for (let at = position - 1; at > Math.max(0, position - MAX_SCAN); at -= 1) {
    const entry = await transaction.entry(number, at)
    if (entry?.kind === 'message' && entry.direction === 'inbound')
      return (entry.carrierAt ?? entry.at) > createdAt
  }
  return false
}
