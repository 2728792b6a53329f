import { expect, it } from 'vitest'
import type { Progress } from '../maintenance.ts'
import { appendMany, CUSTOMER, makeMessage, type CreateStore } from './fixtures.ts'
import { differences, fill } from './whole-history.ts'

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
    expect(ofType('entry')).toHaveLength(34)
    expect(ofType('agent')).toMatchObject([{ agent: { name: 'Ann' } }])
    expect(ofType('record')).toEqual([
      { type: 'record', space: 'quarantine', key: '2026!1', value: ['raw'] },
      { type: 'record', space: 'credentials', key: 'ann', value: { hash: 'abc' } },
    ])
    expect(parsed.at(-1)).toMatchObject({ type: 'end', lines: parsed.length - 1 })
  })
}
