import type { Conversation, Entry } from '@switchboard/protocol'

/** The summary a history begins with: open and held by nobody. */
export function newConversation(number: string, at: string): Conversation {
  return {
    number,
    status: 'open',
    assignee: null,
    assignmentVersion: 0,
    lastEntry: null,
    lastActivityAt: at,
    lastPosition: 0,
    lastMessagePosition: 0,
    unread: 0,
    readPosition: 0,
    waitingSince: null,
    optedOut: false,
    stoppedLines: [],
    line: null,
    lastAgent: null,
    moods: [],
    changedSeq: 0,
  }
}

/**
 * The summary with this entry at the end of its history. Events are told in the thread, but they are
 * neither what a row of the inbox shows nor activity that moves it.
 */
export function summaryAfter(summary: Conversation, entry: Entry): Conversation {
  const placed = { ...summary, lastPosition: entry.position }
  if (entry.kind === 'event') return placed
  const shown = { ...placed, lastEntry: entry, lastActivityAt: entry.at }
  return entry.kind === 'message' ? { ...shown, lastMessagePosition: entry.position } : shown
}
