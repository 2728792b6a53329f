import {
  reasonCode,
  type ConsoleFrame,
  type Conversation,
  type Entry,
  type Mention,
} from '@switchboard/protocol'
import type { ConsoleState } from '../state/console-state.ts'
import { own } from '../state/own.ts'
import { previewText } from '../words/entries.ts'
import { failureIn } from './failures.ts'

/** Something its reader wants to hear of without looking. */
export interface News {
  kind: 'text' | 'woken' | 'given' | 'failed' | 'refused' | 'mention'
  number: string
  /** The Customer's, where it is known. */
  name?: string | null | undefined
  /** Of what may come again after a break: which assignment it was, or which reply. */
  once?: string
  /** What was written, as far as one may read it over a shoulder. */
  body: string
  /** What has to be read first, and what there is to tell then, or where it could not be read. */
  unread?: { position: number; tell: (read: Read | null) => News[] }
}

/** An entry, as far as it is there, and the Conversation it stands in. */
export interface Read {
  entry: Entry | undefined
  conversation: Conversation
}

/**
 * What a frame tells that is new to this person, by the state before it: a text to what they hold, what
 * they put aside and is open again, a Conversation that came to them by another's hand, a note that names them.
 * One per Conversation at most; and a reply of theirs that did not arrive.
 */
export function newsOf(before: ConsoleState, frame: ConsoleFrame): News[] {
  if (frame.type === 'conversations') {
    const given = new Set(frame.given)
    return frame.conversations.flatMap((row) => [
      ...failureIn(before, row),
      ...rowNews(before, row, given.has(row.number)),
    ])
  }
  if (frame.type !== 'shared' || before.shared.asOf === null) return []
  return frame.shared.flatMap((change) => {
    if (change.kind !== 'mention' || change.value === null) return []
    if (own(before.shared.mentions, change.id) !== undefined) return []
    return [mentionNews(before, change.value)]
  })
}

/** The frame names neither the Customer nor the words of the note. */
function mentionNews({ conversations, agents, me }: ConsoleState, mention: Mention): News {
  const { number, position } = mention
  const bare = { kind: 'mention', number, name: conversations.get(number)?.name, body: '' } as const
  const tell = (read: Read | null): News[] => {
    if (read === null) return [bare]
    const body = previewText(read.entry ?? null, agents, me.id)
    return [{ ...bare, name: read.conversation.name, body }]
  }
  return { ...bare, unread: { position, tell } }
}

function rowNews(before: ConsoleState, row: Conversation, isGiven: boolean): News[] {
  if (row.assignee !== before.me.id || row.status !== 'open' || row.blocked) return []
  const { number, name, lastEntry, assignmentVersion } = row
  const isMessage = lastEntry?.kind === 'message'
  const body = isMessage ? previewText(lastEntry, before.agents, before.me.id) : ''
  if (isNewest(before, row) && isUnreadText(row)) return [{ kind: 'text', number, name, body }]
  if (isGiven) return [{ kind: 'given', number, name, body, once: `given ${assignmentVersion}` }]
  return wakingNews(before, row)
}

/** What may have woken: a row does not say why it is open again, its newest entry does. */
function wakingNews({ conversations, cursor }: ConsoleState, row: Conversation): News[] {
  const { number, name, lastPosition: position } = row
  const known = conversations.get(number)
  if (known !== undefined && known.status !== 'snoozed') return []
  const news: News = { kind: 'woken', number, name, body: '', once: `woken ${position}` }
  const isNew = (entry: Entry): boolean => entry.seq > (cursor ?? Infinity)
  const tell = (read: Read | null): News[] =>
    read?.entry && isWaking(read.entry) && isNew(read.entry) ? [news] : []
  return [{ ...news, unread: { position, tell } }]
}

const isUnreadText = ({ lastEntry: last, unread }: Conversation): boolean =>
  last?.kind === 'message' && last.direction === 'inbound' && unread > 0

const isWaking = (last: Entry): boolean =>
  last.kind === 'event' &&
  last.event === 'reopened' &&
  reasonCode(last.reason ?? '') === 'timeHasCome'

/** Whether what came last in it was not known here, and is newer than what was loaded. */
function isNewest(
  { cursor, conversations }: ConsoleState,
  { number, lastEntry }: Conversation,
): boolean {
  if (lastEntry === null) return false
  const known = conversations.get(number)
  return lastEntry.seq > (known ? (known.lastEntry?.seq ?? 0) : (cursor ?? Infinity))
}
