import type { Agent, InboxCounts, Presence, Warning, Watch } from '@switchboard/protocol'
import { Conversations } from './conversations.ts'
import { noActivity, type Activity } from './activity.ts'
import { emptyInbox, filterOf, type Inbox, type InboxChoice } from './inbox.ts'
import type { Outgoing, Refusal } from './outgoing.ts'
import { emptyShared, type Shared } from './shared.ts'
import type { Thread } from './thread.ts'

/** How this tab stands with its gateway. */
export type Link = 'connecting' | 'live' | 'reconnecting' | 'outdated' | 'signed-out'

/** Everything a signed-in tab knows. Plain data, changed by pure functions only. */
export interface ConsoleState {
  link: Link
  /** Whether the gateway follows the switchboard, and when it last did. */
  upstream: { live: boolean; since: string | null }
  /** Up to when all is known, by the server's clock; null while nothing is missing. */
  caughtUpTo: string | null
  /** The last connection was ended because this browser took its frames too slowly. */
  isTooSlow: boolean
  /** Something was asked some seconds ago, and since then nothing at all was heard. */
  isSilent: boolean
  /** The highest seq seen; null before the first welcome. */
  cursor: number | null
  /** The history the cursor counts in. */
  history: string | null
  me: Agent
  agents: Readonly<Record<string, Agent>>
  presence: Readonly<Record<string, Presence>>
  /** This person chose to be away; whoever merely touched nothing for a while did not. */
  isAway: boolean
  /** Who views and who types; nothing is known of it without a connection. */
  activity: Activity
  counts: (InboxCounts & { seq: number }) | null
  simulator: boolean
  lines: readonly string[]
  warnings: readonly Warning[]
  conversations: Conversations
  inbox: Inbox
  thread: Thread | null
  shared: Shared
  outgoing: readonly Outgoing[]
  refusals: Readonly<Record<string, Refusal>>
}

export function initialState(me: Agent, choice: Partial<InboxChoice> = {}): ConsoleState {
  return {
    link: 'connecting',
    upstream: { live: true, since: null },
    caughtUpTo: null,
    isTooSlow: false,
    isSilent: false,
    cursor: null,
    history: null,
    me,
    agents: { [me.id]: me },
    presence: {},
    isAway: false,
    activity: noActivity,
    counts: null,
    simulator: false,
    lines: [],
    warnings: [],
    conversations: Conversations.none,
    inbox: emptyInbox(choice),
    thread: null,
    shared: emptyShared,
    outgoing: [],
    refusals: {},
  }
}

/** What this tab looks at, for the gateway. */
export function watchOf({ thread, inbox }: ConsoleState): Watch {
  return {
    thread: thread?.number ?? null,
    inbox: { ...filterOf(inbox), sort: inbox.sort, floor: inbox.floor },
  }
}

/** Whether requests can reach the switchboard now. */
export function isOnline({ link, upstream }: ConsoleState): boolean {
  return link === 'live' && upstream.live
}
