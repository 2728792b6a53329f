import type { Transaction } from '@switchboard/history'
import type { Message } from '@switchboard/protocol'
import { applyStatus, updateStatus } from '../conversations/update-status.ts'
import type { CarrierMessage } from '../twilio/message-log.ts'
import { closeAttempt, openAttempts, type Attempt } from './attempt.ts'
import { joinEarlyCallbacks } from './settle.ts'

/** How far our clock and the carrier's may be apart; its times are whole seconds besides. */
export const CLOCK_SKEW_MS = 5000
/** A call ends within 30 s; what the carrier made much later than that, it made for another one. */
export const CREATED_WITHIN_MS = 120_000

/**
 * What a message found at the carrier turned out to be. `known`: we have its SID, its status moved
 * forward if it had to. `matched`: the answer to an attempt whose outcome was unknown. `in-flight`:
 * it may belong to a call that still runs, so nothing can be said yet. `unmatched`: none of ours.
 */
export type Found = 'known' | 'matched' | 'in-flight' | 'unmatched'

/**
 * One operation: gives an outbound message found at the carrier to the oldest attempt it can be of:
 * same Customer, sender and body, created after the attempt began and not much later. Finds have to
 * come oldest first; with more attempts than finds the youngest stay unknown.
 */
export async function matchFound(transaction: Transaction, found: CarrierMessage): Promise<Found> {
  if (await transaction.entryBySid(found.sid)) {
    await updateStatus(transaction, { ...found, attemptId: undefined })
    return 'known'
  }
  const candidates = await candidatesFor(transaction, found)
  if (candidates.some(({ attempt }) => attempt.startedAt !== null)) return 'in-flight'
  const [oldest] = candidates
  if (oldest === undefined) return 'unmatched'
  await closeAttempt(transaction, oldest.attempt)
  await applyStatus(transaction, oldest.message, found)
  await joinEarlyCallbacks(transaction, found.sid)
  return 'matched'
}

interface Candidate {
  attempt: Attempt
  message: Message
}

async function candidatesFor(
  transaction: Transaction,
  found: CarrierMessage,
): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  for (const attempt of await openAttempts(transaction, found.to)) {
    const message = await transaction.entry(attempt.number, attempt.position)
    if (message?.kind === 'message' && isOf(found, attempt, message))
      candidates.push({ attempt, message })
  }
  return candidates
}

function isOf(found: CarrierMessage, attempt: Attempt, message: Message): boolean {
  if (message.sid !== null || !isSameSender(found, message.line)) return false
  return sameBody(found.body, message.body) && isInWindow(found.createdAt, attempt)
}

function isSameSender({ from, messagingServiceSid }: CarrierMessage, line: string): boolean {
  return line.startsWith('MG') ? messagingServiceSid === line : from === line
}

function isInWindow(createdAt: string, { begunAt }: Attempt): boolean {
  if (begunAt === null) return false
  const afterMs = Date.parse(createdAt) - Date.parse(begunAt)
  return afterMs >= -CLOCK_SKEW_MS && afterMs <= CREATED_WITHIN_MS
}

/** A trial account puts this before every text. */
const TRIAL_PREFIX = 'Sent from your Twilio trial account - '

const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim()

function sameBody(found: string, sent: string): boolean {
  return plain(found) === plain(sent) || plain(found) === plain(TRIAL_PREFIX + sent)
}
