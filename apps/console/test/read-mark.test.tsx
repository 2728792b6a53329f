import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CUSTOMER, makeMessage } from './factories.ts'
import { settle, type FakeWire } from './fake-wire.ts'
import { drawn, giveSizes } from './layout.ts'
import { look } from './looking.ts'
import { openDesk } from './open-desk.tsx'

const texts = [makeMessage({ position: 1 }), makeMessage({ position: 2 })]
const openUnread = () => openDesk({ unread: 2, lastPosition: 2 }, texts)

/** How far the mark was moved, each time. */
const marks = ({ asked }: FakeWire): unknown[] =>
  asked.flatMap(({ op, args }) => (op === 'read' ? [args['position']] : []))

/** Another text, on the screen. */
async function getText(wire: FakeWire, position: number): Promise<void> {
  const seq = 100 + position
  const entries = [makeMessage({ position, seq, changedSeq: seq })]
  act(() => wire.tell({ type: 'entries', seq, conversation: CUSTOMER, entries }))
  await drawn()
  await act(settle)
}

const nobodyLooks = [
  ['in a window without the focus', { hasFocus: false }, () => dispatchEvent(new Event('focus'))],
  [
    'behind another tab',
    { isVisible: false },
    () => document.dispatchEvent(new Event('visibilitychange')),
  ],
] as const

describe('the read mark', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
    history.replaceState(null, '', '/')
  })

  it('[C9] moves to what is in sight when the thread opens, and with each text that comes', async () => {
    look({})
    const { wire } = await openUnread()
    expect(marks(wire)).toEqual([2])
    expect(wire.last('read').args).toEqual({ number: CUSTOMER, position: 2 })
    await getText(wire, 3)
    expect(marks(wire)).toEqual([2, 3])
  })

  it.each(nobodyLooks)(
    '[C9] stays where the thread opens, or a text comes, %s, until somebody looks there',
    async (_where, unseen, tell) => {
      look(unseen)
      const { wire } = await openUnread()
      await getText(wire, 3)
      act(() => void tell())
      expect(marks(wire)).toEqual([])
      look({})
      act(() => void tell())
      expect(marks(wire)).toEqual([3])
    },
  )
})
