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

/** The summary with this entry at the end of its history. */
export function summaryAfter(summary: Conversation, entry: Entry): Conversation {
  return {
    ...summary,
    lastEntry: entry,
    lastActivityAt: entry.at,
    lastPosition: entry.position,
    lastMessagePosition: entry.kind === 'message' ? entry.position : summary.lastMessagePosition,
  }
}
