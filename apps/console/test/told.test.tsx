import type { ConsoleFrame, Conversation } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setPreference } from '../src/state/preferences.ts'
import type { DesktopNotice } from '../src/told/desktop.ts'
import { Focus, type Channel } from '../src/told/focus.ts'
import { Teller } from '../src/told/teller.ts'
import { CUSTOMER, ada, ben, makeConversation, makeMessage } from './factories.ts'
import { openConsole } from './fake-wire.ts'
import { openDesk } from './open-desk.tsx'

const OTHER = '+14155550199'
type Rows = Extract<ConsoleFrame, { type: 'conversations' }>
let seq = 100

/** A row as the gateway tells it after a text of its Customer. */
function texted(number: string, part: Partial<Conversation> = {}): Rows {
  seq += 1
  const lastEntry = makeMessage({ conversation: number, body: 'Hello?', seq, changedSeq: seq })
  const row = makeConversation({ number, assignee: ada.id, unread: 1, changedSeq: seq, lastEntry })
  return { type: 'conversations', seq, conversations: [{ ...row, ...part }] }
}

/** Ada's console with a teller that shows and plays into lists. */
function openTeller(channel: Channel | null = null) {
  const { console, wire } = openConsole()
  wire.welcome()
  const focus = new Focus(channel)
  const shown: DesktopNotice[] = []
  let sounds = 0
  const paths: string[] = []
  const teller = new Teller({
    state: console.state,
    focus,
    navigate: (path) => void paths.push(path),
    show: (notice) => shown.push(notice) > 0,
    play: () => {
      sounds += 1
      return Promise.resolve(true)
    },
  })
  console.listen(teller)
  return { console, wire, focus, shown, paths, sounds: () => sounds }
}

beforeEach(() => {
  localStorage.clear()
  setPreference({ desktop: true, sound: true, badge: true })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('being told', () => {
  it('[C70] of a text to what one holds, by notification and sound, and leads there', () => {
    const { wire, shown, sounds, paths } = openTeller()
    wire.tell(texted(OTHER))
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      ['New text from +1 415 555 0199', 'Hello?'],
    ])
    expect(sounds()).toBe(1)
    shown[0]?.onClick()
    expect(paths).toEqual([`/c/${encodeURIComponent(OTHER)}`])
  })

  it('[C70] of what others give one, once, and of notes that name one', () => {
    const { wire, shown } = openTeller()
    const waitingSince = '2026-11-22T12:00:00.000Z'
    wire.tell(texted(OTHER, { assignee: null, waitingSince }))
    expect(shown).toHaveLength(0)
    const row = { lastEntry: null, waitingSince, changedSeq: (seq += 1) }
    wire.tell({ ...texted(OTHER, row), seq })
    expect(shown.map(({ title }) => title)).toEqual(['+1 415 555 0199 is yours now'])
  })

  it('[C71] never of what is in sight, in this tab or another one of the browser', () => {
    const channels = makeChannels()
    const { wire, focus, shown } = openTeller(channels.open())
    focus.look(OTHER)
    wire.tell(texted(OTHER))
    expect(shown).toHaveLength(0)
    focus.look(null)
    const elsewhere = new Focus(channels.open())
    elsewhere.look(OTHER)
    wire.tell(texted(OTHER))
    expect(shown).toHaveLength(0)
    elsewhere.close()
    wire.tell(texted(OTHER))
    expect(shown).toHaveLength(1)
  })

  it('[C71] by one tab of several', () => {
    const channels = makeChannels()
    const [first, second] = [openTeller(channels.open()), openTeller(channels.open())]
    const frame = texted(OTHER)
    first.wire.tell(frame)
    second.wire.tell(frame)
    expect(first.shown.length + second.shown.length).toBe(1)
  })

  it('[C71] by the next tab when the one that told has crashed', () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const channels = makeChannels()
    const [first, second] = [openTeller(channels.open()), openTeller(channels.open())]
    const survivor = first.focus.isTeller ? second : first
    vi.setSystemTime(Date.now() + 160_000)
    survivor.wire.tell(texted(OTHER))
    expect(survivor.shown).toHaveLength(1)
    vi.useRealTimers()
  })

  it('[C71] never of colleagues’ work, one’s own words and deeds, or a row that is merely read', () => {
    const { console, wire, shown } = openTeller()
    wire.tell(texted(OTHER, { assignee: ben.id }))
    wire.tell(texted(CUSTOMER, { assignee: null, waitingSince: '2026-11-22T12:00:00.000Z' }))
    void console.assign('take', CUSTOMER)
    wire.tell({ ...texted(CUSTOMER, { lastEntry: null, changedSeq: (seq += 1) }), seq })
    const reply = makeMessage({ direction: 'outbound', agent: ada.id, seq: (seq += 1) })
    wire.tell({ ...texted(CUSTOMER, { lastEntry: reply, changedSeq: seq, unread: 0 }), seq })
    expect(shown).toHaveLength(0)
  })

  it('[C71] nothing while one is away, and nothing by a way that is switched off', () => {
    const { wire, shown, sounds } = openTeller()
    wire.tell({ type: 'ephemeral', presence: [{ agent: ada.id, presence: 'away' }] })
    wire.tell(texted(OTHER))
    expect([shown.length, sounds()]).toEqual([0, 0])
    wire.tell({ type: 'ephemeral', presence: [{ agent: ada.id, presence: 'busy' }] })
    setPreference({ desktop: false, sound: false })
    wire.tell(texted(OTHER))
    expect([shown.length, sounds()]).toEqual([0, 0])
  })
})

