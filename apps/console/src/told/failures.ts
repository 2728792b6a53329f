import { isFailure, type Conversation, type Entry, type Unsettled } from '@switchboard/protocol'
import type { ConsoleState } from '../state/console-state.ts'
import { deliveryWords } from '../words/delivery.ts'
import type { News } from './news.ts'

/**
 * The newest reply of this person's that did not arrive, by what a row names as unsettled and did not before. Why it
 * did not stands in its entry, which has to be read where it is not the last of the row.
 */
export function failureIn({ me, conversations, cursor }: ConsoleState, row: Conversation): News[] {
  const { number, name, lastEntry } = row
  const failed = newlyFailed(row, conversations.get(number))
  if (failed === undefined || !mayBeOf(me.id, failed, row)) return []
  const { position } = failed
  const news: News = { kind: 'failed', number, name, body: '', once: `failed ${position}` }
  const after = cursor ?? Infinity
  const tell = (entry?: Entry): News[] =>
    isOwnFailure(entry, me.id, after) ? [{ ...news, body: reasonOf(entry) }] : []
  if (lastEntry?.position === position) return tell(lastEntry)
  return [{ ...news, unread: { position, tell: (read) => tell(read?.entry) } }]
}

function newlyFailed(
  { unsettled = [] }: Conversation,
  known: Conversation | undefined,
): Unsettled | undefined {
  const before = new Set(known?.unsettled?.filter(isFailed).map(({ position }) => position))
  return unsettled.filter(isFailed).findLast(({ position }) => !before.has(position))
}

const isFailed = ({ status }: Unsettled): boolean => status === 'failed'

/** An older release did not say whose it is: its author mostly holds the Conversation, or answered last. */
function mayBeOf(me: string, { agent }: Unsettled, row: Conversation): boolean {
  if (agent !== undefined) return agent === me
  return row.assignee === me || row.lastAgent === me
}

type Message = Extract<Entry, { kind: 'message' }>

function isOwnFailure(entry: Entry | undefined, me: string, after: number): entry is Message {
  if (entry?.kind !== 'message') return false
  return entry.agent === me && isFailure(entry.status) && entry.changedSeq > after
}

function reasonOf(message: Message): string {
  const { short, long } = deliveryWords(message)
  return long ?? short
}
