import { createHash, randomBytes } from 'node:crypto'
import type { HistoryStore, Transaction } from '@switchboard/history'

const DAY_MS = 24 * 3600_000

/** ASVS 5.0 V7.3: a session ends after a time without use, and in any case after another. */
const MAX_IDLE_MS = 7 * DAY_MS
const MAX_AGE_MS = 30 * DAY_MS
/** Use is written down this often at most: a session's every request is not worth a synced write. */
const TOUCH_EVERY_MS = 3600_000

interface StoredSession {
  agent: string
  createdAt: number
  usedAt: number
}

/** Makes a session: 256 random bits for the cookie, their SHA-256 for the store. */
export async function createSession(
  transaction: Transaction,
  agent: string,
  now = Date.now(),
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const session: StoredSession = { agent, createdAt: now, usedAt: now }
  await transaction.putRecord('sessions', keyOf(token), session)
  return token
}

/** The Agent a session belongs to; undefined when it is unknown or over. */
export async function findSession(
  store: HistoryStore,
  token: string,
  now = Date.now(),
): Promise<string | undefined> {
  const key = keyOf(token)
  const session = await store.record<StoredSession>('sessions', key)
  if (!session || isOver(session, now)) return undefined
  if (now - session.usedAt > TOUCH_EVERY_MS) await touch(store, key, now)
  return session.agent
}

export async function endSession(store: HistoryStore, token: string): Promise<void> {
  await store.transact((transaction) => transaction.deleteRecord('sessions', keyOf(token)))
}

/** Removes the sessions that are over. Returns how many. */
export async function sweepSessions(store: HistoryStore, now = Date.now()): Promise<number> {
  const over = (await store.records<StoredSession>('sessions')).filter(({ value }) =>
    isOver(value, now),
  )
  if (over.length === 0) return 0
  await store.transact(async (transaction) => {
    for (const { key } of over) await transaction.deleteRecord('sessions', key)
  })
  return over.length
}

/** Ends all sessions of somebody, but for one that is named. */
export async function endSessionsOf(
  transaction: Transaction,
  agent: string,
  except?: string,
): Promise<void> {
  const kept = except === undefined ? undefined : keyOf(except)
  for (const { key, value } of await transaction.records<StoredSession>('sessions'))
    if (value.agent === agent && key !== kept) await transaction.deleteRecord('sessions', key)
}

async function touch(store: HistoryStore, key: string, now: number): Promise<void> {
  await store.transact(async (transaction) => {
    const session = await transaction.record<StoredSession>('sessions', key)
    if (session) await transaction.putRecord('sessions', key, { ...session, usedAt: now })
  })
}

function isOver({ createdAt, usedAt }: StoredSession, now: number): boolean {
  return now - createdAt > MAX_AGE_MS || now - usedAt > MAX_IDLE_MS
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
