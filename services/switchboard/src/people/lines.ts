import type { HistoryStore, Transaction } from '@switchboard/history'
import { SwitchboardError, type Line } from '@switchboard/protocol'
import { keepShared, readKept } from './shared.ts'

/** Use is written down this often at most: not every text is worth another record. */
const TOUCH_EVERY_MS = 10 * 60_000

const keyOf = (line: string): string => `line!${line}`

/** Notes that a text came or went on a Line; a new one is told to everybody. */
export async function useLine(transaction: Transaction, line: string): Promise<void> {
  const known = await transaction.record<Line>('private', keyOf(line))
  const usedAt = Date.parse(known?.lastUsedAt ?? '') || 0
  if (Date.parse(transaction.at) - usedAt < TOUCH_EVERY_MS) return
  const value: Line = { line, name: known?.name ?? null, lastUsedAt: transaction.at }
  if (known) await transaction.putRecord('private', keyOf(line), value)
  else await keepShared(transaction, { kind: 'line', id: line, value })
}

/** The Lines that texts came or went on, and those configured, by number. */
export async function readLines(
  store: Pick<HistoryStore, 'records'>,
  configured: readonly string[],
): Promise<Line[]> {
  const kept = await readKept<Line>(store, 'line!')
  const known = new Set(kept.map(({ line }) => line))
  const unused = configured.filter((line) => !known.has(line))
  return [...kept, ...unused.map((line) => ({ line, name: null, lastUsedAt: null }))].toSorted(
    (a, b) => (a.line < b.line ? -1 : 1),
  )
}

/** Gives a Line a name people know it by; null takes it away. */
export async function nameLine(
  transaction: Transaction,
  { line, name }: Pick<Line, 'line' | 'name'>,
  configured: readonly string[],
): Promise<Line> {
  const known = await transaction.record<Line>('private', keyOf(line))
  if (!known && !configured.includes(line))
    throw new SwitchboardError('NOT_FOUND', `${line} is none of our Lines.`)
  const value: Line = { line, name, lastUsedAt: known?.lastUsedAt ?? null }
  await keepShared(transaction, { kind: 'line', id: line, value })
  return value
}
