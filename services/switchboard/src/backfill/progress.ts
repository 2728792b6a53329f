import type { HistoryStore } from '@switchboard/history'

/** How far the carrier's messages were looked through; kept with the history, and lost with its tail. */
export interface BackfillProgress {
  /** When the newest message that was looked at was made, by the carrier's clock; null: none was. */
  upTo: string | null
  /** Every Line that was ever ours. */
  lines: string[]
}

const KEY = 'backfill'

export async function readProgress(store: HistoryStore): Promise<BackfillProgress> {
  return (await store.record<BackfillProgress>('meta', KEY)) ?? { upTo: null, lines: [] }
}

/** Writes nothing when nothing moved. */
export async function saveProgress(store: HistoryStore, progress: BackfillProgress): Promise<void> {
  const before = await readProgress(store)
  if (before.upTo === progress.upTo && before.lines.length === progress.lines.length) return
  await store.transact((transaction) => transaction.putRecord('meta', KEY, progress))
}
