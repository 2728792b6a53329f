import type { ConversationEvent, Entry, Message, Note } from '@switchboard/protocol'

const at = '2026-11-22T12:00:00.000Z'
const place = { conversation: '+14155550100', seq: 1, changedSeq: 1, position: 1, at }

export function makeMessage(fields: Partial<Message> = {}): Message {
  return {
    ...place,
    kind: 'message',
    direction: 'inbound',
    body: 'Where is my order?',
    line: '+14155550199',
    sid: 'SM1',
    status: 'received',
    media: [],
    ...fields,
  }
}

export function makeNote(fields: Partial<Note> = {}): Note {
  return { ...place, kind: 'note', body: 'I love this customer', agent: 'ada', ...fields }
}

export function makeEvent(fields: Partial<ConversationEvent> = {}): ConversationEvent {
  return { ...place, kind: 'event', event: 'resolved', ...fields }
}

/** Messages with positions `from` to `to`. */
export function makeMessages(from: number, to: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    return makeMessage({ position: from + index, seq: from + index })
  })
}
