import { randomUUID } from 'node:crypto'
import type { HistoryStore, StoredRecord, Transaction } from '@switchboard/history'
import {
  SwitchboardError,
  type Discarded,
  type Problem,
  type Quarantine,
  type Quarantined,
} from '@switchboard/protocol'
import { applyWebhook, type Applied, type Webhook } from './apply-webhook.ts'
import type { IsOnLine } from './receive-message.ts'

/** Most that one look shows. */
const LISTED = 200
const DISCARDED_LISTED = 50
const SCANNED_AT_ONCE = 500
/** Discarded ones are remembered among the store's own facts, by the time they went. */
const DISCARDED = 'discarded!'

/** Keeps a webhook as it came, for somebody to look at. Returns its id. */
export async function quarantine(
  transaction: Transaction,
  { kind, path, params }: Webhook,
  found: Problem,
): Promise<string> {
  const id = randomUUID()
  const kept: Quarantined = { id, at: transaction.at, kind, path, ...found, replays: 0, params }
  await transaction.putRecord('quarantine', `${transaction.at}!${id}`, kept)
  return id
}

/** What lies in quarantine, oldest first, and what was discarded lately. */
export async function listQuarantine(store: HistoryStore): Promise<Quarantine> {
  let total = 0
  const quarantined: Quarantined[] = []
  for await (const page of pages(store)) {
    total += page.length
    quarantined.push(...page.slice(0, LISTED - quarantined.length).map(({ value }) => value))
  }
  const range = { gt: DISCARDED, lt: `${DISCARDED}~` }
  const discarded = await store.records<Discarded>('meta', range)
  const newest = discarded.slice(-DISCARDED_LISTED).map(({ value }) => value)
  return { quarantined, total, discarded: newest.toReversed() }
}

/**
 * Reads it again as if it had just come. What can be read leaves quarantine in the same operation;
 * what cannot stays, with the reason of now. NOT_FOUND when there is none of this id.
 */
export async function replayQuarantined(
  store: HistoryStore,
  id: string,
  isOnLine: IsOnLine,
): Promise<Applied & { webhook: Quarantined }> {
  const key = await keyOf(store, id)
  const { value } = await store.transact(async (transaction) => {
    const webhook = await requireQuarantined(transaction, key, id)
    const applied = await applyWebhook(transaction, webhook, isOnLine)
    if ('problem' in applied)
      await transaction.putRecord('quarantine', key, {
        ...webhook,
        ...applied,
        replays: webhook.replays + 1,
      })
    else await transaction.deleteRecord('quarantine', key)
    return { ...applied, webhook }
  })
  return value
}

/** Gives it up for good. Its contents go; that it was there, who discarded it and why stays. */
export async function discardQuarantined(
  store: HistoryStore,
  id: string,
  { by, note }: { by: string; note: string },
): Promise<Discarded> {
  const key = await keyOf(store, id)
  const { value } = await store.transact(async (transaction) => {
    const { at, problem } = await requireQuarantined(transaction, key, id)
    const discarded: Discarded = { id, at, problem, discardedAt: transaction.at, by, note }
    await transaction.deleteRecord('quarantine', key)
    await transaction.putRecord('meta', `${DISCARDED}${transaction.at}!${id}`, discarded)
    return discarded
  })
  return value
}

async function requireQuarantined(
  transaction: Transaction,
  key: string,
  id: string,
): Promise<Quarantined> {
  const found = await transaction.record<Quarantined>('quarantine', key)
  if (found) return complete(found)
  throw notThere(id)
}

async function keyOf(store: HistoryStore, id: string): Promise<string> {
  for await (const page of pages(store)) {
    const found = page.find(({ value }) => value.id === id)
    if (found) return found.key
  }
  throw notThere(id)
}

async function* pages(store: HistoryStore): AsyncGenerator<StoredRecord<Quarantined>[]> {
  let after = ''
  for (;;) {
    const page = await store.records<Quarantined>('quarantine', {
      limit: SCANNED_AT_ONCE,
      ...(after && { gt: after }),
    })
    yield page.map(({ key, value }) => ({ key, value: complete(value) }))
    if (page.length < SCANNED_AT_ONCE) return
    after = page.at(-1)?.key ?? after
  }
}

/** The first ones were all texts and did not say so. */
function complete(stored: Quarantined): Quarantined {
  const { kind = 'message', path = '/smswebhook', replays = 0 } = stored as Partial<Quarantined>
  return { ...stored, kind, path, replays }
}

function notThere(id: string): SwitchboardError {
  return new SwitchboardError(
    'NOT_FOUND',
    `There is nothing in quarantine with the id "${id.slice(0, 64)}".`,
  )
}
