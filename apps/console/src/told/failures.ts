import { isFailure, type Conversation, type Entry } from '@switchboard/protocol'
import type { ConsoleState } from '../state/console-state.ts'
import { deliveryWords } from '../words/delivery.ts'
import type { News } from './news.ts'

/**
 * The newest reply that did not arrive, by what a row names as unsettled and did not before. Who wrote it stands in
 * its entry, which has to be read where it is not the last of the row; only where this person may have.
 */
export function failureIn({ me, conversations, cursor }: ConsoleState, row: Conversation): News[] {
  const { number, name, assignee, lastAgent, lastEntry } = row
  const position = newlyFailed(row, conversations.get(number))
  if (position === undefined || (assignee !== me.id && lastAgent !== me.id)) return []
  const news: News = { kind: 'failed', number, name, body: '', once: `failed ${position}` }
  const after = cursor ?? Infinity
  const tell = (entry?: Entry): News[] =>
    isOwnFailure(entry, me.id, after) ? [{ ...news, body: reasonOf(entry) }] : []
  if (lastEntry?.position === position) return tell(lastEntry)
  return [{ ...news, unread: { position, tell: (read) => tell(read?.entry) } }]
}

function newlyFailed({ unsettled = [] }: Conversation, known?: Conversation): number | undefined {
  const before = new Set(known?.unsettled?.filter(isFailed).map(({ position }) => position))
  return unsettled.filter(isFailed).findLast(({ position }) => !before.has(position))?.position
}

type Unsettled = NonNullable<Conversation['unsettled']>[number]

const isFailed = ({ status }: Unsettled): boolean => status === 'failed'

type Message = Extract<Entry, { kind: 'message' }>

function isOwnFailure(entry: Entry | undefined, me: string, after: number): entry is Message {
  if (entry?.kind !== 'message') return false
  return entry.agent === me && isFailure(entry.status) && entry.changedSeq > after
}

function reasonOf(message: Message): string {
  const { short, long } = deliveryWords(message)
  return long ?? short
}
