import { expect, it } from 'vitest'
import type { HistoryStore } from '../history-store.ts'
import type { Difference, Progress } from '../maintenance.ts'
import { append, appendMany, CUSTOMER, makeMessage, update, type CreateStore } from './fixtures.ts'

/** Something under every prefix, changed more than once. */
export async function fill(store: HistoryStore): Promise<void> {
  await appendMany(store, 30)
  await append(store, 'ACME!~ß', { sid: 'SM1', clientMessageId: 'c1' })
  await update(store, CUSTOMER, { assignee: 'annZ!', waitingSince: '2026-11-22T10:00:00.000Z' })
  await append(store, '7', { body: '\0\ud800', sid: 'SM2' })
  await update(store, '7', { waitingSince: '2026-11-22T11:00:00.000Z', unread: 1 })
  await store.transact(async (transaction) => {
    await transaction.putAgent({ id: 'annZ!', name: 'Ann', role: 'admin', disabled: false })
    await transaction.append('7', { kind: 'event', event: 'assigned', subject: 'annZ!' })
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

/** Reads all of it, ends it after its first page and tells how far it came. */
async function abortAfterFirstPage(
  run: (options: {
    signal: AbortSignal
    onProgress: (progress: Progress) => void
  }) => AsyncGenerator,
): Promise<void> {
  const abort = new AbortController()
  const onProgress = () => abort.abort(new Error('enough'))
  for await (const _ of run({ signal: abort.signal, onProgress }));
}

export function describeMaintenance(create: CreateStore): void {
  it('[H30] has lost nothing when it is new', async () => {
    await using store = await create()
    expect(store.lostTail).toBeUndefined()
  })

  it('[H31] finds nothing wrong with what it wrote, while it is written to', async () => {
    await using store = await create()
    await fill(store)
    const writing = appendMany(store, 500, '+14155550107')
    expect(await differences(store)).toEqual([])
    await writing
    await store.trimChanges('2999-01-01T00:00:00.000Z')
    expect(await differences(store)).toEqual([])
  })

  it('[H31] [H33] tells how far a long run is; a signal or closing ends it', async () => {
    await using store = await create()
    await appendMany(store, 1500)
    let last: Progress | undefined
    for await (const _ of store.verify({ onProgress: (progress) => (last = progress) }));
    expect(last?.done).toBeGreaterThan(3000)
    await expect(abortAfterFirstPage((options) => store.verify(options))).rejects.toThrow('enough')
    const exporting = abortAfterFirstPage((options) => store.exportLines(options))
    await expect(exporting).rejects.toThrow('enough')
    const open = store.exportLines()
    await open.next()
    await store.close()
    const rest = async () => {
      for await (const _ of open);
    }
    await expect(rest()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('[H32] exports everything as it was at one moment, a JSON text a line', async () => {
    await using store = await create()
    await fill(store)
    const lines = store.exportLines()
    const parsed = [JSON.parse((await lines.next()).value ?? '') as Record<string, unknown>]
    await store.transact((transaction) => transaction.append('late', makeMessage()))
    for await (const line of lines) parsed.push(JSON.parse(line) as Record<string, unknown>)
    expect(parsed[0]).toMatchObject({ type: 'history', seq: store.seq - 1 })
    const ofType = (type: string) => parsed.filter((line) => line['type'] === type)
    expect(ofType('conversation').map((line) => line['conversation'])).toEqual(
      await Promise.all([CUSTOMER, '7', 'ACME!~ß'].map((number) => store.conversation(number))),
    )
    expect(ofType('entry')).toHaveLength(33)
    expect(ofType('agent')).toMatchObject([{ agent: { name: 'Ann' } }])
    expect(ofType('record')).toEqual([
      { type: 'record', space: 'quarantine', key: '2026!1', value: ['raw'] },
      { type: 'record', space: 'credentials', key: 'ann', value: { hash: 'abc' } },
    ])
    expect(parsed.at(-1)).toMatchObject({ type: 'end', lines: parsed.length - 1 })
  })
}
