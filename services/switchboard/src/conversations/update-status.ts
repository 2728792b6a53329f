import type { Transaction } from '@switchboard/history'
import {
  reasons,
  advanceStatus,
  isDeliveryStatus,
  isFailure,
  type Entry,
  type Message,
} from '@switchboard/protocol'
import { attemptOf, closeAttempt, rescheduleAttempt, type Attempt } from '../outbox/attempt.ts'
import type { StatusUpdate } from '../twilio/status-update.ts'
import { afterFailedReply, afterStop } from './summary.ts'
import { changeReply } from './unsettled.ts'

/** Twilio error 21610: the Customer said STOP to this Line, whether we saw it or not. */
const UNSUBSCRIBED = 21_610

export type StatusOutcome = 'applied' | 'unchanged' | 'kept'

/**
 * One operation: a status callback. It finds its message by SID or by our attempt's id; one that
 * comes before we know the SID, or with a word we do not know, is kept and changes nothing.
 */
export async function updateStatus(
  transaction: Transaction,
  update: StatusUpdate,
): Promise<StatusOutcome> {
  // Asked first: what a word we do not know says of an attempt nobody knows, so it settles none.
  const message = isDeliveryStatus(update.status)
    ? await findMessage(transaction, update)
    : undefined
  if (message === undefined) {
    await keep(transaction, update)
    return 'kept'
  }
  const changed = await applyStatus(transaction, message, update)
  return changed ? 'applied' : 'unchanged'
}

async function findMessage(
  transaction: Transaction,
  update: StatusUpdate,
): Promise<Message | undefined> {
  const bySid = await transaction.entryBySid(update.sid)
  if (bySid) return asOutbound(bySid)
  if (update.attemptId === undefined) return undefined
  const attempt = await transaction.record<Attempt>('attempts', update.attemptId)
  if (attempt === undefined) return undefined
  const message = asOutbound(await transaction.entry(attempt.number, attempt.position))
  // The callback proves that the carrier has it: the outbox has nothing left to do.
  if (attempt.outboxKey !== null) await rescheduleAttempt(transaction, attempt, null)
  await closeAttempt(transaction, attempt)
  return message?.sid === null ? { ...message, sid: update.sid } : undefined
}

function asOutbound(entry: Entry | undefined): Message | undefined {
  return entry?.kind === 'message' && entry.direction === 'outbound' ? entry : undefined
}

/** The facts are idempotent by SID, status and error, so a repeat lands on the same key. */
async function keep(transaction: Transaction, update: StatusUpdate): Promise<void> {
  const key = `${update.sid}!${encodeURIComponent(update.status)}!${update.errorCode ?? ''}`
  if (await transaction.record('callbacks', key)) return
  await transaction.putRecord('callbacks', key, { ...update, at: transaction.at })
}

/** Moves a message forward to what the carrier reports; true when anything changed. */
export async function applyStatus(
  transaction: Transaction,
  message: Message,
  { sid, status, errorCode }: Pick<StatusUpdate, 'sid' | 'status' | 'errorCode'>,
): Promise<boolean> {
  const next = isDeliveryStatus(status) ? advanceStatus(message.status, status) : message.status
  const before = await transaction.entry(message.conversation, message.position)
  if (before?.kind === 'message' && before.sid === sid && before.status === next) return false
  const after = {
    ...message,
    sid,
    status: next,
    ...(isFailure(next) && errorCode !== undefined && { errorCode }),
  }
  // What is only told again was seen to, or is still to be.
  if (next === message.status) await transaction.change(after)
  else await changeReply(transaction, after)
  if (isFailure(next) && next !== message.status) await afterFailure(transaction, after, errorCode)
  return true
}

/** A reply that failed leaves its Customer waiting, and 21610 says they opted out. */
export async function afterFailure(
  transaction: Transaction,
  message: Message,
  errorCode: number | undefined,
): Promise<void> {
  const conversation = await transaction.conversation(message.conversation)
  if (conversation === undefined) return
  const waitedSince = (await attemptOf(transaction, message))?.waitedSince ?? null
  if (errorCode === UNSUBSCRIBED) {
    await recordOptOut(transaction, message)
    return
  }
  await transaction.putConversation(afterFailedReply(conversation, message, waitedSince))
}

async function recordOptOut(transaction: Transaction, message: Message): Promise<void> {
  const { conversation: number, line } = message
  const conversation = await transaction.conversation(number)
  if (conversation === undefined || conversation.stoppedLines.includes(line)) return
  await transaction.append(number, {
    kind: 'event',
    event: 'opted-out',
    reason: reasons.carrierSaysSo,
    line,
  })
  const appended = await transaction.conversation(number)
  if (appended) await transaction.putConversation(afterStop(appended, [line]))
}
