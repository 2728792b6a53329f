import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { HistoryStore, Transaction } from '@switchboard/history'
import { INVITE_DAYS, SwitchboardError, type Agent, type Invite } from '@switchboard/protocol'
import { isSameSecret } from '@switchboard/service'

/** What is kept of an invitation: of its secret part only the hash. */
interface StoredInvite extends Invite {
  secretHash: string
}

const MOST_OPEN = 100
const DAY_MS = 24 * 3600_000
const RANGE = { gt: 'invite!', lt: 'invite"' }

type Records = Pick<HistoryStore, 'record'>

/** Makes an invitation and the token that is told once. What is over goes. */
export async function createInvite(
  transaction: Transaction,
  role: Agent['role'],
  by: string,
): Promise<{ invite: Invite; token: string }> {
  const open = await sweep(transaction)
  if (open.length >= MOST_OPEN)
    throw new SwitchboardError('BAD_REQUEST', `${MOST_OPEN} invitations are open: take some back.`)
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.parse(transaction.at) + INVITE_DAYS * DAY_MS).toISOString()
  const invite: Invite = { id: randomUUID(), role, by, createdAt: transaction.at, expiresAt }
  await transaction.putRecord('private', keyOf(invite.id), { ...invite, secretHash: hash(secret) })
  return { invite, token: `${invite.id}.${secret}` }
}

/** Those that may still be accepted, newest first. */
export async function readInvites(
  store: Pick<HistoryStore, 'records'>,
  now = Date.now(),
): Promise<Invite[]> {
  const kept = await store.records<StoredInvite>('private', RANGE)
  return kept
    .map(({ value }) => told(value))
    .filter((invite) => !isOver(invite, now))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
}

/** The invitation a token is for, while it may be accepted. */
export async function findInvite(
  store: Records,
  token: string,
  now = Date.now(),
): Promise<Invite | undefined> {
  const [id = '', secret = ''] = token.split('.')
  const stored = await store.record<StoredInvite>('private', keyOf(id))
  if (!stored || isOver(stored, now) || !isSameSecret(hash(secret), stored.secretHash))
    return undefined
  return told(stored)
}

export async function removeInvite(transaction: Transaction, id: string): Promise<void> {
  await transaction.deleteRecord('private', keyOf(id))
}

/** Takes back what somebody sent who may not invite any more. */
export async function removeInvitesBy(transaction: Transaction, agent: string): Promise<void> {
  for (const { id, by } of await sweep(transaction))
    if (by === agent) await removeInvite(transaction, id)
}

async function sweep(transaction: Transaction): Promise<Invite[]> {
  const kept = await transaction.records<StoredInvite>('private', RANGE)
  const now = Date.parse(transaction.at)
  for (const { value } of kept) if (isOver(value, now)) await removeInvite(transaction, value.id)
  return kept.map(({ value }) => value).filter((invite) => !isOver(invite, now))
}

/** An invitation as people see it. */
function told(stored: StoredInvite): Invite {
  const { secretHash: _, ...invite } = stored
  return invite
}

const isOver = ({ expiresAt }: Invite, now: number): boolean => Date.parse(expiresAt) <= now
const keyOf = (id: string): string => `invite!${id}`
const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
