import type {
  Conversation,
  ConversationStatus,
  InboxCounts,
  InboxView,
} from '@switchboard/protocol'
import { own } from './own.ts'

/** Every Conversation this tab was told of, by number. */
export type Conversations = Readonly<Record<string, Conversation>>

/** How many Conversations a tab keeps in memory. */
export const MAX_CONVERSATIONS = 10_000

/** The part of the inbox that is looked at. */
export interface Inbox {
  view: InboxView
  status: ConversationStatus
  /** `lastActivityAt` of the oldest row loaded; null when all are, or none yet. */
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

type ViewCounts = Pick<InboxCounts, InboxView>

/** How many each view holds of the Conversations with this status. */
export function countsOf(
  counts: InboxCounts | null,
  status: ConversationStatus,
): ViewCounts | null {
  return status === 'open' ? counts : (counts?.[status] ?? null)
}

export function emptyInbox(view: InboxView, status: ConversationStatus): Inbox {
  return { view, status, floor: null, next: null, asOf: null, loading: true, problem: null }
}

/** Of the same Conversation the one changed last stays. */
export function mergeConversations(
  known: Conversations,
  incoming: readonly Conversation[],
): Conversations {
  const newer = incoming.filter(
    ({ number, changedSeq }) => changedSeq > (own(known, number)?.changedSeq ?? -1),
  )
  if (newer.length === 0) return known
  return bounded({ ...known, ...Object.fromEntries(newer.map((row) => [row.number, row])) })
}

/** The longest quiet ones go; they are read again with their page. */
function bounded(known: Conversations): Conversations {
  const rows = Object.values(known)
  if (rows.length <= MAX_CONVERSATIONS) return known
  const kept = rows.toSorted(byActivity).slice(0, MAX_CONVERSATIONS)
  return Object.fromEntries(kept.map((row) => [row.number, row]))
}

export function isInView(row: Conversation, inbox: Inbox, me: string | null): boolean {
  if (row.status !== inbox.status) return false
  if (inbox.view === 'mine') return row.assignee === me
  return inbox.view === 'all' || row.assignee === null
}

/** The rows to show, newest activity first. */
export function inboxRows(
  known: Conversations,
  inbox: Inbox,
  me: string | null,
): readonly Conversation[] {
  return Object.values(known)
    .filter((row) => isInView(row, inbox, me))
    .filter((row) => inbox.floor === null || row.lastActivityAt >= inbox.floor)
    .toSorted(byActivity)
}

function byActivity(a: Conversation, b: Conversation): number {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt < b.lastActivityAt ? 1 : -1
  return a.number < b.number ? -1 : 1
}

/**
 * Joins a page with what is known. A row the page should have held but does not has left the view
 * while nobody watched it; one that changed after the page was read stays.
 */
export function applyInboxPage(
  known: Conversations,
  inbox: Inbox,
  page: ConversationsPage,
  me: string | null,
): { conversations: Conversations; inbox: Inbox } {
  const floor = page.next === null ? null : (page.conversations.at(-1)?.lastActivityAt ?? null)
  const listed = new Set(page.conversations.map((row) => row.number))
  const isGone = (row: Conversation): boolean =>
    isInView(row, inbox, me) &&
    !listed.has(row.number) &&
    row.changedSeq <= page.asOf &&
    (inbox.floor === null || row.lastActivityAt < inbox.floor) &&
    (floor === null || row.lastActivityAt >= floor)
  const kept = Object.fromEntries(Object.entries(known).filter(([, row]) => !isGone(row)))
  return {
    conversations: mergeConversations(kept, page.conversations),
    inbox: { ...inbox, floor, next: page.next, asOf: page.asOf, loading: false, problem: null },
  }
}
