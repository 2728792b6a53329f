import type { Conversation, Entry } from '@switchboard/protocol'
import { DamagedRecordError, readValue } from './checksum.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { Reader } from './key-value.ts'
import { conversationKey, entryKey, type KeyOf } from './keys.ts'

/** What these fields mostly hold. A summary is stored twice with each text, so they are stored where they hold anything else. */
const usual = deepFreeze({
  assignee: null,
  assignmentVersion: 0,
  readPosition: 0,
  optedOut: false,
  stoppedLines: [],
  lastAgent: null,
} satisfies Partial<Conversation>)

type Usual = keyof typeof usual

const usualNames = Object.keys(usual) as Usual[]

const usualJson = usualNames.map(
  (name) => [name, `,"${name}":${JSON.stringify(usual[name])}`] as const,
)

/** A summary with its newest entry by position. Up to format 4 that stood in it whole, and is read so. */
export type Summary = Omit<Conversation, 'lastEntry'> & { lastEntry: Entry | number | null }

/** The same as it is stored, without what is usual. Up to format 5 each field was stored. */
export type StoredSummary = Omit<Summary, Usual> & {
  [Name in Usual]?: Summary[Name] | undefined
}

export function storedSummary(conversation: Conversation): StoredSummary {
  const lastEntry = conversation.lastEntry?.position ?? null
  const stored: StoredSummary = { ...conversation, lastEntry }
  for (const name of usualNames) if (isUsual(conversation, name)) stored[name] = undefined
  return stored
}

/** With each field. */
export function filledSummary(stored: StoredSummary): Summary {
  const missing = usualNames.filter((name) => stored[name] === undefined)
  const fields = missing.map((name) => [name, usual[name]])
  return { ...stored, ...Object.fromEntries(fields) } as Summary
}

/** The same for its JSON. */
export function filledJson(stored: string, conversation: Conversation): string {
  let json = stored.slice(0, -1)
  for (const [name, field] of usualJson) if (isUsual(conversation, name)) json += field
  return `${json}}`
}

function isUsual(conversation: Conversation, name: Usual): boolean {
  const value = conversation[name]
  return value === usual[name] || (Array.isArray(value) && value.length === 0)
}

/** With its newest entry; `reader` shows one moment. */
export function wholeSummary(reader: Reader, summary: Summary): Conversation {
  const { number, lastEntry } = summary
  if (typeof lastEntry !== 'number') return { ...summary, lastEntry }
  const key = entryKey(number, lastEntry)
  const entry = readValue(reader, key)
  if (entry) return { ...summary, lastEntry: entry }
  throw new DamagedRecordError(key, `the summary of ${number} shows it, but it is missing`)
}

export function readSummary(reader: Reader, key: KeyOf<StoredSummary>): Conversation | undefined {
  const stored = readValue(reader, key)
  return stored && wholeSummary(reader, filledSummary(stored))
}

export const readConversation = (reader: Reader, number: string): Conversation | undefined =>
  readSummary(reader, conversationKey(number))
