import type { Conversation, Message } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { afterFailedReply, afterReply, reopen } from '../src/conversations/summary.ts'

const at = '2026-11-22T10:00:00.000Z'

const makeMessage = (facts: Partial<Message> = {}): Message => ({
  kind: 'message',
  direction: 'inbound',
  seq: 1,
  changedSeq: 1,
  position: 1,
  conversation: '+14155550101',
  at,
  body: 'Hello',
  line: '+15005550006',
  sid: null,
  status: 'received',
  media: [],
  ...facts,
})

const makeConversation = (facts: Partial<Conversation> = {}): Conversation => ({
  number: '+14155550101',
  status: 'open',
  assignee: null,
  assignmentVersion: 0,
  lastEntry: makeMessage(),
  lastActivityAt: at,
  lastPosition: 1,
  lastMessagePosition: 1,
  unread: 1,
  readPosition: 0,
  waitingSince: at,
  optedOut: false,
  stoppedLines: [],
  line: null,
  lastAgent: null,
  moods: [],
  changedSeq: 1,
  ...facts,
})

describe('what happens to a summary', () => {
  it('[R7] a reply of an Agent counts as having read, one of a program does not', () => {
    const reply = makeMessage({ direction: 'outbound', position: 2 })
    expect(afterReply(makeConversation(), { ...reply, agent: 'ada' })).toMatchObject({
      unread: 0,
      readPosition: 2,
      lastAgent: 'ada',
    })
    expect(afterReply(makeConversation(), reply)).toMatchObject({ unread: 1, readPosition: 0 })
  })

  it('[R4] waits again when re-opened with the Customer’s word as the last', () => {
    const resolved = makeConversation({ status: 'resolved', waitingSince: null })
    expect(reopen(resolved, 'ada')).toMatchObject({ assignee: 'ada', waitingSince: at })
    const answered = { ...resolved, lastEntry: makeMessage({ direction: 'outbound' }) }
    expect(reopen(answered, 'ada').waitingSince).toBeNull()
    expect(reopen({ ...resolved, optedOut: true }, 'ada').waitingSince).toBeNull()
  })

  it('[O4] leaves nobody waiting in a resolved Conversation when a reply fails late', () => {
    const reply = makeMessage({ direction: 'outbound', position: 2 })
    const open = makeConversation({ lastMessagePosition: 2, waitingSince: null })
    expect(afterFailedReply(open, reply, at).waitingSince).toBe(at)
    expect(afterFailedReply({ ...open, status: 'resolved' }, reply, at).waitingSince).toBeNull()
  })
})
