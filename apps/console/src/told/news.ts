import type { ConsoleFrame, Conversation } from '@switchboard/protocol'
import type { ConsoleState } from '../state/console-state.ts'
import { own } from '../state/own.ts'

/** Something its reader wants to hear of without looking. */
export interface News {
  kind: 'text' | 'given' | 'mention'
  number: string
  /** What was written, as far as one may read it over a shoulder. */
  body: string
}

/**
 * What a frame tells that is new to this person, by the state before it: a text to what they hold, a
 * Conversation that came to them by another's hand, a note that names them. One per Conversation at most.
 */
export function newsOf(before: ConsoleState, frame: ConsoleFrame): News[] {
  if (frame.type === 'conversations')
    return frame.conversations.flatMap((row) => rowNews(before, row) ?? [])
  if (frame.type !== 'shared' || before.shared.asOf === null) return []
  return frame.shared.flatMap((change) => {
    if (change.kind !== 'mention' || change.value === null) return []
    if (own(before.shared.mentions, change.id) !== undefined) return []
    return [{ kind: 'mention' as const, number: change.value.number, body: '' }]
  })
}

function rowNews(before: ConsoleState, row: Conversation): News | null {
  if (row.assignee !== before.me.id || row.status !== 'open' || row.blocked) return null
  const known = before.conversations.get(row.number)
  const body = row.lastEntry?.kind === 'message' ? row.lastEntry.body : ''
  if (isNewText(before, known, row)) return { kind: 'text', number: row.number, body }
  // Of a row that was never seen nobody can say whether it has just come.
  const hasCome = known !== undefined && known.assignee !== row.assignee
  return hasCome && row.waitingSince !== null ? { kind: 'given', number: row.number, body } : null
}

function isNewText(
  { cursor }: ConsoleState,
  known: Conversation | undefined,
  { lastEntry: last, unread }: Conversation,
): boolean {
  if (last?.kind !== 'message' || last.direction !== 'inbound' || unread === 0) return false
  return last.seq > (known ? (known.lastEntry?.seq ?? 0) : (cursor ?? Infinity))
}
