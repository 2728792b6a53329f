import * as v from 'valibot'
import {
  conversationStatuses,
  viewKey,
  type Conversation,
  type ConversationStatus,
} from './conversation.ts'
import { matchesCustomer } from './search.ts'
import { faceOf, faces } from './timeline-entry.ts'

export const inboxViews = ['mine', 'unassigned', 'all'] as const
export type InboxView = (typeof inboxViews)[number]

/** Newest activity first; longest waiting first, then who does not wait; most urgent first, then as `waiting`. */
export const inboxSorts = ['latest', 'waiting', 'priority'] as const
export type InboxSort = (typeof inboxSorts)[number]

/** A face, or the side it is on; `neutral` is both. */
export const moodFilters = ['negative', 'positive', ...faces] as const
export type MoodFilter = (typeof moodFilters)[number]

/** So many characters has a search by name or number. */
export const MAX_SEARCH = 64

/** What of the inbox is looked at. */
export const inboxFilterEntries = {
  view: v.picklist(inboxViews),
  status: v.optional(v.picklist(conversationStatuses), 'open'),
  /** Id of a label they carry. */
  label: v.optional(v.pipe(v.string(), v.maxLength(64))),
  /** Id of the Agent who holds them. */
  agent: v.optional(v.pipe(v.string(), v.maxLength(64))),
  /** The face of the Customer's newest text; who never wrote has none. */
  mood: v.optional(v.picklist(moodFilters)),
  /** A part of the number, or the beginning of a word of the name. */
  q: v.optional(v.pipe(v.string(), v.maxLength(MAX_SEARCH))),
}
const inboxFilterSchema = v.object(inboxFilterEntries)
export type InboxFilter = v.InferInput<typeof inboxFilterSchema>

const viewCounts = { mine: v.number(), unassigned: v.number(), all: v.number() }

/** How many Conversations each view holds: of those that are open, and of the others. */
export const inboxCountsSchema = v.object({
  ...viewCounts,
  snoozed: v.object(viewCounts),
  resolved: v.object(viewCounts),
})
export type InboxCounts = v.InferOutput<typeof inboxCountsSchema>

/** The counts of one Agent's views, from the counters by `viewKey`. */
export function inboxCountsOf(
  counters: Readonly<Record<string, number>>,
  agent: string,
): InboxCounts {
  const of = (status: ConversationStatus) => {
    const count = (assignee: string | null) => counters[viewKey(status, assignee)] ?? 0
    return { mine: count(agent), unassigned: count(null), all: count('*') }
  }
  return { ...of('open'), snoozed: of('snoozed'), resolved: of('resolved') }
}

/** What decides where a Conversation stands in an inbox. */
export type InboxRow = Pick<
  Conversation,
  | 'number'
  | 'name'
  | 'status'
  | 'assignee'
  | 'labels'
  | 'lastActivityAt'
  | 'waitingSince'
  | 'moods'
  | 'isMoodRead'
  | 'priority'
>

/** Whether a Conversation is in what this Agent looks at. */
export function matchesInboxFilter(
  row: Omit<InboxRow, 'lastActivityAt' | 'waitingSince' | 'priority'>,
  { view, status = 'open', label, agent, mood, q }: InboxFilter,
  me: string,
): boolean {
  if (row.status !== status) return false
  if (view !== 'all' && row.assignee !== (view === 'mine' ? me : null)) return false
  if (agent !== undefined && row.assignee !== agent) return false
  if (label !== undefined && !(row.labels ?? []).includes(label)) return false
  if (mood !== undefined && !hasMood(row, mood)) return false
  return !q || matchesCustomer(row, q)
}

/** Whether the Customer's newest text had this face, or one of this side; what nobody could read had none. */
export function hasMood(
  { moods, isMoodRead = true }: Pick<Conversation, 'moods' | 'isMoodRead'>,
  mood: MoodFilter,
): boolean {
  const score = moods.at(-1)
  if (score === undefined || !isMoodRead) return false
  if (mood === 'negative') return score < 0
  return mood === 'positive' ? score > 0 : faceOf(score) === mood
}

/** A time so that a later one sorts first. */
const reversed = (time: string): string =>
  time.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))

/** Ascending: who waits, longest first, then the others, newest activity first. */
export function waitingOrder({
  waitingSince,
  lastActivityAt,
}: Pick<InboxRow, 'waitingSince' | 'lastActivityAt'>): string {
  return waitingSince === null ? `1${reversed(lastActivityAt)}` : `0${waitingSince}`
}

const ranks = { urgent: 0, high: 1, normal: 2, low: 3 } as const

/** 0 for the most urgent, 3 for the least. */
export function priorityRank({ priority }: Pick<InboxRow, 'priority'>): number {
  return ranks[priority?.level ?? 'normal']
}

/** A text that sorts as the rows stand; that of `latest` sorts descending. */
function placeOf(row: InboxRow, sort: InboxSort): string {
  if (sort === 'latest') return `${row.lastActivityAt}!${row.number}`
  const place = `${waitingOrder(row)}!${row.number}`
  return sort === 'waiting' ? place : `${priorityRank(row)}${place}`
}

/** Orders rows as pages of this sort have them; the number decides between equals. */
export function compareInbox(sort: InboxSort): (a: InboxRow, b: InboxRow) => number {
  if (sort === 'latest') return compareLatest
  return (a, b) => compareTexts(placeOf(a, sort), placeOf(b, sort))
}

/** As their places would be, without the making of two texts for each comparison: thousands are sorted. */
const compareLatest = (a: InboxRow, b: InboxRow): number =>
  compareTexts(b.lastActivityAt, a.lastActivityAt) || compareTexts(b.number, a.number)

function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** How far an inbox has loaded, for `watch`: where the last of its rows stands. */
export function inboxFloor(row: InboxRow, sort: InboxSort = 'latest'): string {
  return sort === 'latest' ? row.lastActivityAt : placeOf(row, sort)
}

/** Whether a row stands among those that are loaded; without a floor all are. */
export function isAboveFloor(
  row: InboxRow,
  { sort = 'latest', floor }: { sort?: InboxSort | undefined; floor: string | null },
): boolean {
  if (floor === null) return true
  return sort === 'latest' ? row.lastActivityAt >= floor : placeOf(row, sort) <= floor
}
