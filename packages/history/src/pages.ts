import { SwitchboardError, type Conversation, type Entry } from '@switchboard/protocol'
import { DamagedRecordError, readValue, unseal } from './checksum.ts'
import type { Counts, EntryPage, EntryQuery } from './history-store.ts'
import type { Reader } from './key-value.ts'
import {
  changeKeys,
  conversationKey,
  countKeys,
  entryKey,
  numberOfPlace,
  placeOf,
  seqOfChangeKey,
  viewOfCountKey,
  waitingKeys,
} from './keys.ts'
import { filledSummary, readConversation, wholeSummary, type Summary } from './stored-summary.ts'

/** The newest `seq` this reader sees; 0 in an empty store. */
export async function lastSeq(reader: Reader): Promise<number> {
  const [row] = await reader.rows({ ...changeKeys, reverse: true, limit: 1 })
  return row ? seqOfChangeKey(row[0]) : 0
}

/** A TypeError unless the limit is a whole number from 1. */
export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1) throw new TypeError(`${limit} is no limit of a page`)
}

/** Positions of the page, both included; `to` < `from` when it is empty. */
export function pageBounds(last: number, query: EntryQuery): { from: number; to: number } {
  const { before, after, around, limit } = query
  const upper = Math.min(last, (before ?? Infinity) - 1)
  const lower = Math.min(Math.max(1, (after ?? 0) + 1), last + 1)
  if (around !== undefined) {
    const from = Math.max(lower, Math.min(around - Math.floor(limit / 2), upper - limit + 1))
    return { from, to: Math.min(upper, from + limit - 1) }
  }
  if (after !== undefined) return { from: lower, to: Math.min(upper, lower + limit - 1) }
  return { from: Math.max(lower, upper - limit + 1), to: upper }
}

/** A page of one history. Positions have no holes, so one that is missing is damage. */
export async function readEntries(
  reader: Reader,
  number: string,
  query: EntryQuery,
): Promise<EntryPage> {
  checkLimit(query.limit)
  const conversation = readConversation(reader, number)
  if (!conversation) throw new SwitchboardError('NOT_FOUND', `There is no history with ${number}`)
  const { lastPosition } = conversation
  const target = query.at === undefined ? undefined : positionAt(reader, conversation, query.at)
  const around = target ?? query.around
  const { from, to } = pageBounds(lastPosition, {
    ...query,
    ...(around !== undefined && { around }),
  })
  return {
    entries: to < from ? [] : await readPositions(reader, number, from, to),
    conversation,
    ...(target !== undefined && { target }),
    next: from > 1 ? String(from) : null,
    asOf: await lastSeq(reader),
  }
}

/** The first position stored at or after a time, else the last one. Times never go back along a history. */
function positionAt(reader: Reader, { number, lastPosition }: Conversation, at: string): number {
  const time = new Date(at).toISOString()
  let [low, high] = [1, lastPosition]
  while (low < high) {
    const middle = (low + high) >>> 1
    const key = entryKey(number, middle)
    const entry = readValue(reader, key)
    if (!entry) throw new DamagedRecordError(key, 'the entry is missing')
    if (entry.at < time) low = middle + 1
    else high = middle
  }
  return low
}

async function readPositions(
  reader: Reader,
  number: string,
  from: number,
  to: number,
): Promise<Entry[]> {
  const range = { gte: entryKey(number, from), lte: entryKey(number, to), reverse: true }
  const rows = await reader.rows(range)
  if (rows.length !== to - from + 1) {
    const why = `${to - from + 1 - rows.length} entries from here to position ${to} are missing`
    throw new DamagedRecordError(range.gte, why)
  }
  return rows.map((row) => unseal(row) as Entry)
}

/** The summary an index points at. */
export function readIndexed(reader: Reader, indexKey: string, number: string): Conversation {
  return wholeSummary(reader, readIndexedSummary(reader, indexKey, number))
}

/** The same without a read for its newest entry. */
export function readIndexedSummary(reader: Reader, indexKey: string, number: string): Summary {
  const key = conversationKey(number)
  const summary = readValue(reader, key)
  if (!summary) throw new DamagedRecordError(key, `only its index ${indexKey} is there`)
  return filledSummary(summary)
}

/** Open Conversations that wait and that nobody holds, longest waiting first. */
export async function readQueue(reader: Reader, limit: number): Promise<Conversation[]> {
  checkLimit(limit)
  const rows = await reader.rows({ ...waitingKeys, limit })
  return rows.map(([key]) => readIndexed(reader, key, numberOfPlace(placeOf(key, waitingKeys.gt))))
}

export async function readCounts(reader: Reader): Promise<Counts> {
  const rows = await reader.rows(countKeys)
  const counts = rows.map((row) => [viewOfCountKey(row[0]), unseal(row) as number])
  return { counts: Object.fromEntries(counts), asOf: await lastSeq(reader) }
}
