import { randomUUID } from 'node:crypto'
import type { HistoryStore } from '@switchboard/history'

const KEY = 'history-id'

/**
 * Which history this is, made when it begins. On an emptied disk, or after a restore, the same `seq`
 * means something else, and readers must not go on from a cursor of the history before.
 */
export async function historyIdOf(store: HistoryStore): Promise<string> {
  const { value } = await store.transact(async (transaction) => {
    const known = await transaction.record<string>('meta', KEY)
    if (known !== undefined) return known
    const id = randomUUID()
    await transaction.putRecord('meta', KEY, id)
    return id
  })
  return value
}

/** The store's contents came from elsewhere: what follows is a history of its own. */
export async function renewHistoryId(store: HistoryStore): Promise<void> {
  await store.transact((transaction) => transaction.putRecord('meta', KEY, randomUUID()))
}
