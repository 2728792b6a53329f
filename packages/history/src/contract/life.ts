import { expect, it } from 'vitest'
import { append, appendMany, CUSTOMER, type CreateStore } from './fixtures.ts'

export function describeLife(create: CreateStore): void {
  it('[H19] finishes what was begun when it closes, and answers UNAVAILABLE from then on', async () => {
    const store = await create()
    const writing = appendMany(store, 300)
    const reading = store.entries(CUSTOMER, { limit: 5 }).catch((error: unknown) => error)
    const closing = store.close()
    const late = append(store)
    await expect(late).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect((await writing).map(({ seq }) => seq).at(-1)).toBe(300)
    await reading
    await closing
    const unavailable = { code: 'UNAVAILABLE' }
    await expect(store.entries(CUSTOMER, { limit: 5 })).rejects.toMatchObject(unavailable)
    await expect(store.conversation(CUSTOMER)).rejects.toMatchObject(unavailable)
    await expect(store.changes(0, 1)).rejects.toMatchObject(unavailable)
    await expect(store.trimChanges('2026-01-01')).rejects.toMatchObject(unavailable)
    await expect(store.open()).rejects.toMatchObject(unavailable)
  })

  it('[H19] opens and closes as often as it is asked to', async () => {
    const store = await create()
    await Promise.all([store.open(), store.open()])
    await append(store)
    const closings = [store.close(), store.close(), store[Symbol.asyncDispose]()]
    expect(await Promise.all(closings)).toHaveLength(3)
  })
}
