import { randomUUID } from 'node:crypto'
import type { HistoryStore, Transaction } from '@switchboard/history'
import type { Message } from '@switchboard/protocol'

/** Names, by Customer, the attempts whose outcome is open: under way or unknown. */
const OPEN = 'open!'

/**
 * A reply on its way to the carrier, kept in `attempts` by the id its status callbacks carry, for
 * good. Until it has an outcome, `outbox` names that id by the time it is due.
 */
export interface Attempt {
  id: string
  number: string
  position: number
  /** Its place in `outbox`; null once it is settled there. */
  outboxKey: string | null
  tries: number
  /** When the running call to the carrier began, ISO 8601; null while it waits. */
  startedAt: string | null
  /** When the last call to the carrier began; null before the first. */
  begunAt: string | null
  /** How often the carrier's messages were looked through for it since its outcome is unknown. */
  lookUps: number
  /** Since when the Customer had been waiting when it was written: restored if it fails. */
  waitedSince: string | null
}

/** Puts a reply into the outbox, due at once. */
export async function queueAttempt(
  transaction: Transaction,
  message: Message,
  waitedSince: string | null,
): Promise<void> {
  const id = randomUUID()
  const outboxKey = `${transaction.at}!${String(message.seq).padStart(16, '0')}!${id}`
  await storeAttempt(transaction, {
    id,
    number: message.conversation,
    position: message.position,
    outboxKey,
    tries: 0,
    startedAt: null,
    begunAt: null,
    lookUps: 0,
    waitedSince,
  })
  await transaction.putRecord('attempts', attemptIndex(message), id)
}

/** Where the id of a message's attempt is kept. */
export function attemptIndex({
  conversation,
  position,
}: Pick<Message, 'conversation' | 'position'>): string {
  return `of!${conversation}!${position}`
}

/** The attempt a reply is sent by; undefined for messages that never were in the outbox. */
export async function attemptOf(
  reader: Pick<Transaction, 'record'>,
  message: Pick<Message, 'conversation' | 'position'>,
): Promise<Attempt | undefined> {
  const id = await reader.record<string>('attempts', attemptIndex(message))
  return id === undefined ? undefined : reader.record<Attempt>('attempts', id)
}

export async function storeAttempt(transaction: Transaction, attempt: Attempt): Promise<void> {
  await transaction.putRecord('attempts', attempt.id, attempt)
  if (attempt.outboxKey !== null)
    await transaction.putRecord('outbox', attempt.outboxKey, attempt.id)
}

/** Moves an attempt to another time, or out of the outbox with null. */
export async function rescheduleAttempt(
  transaction: Transaction,
  attempt: Attempt,
  dueAt: string | null,
): Promise<Attempt> {
  if (attempt.outboxKey !== null) await transaction.deleteRecord('outbox', attempt.outboxKey)
  const rest = attempt.outboxKey?.slice(attempt.outboxKey.indexOf('!')) ?? ''
  const moved = { ...attempt, startedAt: null, outboxKey: dueAt === null ? null : dueAt + rest }
  await storeAttempt(transaction, moved)
  return moved
}

/** The attempts with a Customer that the carrier may have and has not confirmed, oldest first. */
export async function openAttempts(
  reader: Pick<Transaction, 'record'>,
  number: string,
): Promise<Attempt[]> {
  const ids = (await reader.record<string[]>('attempts', OPEN + number)) ?? []
  const attempts = await Promise.all(ids.map((id) => reader.record<Attempt>('attempts', id)))
  return attempts.filter((attempt) => attempt !== undefined)
}

/** The attempts with every Customer that the carrier may have and has not confirmed. */
export async function allOpenAttempts(
  store: Pick<HistoryStore, 'record' | 'records'>,
): Promise<Attempt[]> {
  const range = { gt: OPEN, lt: OPEN.slice(0, -1) + '"' }
  const lists = await store.records<string[]>('attempts', range)
  const attempts = lists.flatMap(({ value }) => value.map((id) => store.record('attempts', id)))
  return (await Promise.all(attempts)).filter((attempt) => attempt !== undefined) as Attempt[]
}

/** From here on the carrier may have the reply. */
export async function openAttempt(
  transaction: Transaction,
  { id, number }: Pick<Attempt, 'id' | 'number'>,
): Promise<void> {
  const ids = (await transaction.record<string[]>('attempts', OPEN + number)) ?? []
  if (!ids.includes(id)) await transaction.putRecord('attempts', OPEN + number, [...ids, id])
}

/** It is certain now whether the carrier has the reply. */
export async function closeAttempt(
  transaction: Transaction,
  { id, number }: Pick<Attempt, 'id' | 'number'>,
): Promise<void> {
  const ids = (await transaction.record<string[]>('attempts', OPEN + number)) ?? []
  if (!ids.includes(id)) return
  const left = ids.filter((one) => one !== id)
  if (left.length > 0) await transaction.putRecord('attempts', OPEN + number, left)
  else await transaction.deleteRecord('attempts', OPEN + number)
}
