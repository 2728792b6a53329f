import type {
  Agent,
  Conversation,
  Mood,
  OperationResult,
  TimelineEntry,
  TimelineMessage,
} from '@switchboard/protocol'

export const CUSTOMER = '+14155550142'
export const LINE = '+14155550100'

export const ada: Agent = { id: 'ada', name: 'Ada Moreau', role: 'admin', disabled: false }
export const ben: Agent = { id: 'ben', name: 'Ben Okafor', role: 'agent', disabled: false }

const neutral: Mood = { score: 0, words: [], face: 'neutral', language: 'en', isRead: true }

export function makeMessage(facts: Partial<TimelineMessage> = {}): TimelineMessage {
  const position = facts.position ?? 1
  const inbound = facts.direction !== 'outbound'
  return {
    kind: 'message',
    seq: position,
    changedSeq: facts.seq ?? position,
    position,
    conversation: CUSTOMER,
    at: new Date(Date.UTC(2026, 10, 22, 12, position)).toISOString(),
    direction: 'inbound',
    body: `text ${position}`,
    line: LINE,
    sid: `SM${position}`,
    status: inbound ? 'received' : 'delivered',
    media: [],
    age: { value: 1, unit: 'minute', text: '1 minute ago' },
    mood: neutral,
    ...(inbound ? {} : { agent: ada.id }),
    ...facts,
  }
}

export function makeEvent(
  facts: Partial<Extract<TimelineEntry, { kind: 'event' }>> = {},
): TimelineEntry {
  const position = facts.position ?? 1
  return {
    kind: 'event',
    seq: position,
    changedSeq: position,
    position,
    conversation: CUSTOMER,
    at: new Date(Date.UTC(2026, 10, 22, 12, position)).toISOString(),
    event: 'resolved',
    age: { value: 1, unit: 'minute', text: '1 minute ago' },
    ...facts,
  }
}

export function makeNote(
  facts: Partial<Extract<TimelineEntry, { kind: 'note' }>> = {},
): Extract<TimelineEntry, { kind: 'note' }> {
  const position = facts.position ?? 1
  return {
    kind: 'note',
    seq: position,
    changedSeq: position,
    position,
    conversation: CUSTOMER,
    at: new Date(Date.UTC(2026, 10, 22, 12, position)).toISOString(),
    body: 'a note',
    agent: ada.id,
    age: { value: 1, unit: 'minute', text: '1 minute ago' },
    ...facts,
  }
}

export function makeConversation(facts: Partial<Conversation> = {}): Conversation {
  return {
    number: CUSTOMER,
    status: 'open',
    assignee: ada.id,
    assignmentVersion: 1,
    lastEntry: null,
    lastActivityAt: '2026-11-22T12:00:00.000Z',
    lastPosition: 0,
    lastMessagePosition: 0,
    unread: 0,
    readPosition: 0,
    waitingSince: null,
    optedOut: false,
    stoppedLines: [],
    line: LINE,
    lastAgent: null,
    moods: [],
    changedSeq: 1,
    ...facts,
  }
}

export function makeShared(facts: Partial<OperationResult<'shared'>> = {}) {
  return {
    teams: [],
    labels: [],
    cannedResponses: [],
    drafts: [],
    mentions: [],
    lines: [],
    preferences: {},
    settings: { automaticAssignment: true, idleMinutes: 5, graceSeconds: 30, defaultCapacity: 20 },
    defaultCapacity: 20,
    asOf: 100,
    ...facts,
  } satisfies OperationResult<'shared'>
}
