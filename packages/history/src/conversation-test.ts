import { hasMood, matchesNumber, searchKey } from '@switchboard/protocol'
import type { ConversationQuery } from './history-store.ts'
import type { Reader } from './key-value.ts'
import { namePrefix, numberOfNameKey } from './keys.ts'
import { readIndexedSummary } from './pages.ts'

/** A Conversation by its place in an index. */
export interface Found {
  key: string
  place: string
  number: string
}

/** What the index does not tell by itself. */
interface ConversationTest {
  /** How many rows of the index one page may look at. */
  mostRows: number
  accepts: (found: Found) => boolean
}

/** Where the key tells enough. */
const MOST_KEYS = 10_000
/** Where each Conversation has to be read. */
const MOST_READ = 2000
/** Names that one search finds. */
const MOST_NAMES = 10_000

/** Undefined where every row of the index is wanted. */
export async function testOf(
  reader: Reader,
  query: ConversationQuery,
): Promise<ConversationTest | undefined> {
  const { q, label, assignee, mood } = query
  const isRead = mood !== undefined || (label !== undefined && assignee !== undefined)
  const named = q ? await numbersNamed(reader, q) : undefined
  if (!named && !isRead) return undefined
  return {
    mostRows: isRead ? MOST_READ : MOST_KEYS,
    accepts: (found) => {
      const { number } = found
      if (q && !named?.has(number) && !matchesNumber(number, q)) return false
      return !isRead || isWanted(reader, found, query)
    },
  }
}

function isWanted(
  reader: Reader,
  { key, number }: Found,
  { assignee, mood }: ConversationQuery,
): boolean {
  const conversation = readIndexedSummary(reader, key, number)
  if (assignee !== undefined && conversation.assignee !== assignee) return false
  return mood === undefined || hasMood(conversation, mood)
}

/** Numbers of the Customers a word of whose name begins with this. */
async function numbersNamed(reader: Reader, q: string): Promise<Set<string>> {
  const text = searchKey(q)
  if (text === '') return new Set()
  const prefix = namePrefix(text)
  // Nothing printable sorts behind the escape sign.
  const rows = await reader.rows({ gte: prefix, lt: `${prefix}~~`, limit: MOST_NAMES })
  return new Set(rows.map(([key]) => numberOfNameKey(key)))
}
