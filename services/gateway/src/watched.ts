import {
  isAboveFloor,
  matchesInboxFilter,
  type ConsoleFrame,
  type Conversation,
  type ConversationChange,
  type InboxRow,
  type TimelineEntry,
  type Watch,
} from '@switchboard/protocol'
import type { Change } from './batch.ts'

/** Who looks at what. */
export interface Watcher {
  agent: string
  watch: Watch
  /** Changesets up to this one are not for it: it has them, or reads them from its pages. */
  after: number
}

type Inbox = NonNullable<Watch['inbox']>
type Unlabelled<T> = T extends { seq: number } ? Omit<T, 'seq'> : never
/** A frame whose `seq` is still to be set; `key` names its content among those of one batch. */
export interface WatchedFrame {
  key: string
  frame: Unlabelled<ConsoleFrame>
}

/** What of these changes this watcher is sent, in the order it is sent. */
export function watchedFrames(changes: readonly Change[], watcher: Watcher): WatchedFrame[] {
  const visible = changes.filter(({ changeset: { seq, audience } }) => {
    return seq > watcher.after && (audience === undefined || audience === watcher.agent)
  })
  // What only some may see, or only a part of it, has a key of its own.
  const isWhole = visible.length === changes.length && visible.every((c) => !c.changeset.audience)
  const scope = isWhole ? '' : `${watcher.agent} ${watcher.after} `
  return [
    ...entriesFrame(visible, watcher.watch.thread, scope),
    ...agentsFrame(visible, scope),
    ...sharedFrame(visible, scope),
    ...conversationsFrame(visible, watcher, scope),
  ]
}

function entriesFrame(
  changes: readonly Change[],
  thread: string | null,
  scope: string,
): WatchedFrame[] {
  if (thread === null) return []
  const newest = new Map<number, TimelineEntry>()
  for (const { entries } of changes) {
    for (const entry of entries)
      if (entry.conversation === thread) newest.set(entry.position, entry)
  }
  if (newest.size === 0) return []
  const entries = [...newest.values()].toSorted((a, b) => a.position - b.position)
  return [
    { key: `${scope}entries ${thread}`, frame: { type: 'entries', conversation: thread, entries } },
  ]
}

function agentsFrame(changes: readonly Change[], scope: string): WatchedFrame[] {
  const newest = new Map(
    changes.flatMap(({ changeset }) => changeset.agents.map((agent) => [agent.id, agent] as const)),
  )
  if (newest.size === 0) return []
  return [{ key: `${scope}agents`, frame: { type: 'agents', agents: [...newest.values()] } }]
}

/** The newest state of each thing; whose changeset has an audience is in a scope of its own. */
function sharedFrame(changes: readonly Change[], scope: string): WatchedFrame[] {
  const shared = changes.flatMap(({ changeset }) => changeset.shared ?? [])
  if (shared.length === 0) return []
  const newest = new Map(shared.map((change) => [`${change.kind} ${change.id}`, change]))
  return [{ key: `${scope}shared`, frame: { type: 'shared', shared: [...newest.values()] } }]
}

/** Rows in the view after the change or before it, one's own wherever they stand, and the open thread's summary. */
function conversationsFrame(
  changes: readonly Change[],
  { agent, watch }: Watcher,
  scope: string,
): WatchedFrame[] {
  const watched = new Set(watch.thread === null ? [] : [watch.thread])
  const newest = new Map<string, Conversation>()
  for (const { changeset } of changes) {
    for (const change of changeset.conversations) {
      const { conversation } = change
      newest.set(conversation.number, conversation)
      if (isOwn(change, agent) || isRow(change, watch.inbox, agent))
        watched.add(conversation.number)
    }
  }
  const conversations = [...newest.values()].filter(({ number }) => watched.has(number))
  if (conversations.length === 0) return []
  const numbers = conversations.map(({ number }) => number).join(' ')
  return [
    { key: `${scope}conversations ${numbers}`, frame: { type: 'conversations', conversations } },
  ]
}

function isShown(row: InboxRow, inbox: Inbox, agent: string): boolean {
  return matchesInboxFilter(row, inbox, agent) && isAboveFloor(row, inbox)
}

/** What its person holds, or held until now: one is told of that whatever one looks at. */
function isOwn({ conversation, before }: ConversationChange, agent: string): boolean {
  return conversation.assignee === agent || before?.assignee === agent
}

/** Whether an inbox shows the row after the change, or has to see it go. */
function isRow(
  { conversation, before }: ConversationChange,
  inbox: Inbox | null,
  agent: string,
): boolean {
  if (inbox === null) return false
  if (isShown(conversation, inbox, agent)) return true
  if (before === null) return false
  // What an older program did not tell of it counts as unchanged.
  return isShown({ ...conversation, ...before }, inbox, agent)
}
