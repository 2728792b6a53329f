import type { Mood, TimelineMessage } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import type { Outgoing } from '../src/state/outgoing.ts'
import { timelineItems, type TimelineItem } from '../src/timeline/timeline-items.ts'
import { makeEvent, makeMessage } from './factories.ts'

const none = { complete: false, unreadAfter: null, outgoing: [] }
const kinds = (items: readonly TimelineItem[]): string[] => items.map((item) => item.kind)

const outgoing: Outgoing = {
  id: 'mine-1',
  number: '+14155550142',
  body: 'on its way',
  lastSeen: 1,
  media: [],
  createdAt: '2026-11-22T12:30:00.000Z',
  state: 'sending',
  attempts: 1,
  notBefore: 0,
  position: null,
}

const reply = (position: number, facts: Partial<TimelineMessage> = {}): TimelineMessage =>
  makeMessage({ position, direction: 'outbound', ...facts })

/** Of which texts their foot tells another thing. */
const marks = (...entries: TimelineMessage[]): boolean[] =>
  timelineItems({ ...none, entries }).flatMap((item) =>
    item.kind === 'message' ? [item.differs] : [],
  )

/** How often the time of each of so many in one group is looked at. */
function looksAt(count: number): number {
  const at = vi.fn<() => string>(() => '2026-11-22T12:00:00.000Z')
  const entries = Array.from({ length: count }, (_, index) =>
    Object.defineProperty(reply(index + 1), 'at', { get: at }),
  )
  timelineItems({ ...none, entries })
  return at.mock.calls.length / count
}

describe('timelineItems', () => {
  it('[C8] divides days, and says where the conversation begins', () => {
    const entries = [
      makeMessage({ position: 1, at: '2026-11-20T12:00:00.000Z' }),
      makeMessage({ position: 2, at: '2026-11-22T12:00:00.000Z' }),
    ]
    const items = timelineItems({ ...none, entries, complete: true })
    expect(kinds(items)).toEqual(['beginning', 'day', 'message', 'day', 'message'])
    expect(kinds(timelineItems({ ...none, entries }))[0]).toBe('day')
  })

  it('[C8] groups texts of one author close together, and shows time and author at the end', () => {
    const entries = [
      makeMessage({ position: 1 }),
      makeMessage({ position: 2 }),
      makeMessage({ position: 3, direction: 'outbound' }),
      makeMessage({ position: 4, direction: 'outbound', agent: 'ben' }),
    ]
    const shape = timelineItems({ ...none, entries }).flatMap((item) =>
      item.kind === 'message' ? [[item.opens, item.closes]] : [],
    )
    expect(shape).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ])
  })

  it('[C8] lets a failed text in a group speak for itself', () => {
    const entries = [
      makeMessage({ position: 1, direction: 'outbound', status: 'failed' }),
      makeMessage({ position: 2, direction: 'outbound' }),
    ]
    const first = timelineItems({ ...none, entries }).find((item) => item.kind === 'message')
    expect(first).toMatchObject({ closes: true })
  })

  it('[C11] marks the replies of a group of which its foot tells another thing', () => {
    const sent = { status: 'sent' } as const
    expect(marks(reply(1, sent), reply(2))).toEqual([true, false])
    expect(marks(reply(1), reply(2))).toEqual([false, false])
    // The foot of one that failed is its own; those after it have the next one.
    const failed = { status: 'failed' } as const
    expect(marks(reply(1), reply(2, failed), reply(3, sent), reply(4))).toEqual([
      true,
      false,
      true,
      false,
    ])
    // In words they are the same.
    expect(marks(reply(1, { status: 'pending' }), reply(2, { status: 'sending' }))[0]).toBe(false)
    expect(marks(makeMessage({ position: 1 }), makeMessage({ position: 2 }))).toEqual([
      false,
      false,
    ])
  })

  it('[C11] looks at each of a thousand in a group no oftener than at each of ten', () => {
    expect(looksAt(1000)).toBeLessThan(looksAt(10) * 1.5)
  })

  it('[C9] puts the unread divider before the first inbound text after the read mark', () => {
    const entries = [
      makeMessage({ position: 1 }),
      makeEvent({ position: 2 }),
      makeMessage({ position: 3, direction: 'outbound' }),
      makeMessage({ position: 4 }),
    ]
    const items = timelineItems({ ...none, entries, unreadAfter: 1 })
    expect(kinds(items)).toEqual(['day', 'message', 'event', 'message', 'unread', 'message'])
    expect(kinds(timelineItems({ ...none, entries, unreadAfter: 4 }))).not.toContain('unread')
  })

  it('[C12] keeps the row of a reply when its entry comes', () => {
    const before = timelineItems({ ...none, entries: [makeMessage()], outgoing: [outgoing] })
    const arrived = makeMessage({ position: 2, direction: 'outbound', clientMessageId: 'mine-1' })
    const after = timelineItems({ ...none, entries: [makeMessage(), arrived] })
    expect(before.at(-1)?.key).toBe('mine-1')
    expect(after.at(-1)?.key).toBe('mine-1')
  })

  it('[C10] blends the mood line from face to face over the rows between', () => {
    const sad: Mood = {
      score: -3,
      words: [{ word: 'broken', score: -3 }],
      face: 'unhappy',
      language: 'en',
      isRead: true,
    }
    const entries = [
      makeMessage({ position: 1 }),
      makeMessage({ position: 2, direction: 'outbound' }),
      makeMessage({ position: 3, mood: sad }),
    ]
    const stretches = timelineItems({ ...none, entries }).map((item) => item.stretch)
    expect(stretches.map((stretch) => stretch?.face)).toEqual([
      undefined,
      'neutral',
      null,
      'unhappy',
    ])
    expect(stretches[2]).toMatchObject({
      top: { from: 'neutral', to: 'unhappy', share: 0.25 },
      bottom: { from: 'neutral', to: 'unhappy', share: 0.75 },
    })
    expect(stretches[3]?.bottom).toMatchObject({ from: 'unhappy', to: 'unhappy' })
  })

  it('[C10] dots the line where the mood of a text was not read', () => {
    const unread = { score: 0, words: [], face: 'neutral', language: null, isRead: false } as const
    const mood: Mood = { ...unread, words: [] }
    const entries = [makeMessage({ position: 1, mood }), makeMessage({ position: 2 })]
    const dotted = timelineItems({ ...none, entries }).map((item) => item.stretch?.dotted)
    expect(dotted).toEqual([undefined, true, false])
  })
})
