import type { Transaction } from '@switchboard/history'
import { advanceStatus, type Message } from '@switchboard/protocol'
import { afterFailure, applyStatus, updateStatus } from '../conversations/update-status.ts'
import { changeReply } from '../conversations/unsettled.ts'
import type { SendOutcome } from '../twilio/message-sender.ts'
import type { StatusUpdate } from '../twilio/status-update.ts'
import {
  closeAttempt,
  openAttempt,
  rescheduleAttempt,
  storeAttempt,
  type Attempt,
} from './attempt.ts'

/** The error shown when a Customer opted out while the reply was waiting (Twilio 21610). */
const OPTED_OUT = 21_610

/**
 * Writes down that a call to the carrier begins, before it does: should the process die, the next
 * one knows that the outcome is unknown. Undefined when there is nothing to send any more.
 */
export async function beginAttempt(
  transaction: Transaction,
  attempt: Attempt,
): Promise<{ attempt: Attempt; message: Message } | undefined> {
  const message = await transaction.entry(attempt.number, attempt.position)
  const isWaiting =
    message?.kind === 'message' && message.status === 'pending' && message.sid === null
  if (!isWaiting) {
    await rescheduleAttempt(transaction, attempt, null)
    return undefined
  }
  const conversation = await transaction.conversation(attempt.number)
  if (conversation?.optedOut) {
    await settleAttempt(transaction, attempt, {
      kind: 'refused',
      errorCode: OPTED_OUT,
      message: 'opted out',
    })
    return undefined
  }
  const { at } = transaction
  const begun = { ...attempt, startedAt: at, begunAt: at, tries: attempt.tries + 1 }
  await storeAttempt(transaction, begun)
  await openAttempt(transaction, begun)
  return { attempt: begun, message }
}

/** Writes down how an attempt ended. `not-sent` is tried again at `retryAt`. */
export async function settleAttempt(
  transaction: Transaction,
  attempt: Attempt,
  outcome: SendOutcome,
  retryAt: string | null = null,
): Promise<void> {
  const isAgain = outcome.kind === 'not-sent'
  const stored = (await transaction.record<Attempt>('attempts', attempt.id)) ?? attempt
  // A callback that came before the answer has settled it already.
  if (stored.outboxKey !== null)
    await rescheduleAttempt(
      transaction,
      { ...stored, tries: attempt.tries },
      isAgain ? retryAt : null,
    )
  if (outcome.kind !== 'unknown') await closeAttempt(transaction, attempt)
  const message = await transaction.entry(attempt.number, attempt.position)
  if (message?.kind !== 'message' || isAgain) return
  if (outcome.kind === 'sent') {
    await applyStatus(transaction, message, { ...outcome, errorCode: undefined })
    await joinEarlyCallbacks(transaction, outcome.sid)
  } else if (outcome.kind === 'refused') await refuse(transaction, message, outcome.errorCode)
  else await becomeUnknown(transaction, message)
}

async function becomeUnknown(transaction: Transaction, message: Message): Promise<void> {
  const status = advanceStatus(message.status, 'unknown')
  // A callback may have told it before the call was given up.
  if (status !== message.status) await changeReply(transaction, { ...message, status })
}

async function refuse(
  transaction: Transaction,
  message: Message,
  errorCode: number,
): Promise<void> {
  const status = advanceStatus(message.status, 'failed')
  if (status !== 'failed') return
  const failed = await changeReply(transaction, { ...message, status, errorCode })
  await afterFailure(transaction, failed, errorCode)
}

/**
 * Applies the callbacks that came before we knew the SID; of the operation that writes the SID down,
 * since nobody would look for them after a crash in between.
 */
export async function joinEarlyCallbacks(transaction: Transaction, sid: string): Promise<void> {
  const range = { gt: `${sid}!`, lt: `${sid}"` }
  for (const { value } of await transaction.records<StatusUpdate>('callbacks', range))
    await updateStatus(transaction, value)
}
