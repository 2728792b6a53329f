import type {
  Agent,
  Changeset,
  Conversation,
  ConversationChange,
  ConversationEvent,
  Message,
} from '@switchboard/protocol'

export const AT = '2026-11-22T12:00:00.000Z'
export const CAROL = '+14155550101'
export const DAVE = '+14155550102'

export function makeAgent(id: string): Agent {
  return { id, name: id, role: 'agent', disabled: false }
}

export function makeChangeset(seq: number, parts: Partial<Changeset> = {}): Changeset {
  return { seq, at: AT, entries: [], conversations: [], counts: {}, agents: [], ...parts }
}

export function makeMessage(fields: Partial<Message> = {}): Message {
  return {
    seq: 1,
    changedSeq: 1,
    position: 1,
    conversation: CAROL,
    at: AT,
    kind: 'message',
    direction: 'inbound',
    body: 'I love it',
    line: '+14155550199',
    sid: 'SM1',
    status: 'received',
    media: [],
    ...fields,
  }
}

export function makeEvent(
  fields: Pick<ConversationEvent, 'event'> & Partial<ConversationEvent>,
): ConversationEvent {
  return {
    seq: 1,
    changedSeq: 1,
    position: 1,
    conversation: CAROL,
    at: AT,
    kind: 'event',
    ...fields,
  }
}

export function makeConversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    number: CAROL,
    status: 'open',
    assignee: null,
    assignmentVersion: 1,
    lastEntry: null,
    lastActivityAt: AT,
    lastPosition: 1,
    lastMessagePosition: 1,
    unread: 0,
    readPosition: 0,
    waitingSince: null,
    optedOut: false,
    stoppedLines: [],
    line: null,
    lastAgent: null,
    moods: [],
    changedSeq: 1,
    ...fields,
  }
}

export function makeChange(
  fields: Partial<Conversation> = {},
  before: ConversationChange['before'] = null,
): ConversationChange {
  return { conversation: makeConversation(fields), before }
}
