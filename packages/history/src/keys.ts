import {
  placesInName,
  priorityRank,
  waitingOrder,
  type Agent,
  type Changeset,
  type Conversation,
  type Entry,
} from '@switchboard/protocol'
import type { Space } from './history-store.ts'
import type { KeyRange } from './key-value.ts'
import type { StoredSummary } from './stored-summary.ts'

/** A key, with the type of what is stored under it. */
export type KeyOf<T> = string & { readonly stored?: T }

/** Where an entry stands. */
export interface Place {
  number: string
  position: number
}

const SEQ_DIGITS = 16
const POSITION_DIGITS = 12

const prefixOf: Record<Space, string> = {
  outbox: 'o!',
  attempts: 't!',
  quarantine: 'q!',
  credentials: 'd!',
  sessions: 'n!',
  media: 'm!',
  callbacks: 'b!',
  private: 'u!',
  meta: 'x!',
}

export const privatePrefixes = Object.values(prefixOf)

const hex = (unit: string) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A name as the last part of a key: what is not printable ASCII becomes `~` and its code unit. */
export function escapeTail(text: string): string {
  return text.replace(/[^\x20-\x7d]/g, hex)
}

/** A name as a part of a key that others follow, so `!` is escaped too. E.164 stays as it is. */
export function escapePart(text: string): string {
  return text.replace(/[^\x20\x22-\x7d]/g, hex)
}

export function unescapeKey(key: string): string {
  return key.replace(/~([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** All keys that begin with this prefix, which ends in `!`. */
export function within(prefix: string): { gt: string; lt: string } {
  return { gt: prefix, lt: `${prefix.slice(0, -1)}"` }
}

const digits = (value: number, width: number) => String(value).padStart(width, '0')

export const changeKey = (seq: number): KeyOf<Changeset> => `s!${digits(seq, SEQ_DIGITS)}`
export const changeKeys = within('s!')
export const seqOfChangeKey = (key: string) => Number(key.slice(2))

/** One for each batch that was written, so that a lost one is missed. */
export const batchKey = (batch: number): KeyOf<null> => `z!${digits(batch, SEQ_DIGITS)}`
export const batchKeys = within('z!')
/** The first of them in a history that was begun by a program that kept fewer. */
export const firstBatchKey: KeyOf<number> = 'g!first-batch'
export const batchOfKey = (key: string) => Number(key.slice(2))

/** Numbers that were given out and lost, both included, and when that was found. */
export interface Gap {
  from: number
  to: number
  at: string
}
/** Of the records under one prefix. */
export interface Tally {
  count: number
  /** Of the CRC-32 over key and text of each, modulo 2³². */
  sum: number
}
export const tallyKey = (prefix: string): KeyOf<Tally> => `h!${prefix.slice(0, 1)}`

export const lostKey: KeyOf<Gap[]> = 'g!lost'

export const entryKey = (number: string, position: number): KeyOf<Entry> =>
  `e!${escapePart(number)}!${digits(position, POSITION_DIGITS)}`
export const conversationKey = (number: string): KeyOf<StoredSummary> => `c!${escapeTail(number)}`
export const entryKeys = within('e!')
export const conversationKeys = within('c!')
export const sidKey = (sid: string): KeyOf<Place> => `i!sid!${escapeTail(sid)}`
export const clientKey = (id: string): KeyOf<Place> => `i!client!${escapeTail(id)}`
export const agentKey = (id: string): KeyOf<Agent> => `p!${escapeTail(id)}`
export const agentKeys = within('p!')
export const countKey = (view: string): KeyOf<number> => `k!${escapeTail(view)}`
export const countKeys = within('k!')
export const viewOfCountKey = (key: string) => unescapeKey(key.slice(2))

/** Whether an id can stand for an Agent where an index names who holds a Conversation. */
export const isAgentId = (id: string) => id !== '' && id !== '*' && !/^[-#]/.test(id)

/** Whose Conversations a part of an index holds: `*` all, `-` those nobody holds, an Agent's, `#` a label's. */
export const groupOfHolder = (assignee: string | null) => assignee ?? '-'
export const groupOfLabel = (label: string) => `#${label}`

/** Prefix of an index of Conversations by activity. */
export const activityPrefix = (status: string, group: string) => `a!${status}!${escapePart(group)}!`
/** Prefix of an index by priority, and within each rank by who waits. */
export const priorityPrefix = (status: string, group: string) => `y!${status}!${escapePart(group)}!`
/** Prefix of the places in names that begin with this text. */
export const namePrefix = (text: string) => `f!${escapePart(text)}`
export const numberOfNameKey = (key: string) => unescapeKey(key.slice(key.indexOf('!', 2) + 1))
export const waitingKeys = within('w!')

/** `<time>!<number>` at the end of an index key: the place in the order, the same in each index. */
export const placeOf = (key: string, prefix: string) => key.slice(prefix.length)
export const numberOfPlace = (place: string) => unescapeKey(place.slice(place.indexOf('!') + 1))

/** Before the waiting time in the Queue's keys; times begin with a digit from 1 up, far from 0 and 9. */
const rank = { urgent: '0-', high: '1-', normal: '', low: '9-' } as const

/** The index keys under which a Conversation is found. */
export function indexKeysOf(conversation: Omit<Conversation, 'lastEntry'>): string[] {
  const { status, assignee, lastActivityAt, waitingSince, number, name, labels = [] } = conversation
  const tail = escapeTail(number)
  const order = `${priorityRank(conversation)}!${waitingOrder(conversation)}!${tail}`
  const groups = ['*', groupOfHolder(assignee), ...labels.map(groupOfLabel)]
  const found = groups.flatMap((group) => [
    `${activityPrefix(status, group)}${lastActivityAt}!${tail}`,
    `${priorityPrefix(status, group)}${order}`,
  ])
  for (const place of placesInName(name ?? '')) found.push(`${namePrefix(place)}!${tail}`)
  if (status === 'open' && assignee === null && waitingSince !== null) {
    found.push(`w!${rank[conversation.priority?.level ?? 'normal']}${waitingSince}!${tail}`)
  }
  return found
}

export const recordKey = (space: Space, key: string) => `${prefixOf[space]}${escapeTail(key)}`
export const recordNameOf = (space: Space, key: string) =>
  unescapeKey(key.slice(prefixOf[space].length))

export function recordKeys(space: Space, range: { gt?: string; lt?: string }): KeyRange {
  const all = within(prefixOf[space])
  return {
    gt: range.gt === undefined ? all.gt : recordKey(space, range.gt),
    lt: range.lt === undefined ? all.lt : recordKey(space, range.lt),
  }
}
