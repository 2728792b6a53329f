import type { HistoryStore } from '@switchboard/history'
import {
  findInText,
  type Entry,
  type OperationArgs,
  type OperationResult,
} from '@switchboard/protocol'

/** Entries one look takes in, and how many of them are read at once. */
const MOST_LOOKED_AT = 2000
const PAGE = 200
/** How much of a text stands around a hit, on each side. */
const AROUND = 60

type Found = OperationResult<'find-entries'>['found'][number]

/** What a history holds of a text or of events, newest first. */
export async function findEntries(
  store: Pick<HistoryStore, 'entries'>,
  { number, before, limit, ...wanted }: OperationArgs<'find-entries'>,
): Promise<OperationResult<'find-entries'>> {
  const found: Found[] = []
  let next = before
  for (let lookedAt = 0; ; lookedAt += PAGE) {
    const query = { limit: PAGE, ...(next !== undefined && { before: next }) }
    const { entries, asOf, next: older } = await store.entries(number, query)
    for (const entry of entries) {
      const hit = hitOf(entry, wanted)
      if (hit) found.push(hit)
      next = entry.position
      if (found.length === limit) break
    }
    const isOver = next === 1 || (older === null && entries.length === 0)
    if (isOver) return { found, next: null, asOf }
    if (found.length === limit || lookedAt + PAGE >= MOST_LOOKED_AT)
      return { found, next: next ?? null, asOf }
  }
}

function hitOf(
  entry: Entry,
  { q, events = [] }: Pick<OperationArgs<'find-entries'>, 'q' | 'events'>,
): Found | undefined {
  if (entry.kind === 'event') return events.includes(entry.event) ? { entry } : undefined
  const hit = q === undefined ? undefined : findInText(entry.body, q)
  if (!hit) return undefined
  const from = Math.max(0, hit.start - AROUND)
  const text = entry.body.slice(from, hit.end + AROUND)
  return { entry, excerpt: { text, start: hit.start - from, end: hit.end - from } }
}