describe('the settings of being told', () => {
  it('[C72] ask the browser for its leave at a click, and say when it is refused', async () => {
    setPreference({ desktop: false })
    const made: string[] = []
    class FakeNotification extends EventTarget {
      static permission = 'default'
      static answer = 'granted'
      static requestPermission(): Promise<string> {
        FakeNotification.permission = FakeNotification.answer
        return Promise.resolve(FakeNotification.answer)
      }
      constructor(title: string) {
        super()
        made.push(title)
      }
    }
    vi.stubGlobal('Notification', FakeNotification)
    await openSettings()
    const [test] = screen.getAllByRole('button', { name: 'Test' })
    expect(test?.hasAttribute('disabled')).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Desktop notifications' }))
    await waitFor(() => expect(test?.hasAttribute('disabled')).toBe(false))
    fireEvent.click(test!)
    expect(made).toEqual(['This is how it looks'])
    cleanup()
    FakeNotification.permission = 'denied'
    await openSettings()
    expect(screen.getByText(/This browser blocks them/)).toBeTruthy()
  })

  it('[C72] the count in title and icon follows its switch', async () => {
    const icon = document.createElement('link')
    icon.rel = 'icon'
    icon.setAttribute('href', '/favicon.svg')
    document.head.append(icon)
    await openDesk({ assignee: ada.id, unread: 3 })
    expect(document.title).toContain('3')
    expect(icon.getAttribute('href')).toBe('/favicon-unread.svg')
    act(() => setPreference({ badge: false }))
    expect(document.title).toBe('Switchboard')
    expect(icon.getAttribute('href')).toBe('/favicon.svg')
    icon.remove()
  })

  it('[C72] the count in the title can be tried, and is then what it was', async () => {
    await openSettings()
    expect(document.title).toBe('Switchboard')
    vi.useFakeTimers()
    fireEvent.click(screen.getAllByRole('button', { name: 'Test' })[2]!)
    expect(document.title).toBe('(1) Switchboard')
    act(() => void vi.advanceTimersByTime(6000))
    expect(document.title).toBe('Switchboard')
    vi.useRealTimers()
  })
})

async function openSettings(): Promise<void> {
  await openDesk()
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
  fireEvent.click(await screen.findByRole('link', { name: 'Notifications' }))
}

/** Channels of one browser: what one says all others hear. */
function makeChannels() {
  type Hear = Parameters<Channel['addEventListener']>[1]
  const open = new Map<Channel, Hear[]>()
  return {
    open(): Channel {
      const channel: Channel = {
        postMessage(data) {
          for (const [other, hearers] of open)
            if (other !== channel) for (const hear of hearers) hear({ data })
        },
        addEventListener: (_type, hear) => void open.get(channel)?.push(hear),
        close: () => void open.delete(channel),
      }
      open.set(channel, [])
      return channel
    },
  }
}
