import { describe, expect, it } from 'vitest'
import { Conversations } from '../src/state/conversations.ts'
import { InboxRows } from '../src/state/inbox-rows.ts'
import { applyInboxPage, emptyInbox, mergeConversations, type Inbox } from '../src/state/inbox.ts'
import { ada, ben, makeConversation } from './factories.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString()
const row = (number: string, minute: number, facts = {}) =>
  makeConversation({ number, lastActivityAt: at(minute), ...facts })
const all = emptyInbox({ view: 'all' })
const rowsOf = (known: Conversations, inbox: Inbox) =>
  new InboxRows().of({ conversations: known, inbox, me: ada })

describe('the inbox', () => {
  it('[C4] shows what belongs to the view, newest activity first', () => {
    const known = mergeConversations(Conversations.none, [
      row('+1', 1),
      row('+2', 3, { assignee: null }),
      row('+3', 2, { assignee: ben.id }),
      row('+4', 4, { status: 'resolved' }),
    ])
    const numbers = (view: 'mine' | 'unassigned' | 'all', status: 'open' | 'resolved' = 'open') =>
      rowsOf(known, emptyInbox({ view, status })).map(({ number }) => number)
    expect(numbers('mine')).toEqual(['+1'])
    expect(numbers('unassigned')).toEqual(['+2'])
    expect(numbers('all')).toEqual(['+2', '+3', '+1'])
    expect(numbers('all', 'resolved')).toEqual(['+4'])
  })

  it('[C3] keeps the newer state of a row, whether it came live or in a page', () => {
    const live = mergeConversations(Conversations.none, [
      row('+1', 5, { changedSeq: 9, unread: 2 }),
    ])
    const page = { conversations: [row('+1', 4, { changedSeq: 8 })], next: null, asOf: 8 }
    expect(applyInboxPage(live, all, page, ada.id).conversations.get('+1')?.unread).toBe(2)
  })

  it('[C4] forgets a row that left the view while nobody watched, and keeps one that came since', () => {
    const known = mergeConversations(Conversations.none, [
      row('+1', 5, { changedSeq: 3 }),
      row('+2', 6, { changedSeq: 12 }),
    ])
    const page = { conversations: [row('+3', 4)], next: null, asOf: 10 }
    const { conversations, inbox } = applyInboxPage(known, all, page, ada.id)
    expect(rowsOf(conversations, inbox).map(({ number }) => number)).toEqual(['+2', '+3'])
  })

  it('[C4] shows no row below the oldest page it has read', () => {
    const known = mergeConversations(Conversations.none, [row('+9', 1)])
    const first = { conversations: [row('+1', 5), row('+2', 4)], next: 'more', asOf: 10 }
    const { conversations, inbox } = applyInboxPage(known, all, first, ada.id)
    expect(rowsOf(conversations, inbox)).toHaveLength(2)
    const second = { conversations: [row('+9', 1)], next: null, asOf: 11 }
    const joined = applyInboxPage(conversations, inbox, second, ada.id)
    expect(rowsOf(joined.conversations, joined.inbox)).toHaveLength(3)
  })
})
