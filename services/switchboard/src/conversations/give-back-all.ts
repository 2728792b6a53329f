import type { HistoryStore } from '@switchboard/history'
import { giveBack } from './hand-over.ts'

/** Gives all that somebody holds back to the queue, because another person ended their access. Returns how much. */
export async function giveBackAll(
  store: HistoryStore,
  holder: string,
  by: string,
): Promise<number> {
  let given = 0
  for (const status of ['open', 'snoozed'] as const)
    for (const number of await heldBy(store, holder, status)) {
      const work = await store.transact((transaction) =>
        giveBack(transaction, number, holder, { by }),
      )
      if (work.value) given += 1
    }
  return given
}

async function heldBy(
  store: HistoryStore,
  assignee: string,
  status: 'open' | 'snoozed',
): Promise<string[]> {
  const held: string[] = []
  for (let page: string | null = ''; page !== null;) {
    const found = await store.conversations({ status, assignee, limit: 200, ...(page && { page }) })
    held.push(...found.conversations.map(({ number }) => number))
    page = found.next
  }
  return held
}
