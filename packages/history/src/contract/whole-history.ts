import type { HistoryStore } from '../history-store.ts'
import type { Difference } from '../maintenance.ts'
import { append, appendMany, CUSTOMER, update } from './fixtures.ts'

/** Something under every prefix, changed more than once. */
export async function fill(store: HistoryStore): Promise<void> {
  await appendMany(store, 30)
  await append(store, 'ACME!~ß', { sid: 'SM1', clientMessageId: 'c1' })
  await update(store, CUSTOMER, { assignee: 'annZ!', waitingSince: '2026-11-22T10:00:00.000Z' })
  await append(store, '7', { body: '\0\ud800', sid: 'SM2' })
  await update(store, '7', { waitingSince: '2026-11-22T11:00:00.000Z', unread: 1 })
  await update(store, 'ACME!~ß', {
    waitingSince: '2026-11-22T11:00:00.000Z',
    priority: { level: 'urgent', reason: 'asked' },
    labels: ['vip!'],
    name: 'Acme & Söhne',
  })
  await store.transact(async (transaction) => {
    await transaction.putAgent({ id: 'annZ!', name: 'Ann', role: 'admin', disabled: false })
    await transaction.append('7', { kind: 'event', event: 'assigned', subject: 'annZ!' })
    const note = { kind: 'note', body: 'Calm', agent: 'annZ!', clientMessageId: 'n1' } as const
    await transaction.append('7', note)
    const entry = await transaction.entry('ACME!~ß', 1)
    if (entry?.kind === 'message') await transaction.change({ ...entry, sid: 'SM3' })
    await transaction.putRecord('credentials', 'ann', { hash: 'abc' })
    await transaction.putRecord('quarantine', '2026!1', ['raw'])
  })
}

export async function differences(store: HistoryStore): Promise<Difference[]> {
  const found: Difference[] = []
  for await (const difference of store.verify()) found.push(difference)
  return found
}

export async function exported(store: HistoryStore): Promise<string[]> {
  const lines: string[] = []
  for await (const line of store.exportLines()) lines.push(line)
  return lines
}
