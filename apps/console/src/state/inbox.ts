import {
  compareInbox,
  inboxFloor,
  isAboveFloor,
  matchesInboxFilter,
  type Conversation,
  type ConversationStatus,
  type InboxCounts,
  type InboxFilter,
  type InboxSort,
  type InboxView,
  type MoodFilter,
} from '@switchboard/protocol'
import { Conversations } from './conversations.ts'

/** How many Conversations a tab keeps in memory. */
export const MAX_CONVERSATIONS = 10_000
/** What is left of them then, so that not every new one makes some go. */
const KEPT_CONVERSATIONS = 9_500
/** How many rows are listed; whoever looks for more than that searches or filters. */
export const MAX_ROWS = 5_000

/** Which Conversations are looked at, and in which order. */
export interface InboxChoice {
  view: InboxView
  status: ConversationStatus
  /** Ids of a label and of an Agent. */
  label: string | null
  agent: string | null
  mood: MoodFilter | null
  q: string
  sort: InboxSort
}

/** The part of the inbox that is looked at. */
export interface Inbox extends InboxChoice {
  /** `inboxFloor` of the last row loaded; null when all are, or none yet. */
  floor: string | null
  /** What reads the next page; null at the end. */
  next: string | null
  /** The changeset the newest page was read at; null until it came. */
  asOf: number | null
  loading: boolean
  problem: string | null
}

export interface ConversationsPage {
  conversations: readonly Conversation[]
  next: string | null
  asOf: number
}

export const firstChoice: InboxChoice = {
  view: 'mine',
  status: 'open',
  label: null,
  agent: null,
  mood: null,
  q: '',
  sort: 'latest',
}

type ViewCounts = Pick<InboxCounts, InboxView>

/** How many each view holds of the Conversations with this status. */
export function countsOf(
  counts: InboxCounts | null,
  status: ConversationStatus,
): ViewCounts | null {
  return status === 'open' ? counts : (counts?.[status] ?? null)
}

export function choiceOf({ view, status, label, agent, mood, q, sort }: InboxChoice): InboxChoice {
  return { view, status, label, agent, mood, q, sort }
}

/** An inbox of which nothing was read yet. */
export function emptyInbox(choice: Partial<InboxChoice> = {}): Inbox {
  const chosen = choiceOf({ ...firstChoice, ...choice })
  return { ...chosen, floor: null, next: null, asOf: null, loading: true, problem: null }
}

/** What one asks the switchboard for, and says one watches. */
export function filterOf({
  view,
  status,
  label,
  agent,
  mood,
  q,
}: InboxChoice): InboxFilter & { status: ConversationStatus } {
  const typed = q.trim()
  return {
    view,
    status,
    ...(label !== null && { label }),
    ...(agent !== null && { agent }),
    ...(mood !== null && { mood }),
    ...(typed !== '' && { q: typed }),
  }
}

/** Whether something narrows the view, other than its status. */
export function isNarrowed({ label, agent, mood, q }: InboxChoice): boolean {
  return label !== null || agent !== null || mood !== null || q.trim() !== ''
}

/** Of the same Conversation the one changed last stays. What is `listed` is kept before the others. */
export function mergeConversations(
  known: Conversations,
  incoming: readonly Conversation[],
  listed: (row: Conversation) => boolean = () => false,
): Conversations {
  const newer = incoming.filter(
    ({ number, changedSeq }) => changedSeq > (known.get(number)?.changedSeq ?? -1),
  )
  return bounded(known.with(newer), listed)
}

/** Those that are not listed go, the longest quiet ones first; they are read again with their page. */
function bounded(known: Conversations, listed: (row: Conversation) => boolean): Conversations {
  if (known.size <= MAX_CONVERSATIONS) return known
  const byActivity = compareInbox('latest')
  const kept = [...known]
    .toSorted((a, b) => Number(listed(b)) - Number(listed(a)) || byActivity(a, b))
    .slice(0, KEPT_CONVERSATIONS)
  return Conversations.of(kept)
}

/** Whether a Conversation belongs to what is looked at; each is looked at once. */
export function memberOf(choice: InboxChoice, me: string): (row: Conversation) => boolean {
  const filter = filterOf(choice)
  const known = new WeakMap<Conversation, boolean>()
  return (row) => {
    const before = known.get(row)
    if (before !== undefined) return before
    const is = matchesInboxFilter(row, filter, me)
    known.set(row, is)
    return is
  }
}

/** Rows in the order of a sort; where each stands is worked out once. */
export function ordered(rows: readonly Conversation[], sort: InboxSort): readonly Conversation[] {
  if (sort === 'latest') return rows.toSorted(compareInbox(sort))
  const places = new Map(rows.map((row) => [row, inboxFloor(row, sort)]))
  const place = (row: Conversation): string => places.get(row) ?? ''
  return rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}

/**
 * Joins a page with what is known. A row the page should have held but does not has left the view
 * while nobody watched it; one that changed after the page was read stays.
 */
export function applyInboxPage(
  known: Conversations,
  inbox: Inbox,
  page: ConversationsPage,
  me: string,
): { conversations: Conversations; inbox: Inbox } {
  const isMember = memberOf(inbox, me)
  const floor = floorAfter(inbox, page)
  const isGone = goneBy(inbox, page, floor)
  const kept = known.without((row) => isMember(row) && isGone(row))
  return {
    conversations: mergeConversations(kept, page.conversations, isMember),
    inbox: { ...inbox, floor, next: page.next, asOf: page.asOf, loading: false, problem: null },
  }
}

/** An empty page that leads on was all looking and no finding: nothing more is loaded than before. */
function floorAfter({ floor, sort }: Inbox, page: ConversationsPage): string | null {
  if (page.next === null) return null
  const last = page.conversations.at(-1)
  return last ? inboxFloor(last, sort) : floor
}

/** Whether a row stands where the page looked, was not found, and did not come since. */
function goneBy(
  inbox: Inbox,
  page: ConversationsPage,
  floor: string | null,
): (row: Conversation) => boolean {
  if (page.next !== null && page.conversations.length === 0) return () => false
  const listed = new Set(page.conversations.map((row) => row.number))
  const { sort } = inbox
  // Before the first row was found a later page covers what the earlier ones looked through.
  const asOf = inbox.floor === null ? Math.min(page.asOf, inbox.asOf ?? page.asOf) : page.asOf
  return (row) =>
    !listed.has(row.number) &&
    row.changedSeq <= asOf &&
    (inbox.floor === null || !isAboveFloor(row, inbox)) &&
    isAboveFloor(row, { sort, floor })
}

/** Where one goes on when a Conversation is done: the row below it, else the one above, else the first. */
export function neighbourOf(number: string, rows: readonly Conversation[]): string | null {
  const at = rows.findIndex((row) => row.number === number)
  const next = at === -1 ? rows[0] : (rows[at + 1] ?? rows[at - 1])
  return next?.number ?? null
}
