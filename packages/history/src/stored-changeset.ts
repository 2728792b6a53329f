import {
  standingOf,
  type Changeset,
  type ConversationChange,
  type Entry,
  type Standing,
} from '@switchboard/protocol'
import { DamagedRecordError, unseal } from './checksum.ts'
import type { Row } from './key-value.ts'
import { filledSummary, type StoredSummary } from './stored-summary.ts'

/** A changeset as it is stored: nothing stands in it twice. Up to format 4 it was stored whole, and is read so. */
interface StoredChangeset extends Omit<Changeset, 'conversations'> {
  conversations: (StoredChange | ConversationChange)[]
}

interface StoredChange {
  /** Its newest entry stands in it whole where that is none of the changeset's own. */
  conversation: StoredSummary
  /** What of `before` differs from where the Conversation stands now; null where it is new. */
  was: Partial<Standing> | null
}

/** The entry of these that stands at this place. */
export function entryAt(
  entries: readonly Entry[],
  number: string,
  position: number | undefined,
): Entry | undefined {
  return entries.find((entry) => entry.position === position && entry.conversation === number)
}

/** The fields of `before` that are not the same now. */
export function differing(before: Standing, now: Standing): Partial<Standing> {
  const isOther = ([name, value]: [string, unknown]) => !isSame(value, now[name as keyof Standing])
  return Object.fromEntries(Object.entries(before).filter(isOther))
}

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((item, index) => item === b[index])
}

/** The changeset that was stored in this row. */
export const readChangeset = (row: Row): Changeset => wholeChangeset(row[0], unseal(row))

/** The same of what its row holds. */
export function wholeChangeset(key: string, stored: unknown): Changeset {
  const changeset = stored as StoredChangeset
  const whole = (change: StoredChange | ConversationChange) =>
    'was' in change ? wholeChange(change, changeset.entries, key) : change
  return { ...changeset, conversations: changeset.conversations.map(whole) }
}

function wholeChange(
  { conversation: stored, was }: StoredChange,
  entries: readonly Entry[],
  key: string,
): ConversationChange {
  const lastEntry = shownBy(stored, entries, key)
  const conversation = { ...filledSummary(stored), lastEntry }
  return { conversation, before: was && { ...standingOf(conversation), ...was } }
}

function shownBy(
  { number, lastEntry }: StoredSummary,
  entries: readonly Entry[],
  key: string,
): Entry | null {
  if (typeof lastEntry !== 'number') return lastEntry
  const entry = entryAt(entries, number, lastEntry)
  if (entry) return entry
  throw new DamagedRecordError(key, `it holds no entry ${lastEntry} of ${number}`)
}
