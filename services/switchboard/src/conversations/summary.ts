import { priorityOf, withoutMoods } from './anger.ts'
import { settled } from './unsettled.ts'
import { MOODS_KEPT, type Conversation, type Message, type Mood } from '@switchboard/protocol'

// What each thing that happens does to a Conversation's summary. Pure: the caller stores the result.

/** After the Customer wrote, in this mood. */
export function afterInbound(
  conversation: Conversation,
  message: Message,
  { score, isRead }: Pick<Mood, 'score' | 'isRead'>,
): Conversation {
  const moods = [...conversation.moods, score].slice(-MOODS_KEPT)
  return {
    ...conversation,
    status: 'open',
    ...(conversation.status !== 'open' && {
      // A snoozed one has its holder still.
      assignee: conversation.status === 'snoozed' ? conversation.assignee : null,
      assignmentVersion: conversation.assignmentVersion + 1,
    }),
    unread: conversation.unread + 1,
    waitingSince: conversation.waitingSince ?? message.at,
    ...onLine(conversation, message),
    snoozedUntil: null,
    releasedBy: null,
    moods,
    // Nearly all are, and do not say so.
    ...(isRead !== (conversation.isMoodRead ?? true) && { isMoodRead: isRead }),
    priority: priorityOf(moods, conversation.priority),
  }
}

/** After a STOP, START or HELP: kept and shown, but it neither re-opens nor queues. */
export function afterKeyword(conversation: Conversation, message: Message): Conversation {
  // A history that begins with a keyword is nobody's work.
  const isFirst = message.position === 1
  return {
    ...conversation,
    ...(isFirst && { status: 'resolved' as const }),
    unread: conversation.unread + 1,
    ...onLine(conversation, message),
  }
}

/** After somebody we blocked wrote: kept and shown, and nothing more. */
export function afterBlocked(conversation: Conversation, message: Message): Conversation {
  return { ...conversation, ...onLine(conversation, message) }
}

/** Nobody waits for an answer who is blocked. */
export function block(conversation: Conversation): Conversation {
  return { ...conversation, blocked: true, unread: 0, waitingSince: null }
}

/** From here on they count again. */
export function unblock(conversation: Conversation): Conversation {
  return { ...conversation, blocked: false }
}

export function afterStop(conversation: Conversation, lines: readonly string[]): Conversation {
  const stoppedLines = [...new Set([...conversation.stoppedLines, ...lines])]
  return { ...conversation, stoppedLines, optedOut: true }
}

/** START lifts the Line it was sent to and no other. */
export function afterStart(conversation: Conversation, lines: readonly string[]): Conversation {
  const stoppedLines = conversation.stoppedLines.filter((stopped) => !lines.includes(stopped))
  return { ...conversation, stoppedLines, optedOut: stoppedLines.length > 0 }
}

/** After we wrote. An Agent who replies has read; a program has not. */
export function afterReply(conversation: Conversation, message: Message): Conversation {
  return {
    ...(message.agent === undefined ? conversation : markRead(conversation, message.position, 0)),
    waitingSince: null,
    ...onLine(conversation, message),
    lastAgent: message.agent ?? conversation.lastAgent,
  }
}

/** After a reply turned up that went out before the Customer wrote last: they still wait. */
export function afterOlderReply(conversation: Conversation, message: Message): Conversation {
  return { ...conversation, ...onLine(conversation, message) }
}

/** After our newest reply turned out not to have reached the Customer. */
export function afterFailedReply(
  conversation: Conversation,
  message: Message,
  waitedSince: string | null,
): Conversation {
  const isNewest = message.position >= conversation.lastMessagePosition
  // What is resolved waits for nobody; its row shows that the reply failed.
  if (!isNewest || conversation.status !== 'open' || conversation.blocked) return conversation
  return { ...conversation, waitingSince: conversation.waitingSince ?? waitedSince ?? message.at }
}

/** Moves the shared read mark; it never goes back. `unread`: inbound messages left after it. */
export function markRead(
  conversation: Conversation,
  position: number,
  unread: number,
): Conversation {
  if (position <= conversation.readPosition) return conversation
  return { ...conversation, readPosition: position, unread }
}

/** To an Agent, or to nobody. */
export function assign(conversation: Conversation, assignee: string | null): Conversation {
  const assignmentVersion = conversation.assignmentVersion + 1
  return { ...conversation, assignee, assignmentVersion, releasedBy: null }
}

/** To nobody, by the will of a person: automatic assignment is not to hand it back to its holder. */
export function giveUp(conversation: Conversation): Conversation {
  const { assignee, releasedBy = null } = conversation
  return { ...assign(conversation, null), releasedBy: assignee ?? releasedBy }
}

/** Resolving ends the Assignment, and settles what failed; the last Agent stays remembered. */
export function resolve(conversation: Conversation): Conversation {
  const { priority } = conversation
  return {
    ...settled(assign(conversation, null)),
    status: 'resolved',
    waitingSince: null,
    snoozedUntil: null,
    // What the moods of this time asked for ends with it.
    priority: priority ? withoutMoods(priority) : null,
  }
}

/** The Customer waits again, where theirs is the last word and they may be answered. */
export function reopen(conversation: Conversation, assignee: string | null): Conversation {
  const { lastEntry: last, optedOut, blocked } = conversation
  const isTheirs = last?.kind === 'message' && last.direction === 'inbound' && !optedOut && !blocked
  return {
    ...assign(conversation, assignee),
    status: 'open',
    snoozedUntil: null,
    waitingSince: isTheirs ? last.at : null,
  }
}

/** So that a summary stays small whoever writes to however many Lines. */
const LINES_KEPT = 100

/** The Line last used, and all of them: an opt-out in free words means every one. */
function onLine(
  { lines = [] }: Conversation,
  { line }: Message,
): Pick<Conversation, 'line' | 'lines'> {
  return { line, lines: lines.includes(line) ? lines : [...lines, line].slice(-LINES_KEPT) }
}
