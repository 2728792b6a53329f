import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { leadTo } from '../src/inbox/open-row.ts'
import { setPreference } from '../src/state/preferences.ts'
import { threadPath } from '../src/thread-path.ts'
import { CUSTOMER, makeConversation, makeMessage } from './factories.ts'
import { settle, type FakeWire } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { look } from './looking.ts'
import { openDesk } from './open-desk.tsx'

const OTHER = '+14155550199'

let seq = 100
/** A text to what Ada holds. */
function text(wire: FakeWire, number: string): void {
  seq += 1
  const lastEntry = makeMessage({ conversation: number, body: `Text ${seq}`, seq, changedSeq: seq })
  const row = makeConversation({ number, name: number, unread: 1, changedSeq: seq, lastEntry })
  act(() => wire.tell({ type: 'conversations', seq, conversations: [row] }))
}

let shown: string[] = []
/** Notifications this browser shows, by their title. */
function stubNotifications(): void {
  shown = []
  class FakeNotification extends EventTarget {
    static readonly permission = 'granted'
    constructor(title: string) {
      super()
      shown.push(title)
    }
  }
  vi.stubGlobal('Notification', FakeNotification)
}

const told = (number: string): string => `New text from ${number}`

/** Somebody comes, or goes, and the browser says so in one of its two ways. */
function now(
  looked: Parameters<typeof look>[0],
  says: 'focus' | 'blur' | 'visibilitychange',
): void {
  look(looked)
  const target = says === 'visibilitychange' ? document : window
  act(() => void target.dispatchEvent(new Event(says)))
}

describe('whoever looks at a thread', () => {
  beforeAll(giveSizes)
  beforeEach(() => {
    localStorage.clear()
    stubNotifications()
    setPreference({ desktop: true, sound: false })
    // One tab alone tells at once.
    vi.stubGlobal('BroadcastChannel', undefined)
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    history.replaceState(null, '', '/')
  })

  it('[C71] is told nothing of it, and of another one all the same', async () => {
    look({})
    const { wire } = await openDesk()
    text(wire, CUSTOMER)
    expect(shown).toEqual([])
    text(wire, OTHER)
    expect(shown).toEqual([told(OTHER)])
  })

  it.each([
    ['a window without the focus', { hasFocus: false }],
    ['a tab behind another', { isVisible: false }],
  ])('[C70] [C71] is told of it too where it opened in %s', async (_where, unseen) => {
    look(unseen)
    const { wire } = await openDesk()
    text(wire, CUSTOMER)
    expect(shown).toEqual([told(CUSTOMER)])
  })

  it.each([
    ['the window has lost the focus', { hasFocus: false }, 'blur', 'focus'],
    ['another tab is before it', { isVisible: false }, 'visibilitychange', 'visibilitychange'],
  ] as const)('[C70] [C71] is told of it while %s, and no longer', async (...given) => {
    const [, unseen, goes, comes] = given
    look({})
    const { wire } = await openDesk()
    now(unseen, goes)
    text(wire, CUSTOMER)
    expect(shown).toEqual([told(CUSTOMER)])
    now({}, comes)
    text(wire, CUSTOMER)
    expect(shown).toEqual([told(CUSTOMER)])
  })

  it('[C71] is told of what was left for another one, and not of that', async () => {
    look({})
    const { wire } = await openDesk()
    await act(async () => {
      leadTo(threadPath(OTHER))
      await settle()
    })
    text(wire, OTHER)
    expect(shown).toEqual([])
    text(wire, CUSTOMER)
    expect(shown).toEqual([told(CUSTOMER)])
  })

  it('[C71] is told of one that opens while nobody looks', async () => {
    look({})
    const { wire } = await openDesk()
    now({ hasFocus: false }, 'blur')
    await act(async () => {
      leadTo(threadPath(OTHER))
      await settle()
    })
    text(wire, OTHER)
    expect(shown).toEqual([told(OTHER)])
  })
})
