import type { Conversation, Entry } from '@switchboard/protocol'
import { DamagedRecordError, readValue } from './checksum.ts'
import type { Reader } from './key-value.ts'
import { conversationKey, entryKey, type KeyOf } from './keys.ts'

/** A summary as it is stored: its newest entry by position. Up to format 4 that stood in it whole, and is read so. */
export type StoredSummary = Omit<Conversation, 'lastEntry'> & {
  lastEntry: Entry | number | null
}

export function storedSummary(conversation: Conversation): StoredSummary {
  return { ...conversation, lastEntry: conversation.lastEntry?.position ?? null }
}

/** With its newest entry; `reader` shows one moment. */
export function wholeSummary(reader: Reader, stored: StoredSummary): Conversation {
  const { number, lastEntry } = stored
  if (typeof lastEntry !== 'number') return { ...stored, lastEntry }
  const key = entryKey(number, lastEntry)
  const entry = readValue(reader, key)
  if (entry) return { ...stored, lastEntry: entry }
  throw new DamagedRecordError(key, `the summary of ${number} shows it, but it is missing`)
}

export function readSummary(reader: Reader, key: KeyOf<StoredSummary>): Conversation | undefined {
  const stored = readValue(reader, key)
  return stored && wholeSummary(reader, stored)
}

export const readConversation = (reader: Reader, number: string): Conversation | undefined =>
  readSummary(reader, conversationKey(number))
