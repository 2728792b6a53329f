import { SwitchboardError, type ConsoleFrame, type Conversation } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { preferences, setPreference } from '../src/state/preferences.ts'
import { showDesktop, type DesktopNotice } from '../src/told/desktop.ts'
import { Focus, type Channel } from '../src/told/focus.ts'
import { followRefusals } from '../src/told/refusals.ts'
import { unheard } from '../src/told/sound.ts'
import { Teller } from '../src/told/teller.ts'
import {
  CUSTOMER,
  ada,
  ben,
  makeConversation,
  makeEvent,
  makeMessage,
  makeNote,
  makeShared,
} from './factories.ts'
import { openConsole, settle, type FakeWire } from './fake-wire.ts'
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

/** A row as it is told when its time has come: of that it says nothing. */
const woke = (number: string, part: Partial<Conversation> = {}): Rows =>
  texted(number, { unread: 0, lastEntry: null, lastPosition: 3, ...part })

/** Its newest entry, which was asked for. */
async function answerWoken(
  wire: FakeWire,
  { seq: at, conversations: [conversation] }: Rows,
  event: Parameters<typeof makeEvent>[0] = {},
): Promise<void> {
  const reason = 'its time has come'
  const entry = makeEvent({ position: 3, event: 'reopened', reason, seq: at, ...event })
  wire.last('entries').answer({ entries: [entry], conversation })
  await settle()
}

/** A row of Ada's after what became of a reply of hers. */
function replied(
  number: string,
  reply: Parameters<typeof makeMessage>[0],
  part: Partial<Conversation> = {},
): Rows {
  seq += 1
  const whole = { direction: 'outbound', position: 5, changedSeq: seq, ...reply } as const
  const lastEntry = makeMessage({ conversation: number, ...whole })
  const isFailed = reply?.status !== 'sent'
  const unsettled = isFailed ? [{ position: whole.position, status: 'failed' as const }] : []
  return texted(number, { unread: 0, lastEntry, unsettled, lastAgent: ada.id, ...part })
}

/** Ada's console with a teller that shows and plays into lists. */
function openTeller(channel: Channel | null = null, canPlay = () => true, settleMs = 0) {
  const { console, wire } = openConsole()
  wire.welcome()
  const focus = new Focus(channel, { canPlay, settleMs })
  const shown: DesktopNotice[] = []
  let sounds = 0
  const paths: string[] = []
  const teller = new Teller({
    state: console.state,
    ask: console.ask.bind(console),
    focus,
    navigate: (path) => void paths.push(path),
    show: (notice) => shown.push(notice) > 0,
    play: () => {
      sounds += 1
      return Promise.resolve(true)
    },
  })
  console.listen(teller)
  onTestFinished(followRefusals(console.state, (news) => teller.tellHere(news)))
  return { console, wire, focus, shown, paths, sounds: () => sounds }
}

/** Ada's console just after a note named her. */
async function openMentioned() {
  const opened = openTeller()
  const { wire } = opened
  wire.last('shared').answer(makeShared())
  await settle()
  const value = { id: 'm1', number: OTHER, position: 4, by: ben.id, at: '2026-11-22T12:00:00.000Z' }
  seq += 1
  wire.tell({ type: 'shared', seq, shared: [{ kind: 'mention', id: 'm1', value }] })
  return opened
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

  it.each([
    [['image/jpeg'], 'Picture'],
    [['image/jpeg', 'image/png'], '2 pictures'],
    [['audio/amr'], 'Voice or sound'],
  ])('[C70] of a text that brought only %j, as its row names it', (types, body) => {
    const { wire, shown } = openTeller()
    const media = types.map((contentType, at) => ({ id: `m${at}`, contentType }))
    const lastEntry = makeMessage({ conversation: OTHER, body: '', media, seq: seq + 1 })
    wire.tell(texted(OTHER, { lastEntry }))
    expect(shown.map((notice) => notice.body)).toEqual([body])
  })

  it('[C70] of the next text too while the notification of the one before it still stands', () => {
    const browser = stubNotifications('granted')
    browser.permission = 'granted'
    const notice = { tag: `switchboard:${OTHER}`, title: 'New text from Mia', body: 'Hello?' }
    expect(showDesktop({ ...notice, onClick: () => undefined })).toBe(true)
    expect(browser.options).toMatchObject([{ tag: notice.tag, renotify: true }])
  })

  it.each(['mine', 'unassigned', 'all'] as const)(
    '[C70] of what others give one, once, while %s is shown: also of a row that was never seen',
    (view) => {
      const { console, wire, shown } = openTeller()
      console.showInbox({ view })
      if (view !== 'mine') wire.tell(texted(OTHER, { assignee: null }))
      expect(shown).toHaveLength(0)
      const given = { ...texted(OTHER, { lastEntry: null, assignmentVersion: 1 }), given: [OTHER] }
      wire.tell(given)
      expect(shown.map(({ title }) => title)).toEqual(['+1 415 555 0199 is yours now'])
      // After a break what was not had for sure comes again.
      wire.tell(given)
      expect(shown).toHaveLength(1)
    },
  )

  it('[C70] once of a first text that comes with the one it is given to, by name', () => {
    const { wire, shown, sounds } = openTeller()
    wire.tell({ ...texted(OTHER, { name: 'Mia' }), given: [OTHER] })
    expect(shown.map(({ title }) => title)).toEqual(['New text from Mia'])
    expect(sounds()).toBe(1)
  })

  it('[C70] of what one put aside when its time has come, once', async () => {
    const { wire, shown, sounds } = openTeller()
    wire.tell(texted(OTHER, { name: 'Mia', status: 'snoozed', unread: 0 }))
    const woken = woke(OTHER, { name: 'Mia' })
    wire.tell(woken)
    await answerWoken(wire, woken)
    wire.tell(woken)
    expect(shown.map(({ title }) => title)).toEqual(['Mia is open again: its time has come'])
    expect([sounds(), wire.count('entries')]).toEqual([1, 1])
  })

  it('[C71] nothing of what woke for a colleague, by one’s own hand, or before the page was loaded', async () => {
    const { wire, shown } = openTeller()
    wire.tell(woke(OTHER, { assignee: ben.id }))
    expect(wire.count('entries')).toBe(0)
    const byHand = woke(CUSTOMER)
    wire.tell(byHand)
    await answerWoken(wire, byHand, { agent: ada.id, reason: undefined })
    const earlier = woke('+14155550177')
    wire.tell(earlier)
    await answerWoken(wire, earlier, { seq: 90 })
    expect(shown).toHaveLength(0)
  })

  it('[C70] of a reply of one’s own that did not arrive, with its cause, once', () => {
    const { wire, shown, sounds } = openTeller()
    wire.tell(replied(OTHER, { status: 'sent' }, { name: 'Mia' }))
    const failed = replied(OTHER, { status: 'undelivered', errorCode: 30003 }, { name: 'Mia' })
    wire.tell(failed)
    wire.tell({ ...failed, seq: failed.seq + 1 })
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      ['Not delivered: Mia', expect.stringMatching(/^Not delivered: the phone is off/)],
    ])
    expect(sounds()).toBe(1)
  })

  it('[C70] of a reply that was refused while one looked elsewhere, with why', async () => {
    const { console, wire, shown, focus } = openTeller()
    const refuse = async (body: string): Promise<void> => {
      console.reply(OTHER, body)
      wire.last('reply').refuse(new SwitchboardError('OPTED_OUT', 'No.'))
      await settle()
    }
    focus.look(OTHER)
    await refuse('In sight')
    expect(shown).toHaveLength(0)
    focus.look(null)
    await refuse('Out of sight')
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      ['Not sent: +1 415 555 0199', expect.stringMatching(/asked not to be texted/)],
    ])
  })

  it('[C70] of a reply that did not arrive also after the Customer wrote again', async () => {
    const { wire, shown } = openTeller()
    const text = texted(OTHER, {
      unsettled: [{ position: 7, status: 'failed' }],
      lastAgent: ada.id,
    })
    wire.tell(text)
    const entry = {
      ...replied(OTHER, { status: 'failed', position: 7 }).conversations[0]!.lastEntry,
    }
    expect(wire.last('entries').args).toEqual({ number: OTHER, around: 7, limit: 1 })
    wire.last('entries').answer({ entries: [entry], conversation: text.conversations[0] })
    await settle()
    expect(shown.map(({ title, tag }) => [title, tag])).toEqual([
      ['New text from +1 415 555 0199', `switchboard:${OTHER}`],
      ['Not delivered: +1 415 555 0199', `switchboard:failed:${OTHER}`],
    ])
  })

  it('[C70] of a reply that did not arrive also where a colleague has gone on since', async () => {
    const { wire, shown } = openTeller()
    const fail = (position: number, agent: string): void =>
      wire.tell(
        texted(OTHER, {
          assignee: ben.id,
          lastAgent: ben.id,
          unsettled: [{ position, status: 'failed', agent }],
        }),
      )
    fail(6, ben.id)
    expect(wire.count('entries')).toBe(0)
    fail(7, ada.id)
    expect(wire.last('entries').args).toEqual({ number: OTHER, around: 7, limit: 1 })
    const [conversation] = replied(OTHER, { status: 'failed', position: 7 }).conversations
    wire.last('entries').answer({ entries: [conversation!.lastEntry!], conversation })
    await settle()
    expect(shown.map(({ title }) => title)).toEqual(['Not delivered: +1 415 555 0199'])
  })

  it('[C70] of a note that names one, by the Customer’s name and with its words', async () => {
    const { wire, shown } = await openMentioned()
    const note = makeNote({ conversation: OTHER, position: 4, agent: ben.id, body: '@Ada look' })
    const conversation = makeConversation({ number: OTHER, name: 'Mia' })
    wire.last('entries').answer({ entries: [note], conversation })
    await settle()
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      ['A note about Mia names you', 'Ben Okafor noted: @Ada look'],
    ])
  })

  it('[C70] of a note that names one also where it cannot be read', async () => {
    const { wire, shown } = await openMentioned()
    wire.last('entries').refuse(new SwitchboardError('UNAVAILABLE', 'Not now.'))
    await settle()
    expect(shown.map(({ title }) => title)).toEqual(['A note about +1 415 555 0199 names you'])
  })

  it('[C71] nothing of a colleague’s reply that failed, of one in sight, or of one from before', () => {
    const { wire, shown, focus } = openTeller()
    wire.tell(replied(OTHER, { status: 'failed', agent: ben.id }))
    wire.tell(replied(OTHER, { status: 'failed', position: 8, changedSeq: 90 }))
    focus.look(OTHER)
    wire.tell(replied(OTHER, { status: 'failed', position: 9 }))
    expect(shown).toHaveLength(0)
  })

  it('[C71] never of a row that was one’s own before and is seen here for the first time', () => {
    const { wire, shown } = openTeller()
    wire.tell(texted(OTHER, { lastEntry: null, labels: ['vip'] }))
    expect(shown).toHaveLength(0)
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
    // What one takes, here or elsewhere, is not named as given.
    wire.tell(texted(CUSTOMER, { assignee: null, waitingSince: '2026-11-22T12:00:00.000Z' }))
    void console.assign('take', CUSTOMER)
    wire.tell({ ...texted(CUSTOMER, { lastEntry: null, changedSeq: (seq += 1) }), seq })
    const reply = makeMessage({ direction: 'outbound', agent: ada.id, seq: (seq += 1) })
    wire.tell({ ...texted(CUSTOMER, { lastEntry: reply, changedSeq: seq, unread: 0 }), seq })
    expect(shown).toHaveLength(0)
  })

  it('[C71] not by a tab that was just opened and knows of no others yet', () => {
    const { focus } = openTeller(makeChannels().open(), () => true, 60_000)
    expect(focus.isTeller).toBe(false)
    expect(openTeller(null, () => true, 60_000).focus.isTeller).toBe(true)
  })

  it('[C71] by the tab that is left as soon as another one goes or is loaded anew', () => {
    const channels = makeChannels()
    const [first, second] = [openTeller(channels.open()), openTeller(channels.open())]
    const [teller, other] = first.focus.isTeller ? [first, second] : [second, first]
    teller.focus.leave()
    expect(other.focus.isTeller).toBe(true)
    teller.focus.stay()
    expect([teller.focus.isTeller, other.focus.isTeller]).toEqual([true, false])
  })

  it('[C71] by the tab that can be heard, where the browser keeps another one silent', () => {
    const channels = makeChannels()
    const tabs = [false, true, false].map((canPlay) => openTeller(channels.open(), () => canPlay))
    const frame = texted(OTHER)
    for (const { wire } of tabs) wire.tell(frame)
    expect(tabs.map(({ sounds }) => sounds())).toEqual([0, 1, 0])
  })

  it('[C71] by another tab as soon as one was clicked in', () => {
    const channels = makeChannels()
    let isTouched = false
    const [first, second] = [
      openTeller(channels.open(), () => isTouched),
      openTeller(channels.open(), () => false),
    ]
    isTouched = true
    first.focus.touched()
    expect([first.focus.isTeller, second.focus.isTeller]).toEqual([true, false])
  })

  it('[C71] by one, whatever the browser lets be heard that the others were not told of', () => {
    for (let time = 0; time < 10; time += 1) {
      const channels = makeChannels()
      let isLet = false
      const tabs = [() => true, () => isLet].map((canPlay) => openTeller(channels.open(), canPlay))
      isLet = true
      expect(tabs.filter(({ focus }) => focus.isTeller)).toHaveLength(1)
    }
  })

  it('[C71] by those that were there, as long as another was just opened', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    for (let time = 0; time < 10; time += 1) {
      const channels = makeChannels()
      const old = openTeller(channels.open())
      const opened = openTeller(channels.open(), () => true, 1500)
      expect([old.focus.isTeller, opened.focus.isTeller]).toEqual([true, false])
      vi.advanceTimersByTime(1500)
      expect(old.focus.isTeller).toBe(!opened.focus.isTeller)
    }
  })

  it('[C71] also somebody who is idle, as whoever works in another window', () => {
    const { wire, shown, sounds } = openTeller()
    wire.tell({ type: 'ephemeral', presence: [{ agent: ada.id, presence: 'away', idle: true }] })
    wire.tell(texted(OTHER))
    expect([shown.length, sounds()]).toEqual([1, 1])
  })

  it('[C71] nothing while one chose to be away, and nothing by a way that is switched off', () => {
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
    const browser = stubNotifications('granted')
    await openSettings()
    expect(firstTest().hasAttribute('disabled')).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Desktop notifications' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Allow here' })).toBeNull())
    expect(firstTest().hasAttribute('disabled')).toBe(false)
    fireEvent.click(firstTest())
    expect(browser.made).toEqual(['This is how it looks'])
    cleanup()
    browser.permission = 'denied'
    await openSettings()
    expect(screen.getByText(/This browser blocks them/)).toBeTruthy()
  })

  it.each(['denied', 'default'])(
    '[C72] keep the choice for one’s other browsers where this one says "%s", and say what it lacks',
    async (answer) => {
      setPreference({ desktop: false })
      const browser = stubNotifications(answer)
      await openSettings()
      fireEvent.click(desktopBox())
      await waitFor(() => expect(browser.asked).toBe(1))
      await screen.findByText(answer === 'denied' ? /This browser blocks/ : /has no leave to show/)
      expect(desktopBox().checked).toBe(true)
      expect(preferences.get().desktop).toBe(true)
      if (answer === 'denied') return
      fireEvent.click(screen.getByRole('button', { name: 'Allow here' }))
      expect(browser.asked).toBe(2)
    },
  )

  it('[C195] say that browsers show none of pages by plain http', async () => {
    setPreference({ desktop: true })
    stubNotifications('denied')
    vi.stubGlobal('isSecureContext', false)
    onTestFinished(() => void vi.stubGlobal('isSecureContext', true))
    await openSettings()
    expect(screen.getByText('Browsers show them only of pages that come by https.')).toBeTruthy()
  })

  it('[C71] [C72] say that the last sound was not heard', async () => {
    await openSettings()
    expect(screen.queryByText(/last sound was not played/)).toBeNull()
    act(() => unheard.set(true))
    expect(screen.getByText(/last sound was not played/)).toBeTruthy()
    act(() => unheard.set(false))
  })

  it('[C72] the count in title and icon follows its switch', async () => {
    const icon = document.createElement('link')
    icon.rel = 'icon'
    icon.setAttribute('href', '/favicon.svg')
    document.head.append(icon)
    const { wire } = await openDesk()
    await answerUnread(wire, { [CUSTOMER]: 3 })
    expect(document.title).toContain('3')
    expect(icon.getAttribute('href')).toBe('/favicon-unread.svg')
    act(() => setPreference({ badge: false }))
    expect(document.title).toBe('Switchboard')
    expect(icon.getAttribute('href')).toBe('/favicon.svg')
    icon.remove()
  })

  it('[C72] the count goes with whoever signs out', async () => {
    const { wire } = await openDesk()
    await answerUnread(wire, { [CUSTOMER]: 3 })
    expect(document.title).toBe('(3) Switchboard')
    cleanup()
    expect(document.title).toBe('Switchboard')
  })

  it('[C72] the count is true whatever the inbox shows, from the start and as texts come and are read', async () => {
    const { console, wire } = await openDesk()
    act(() => console.showInbox({ view: 'unassigned', status: 'resolved' }))
    act(() => wire.tell(texted(OTHER, { unread: 4 })))
    // What was read is older than what came live meanwhile.
    await answerUnread(wire, { [OTHER]: 2, '+14155550177': 80 }, seq - 1)
    expect(document.title).toBe('(84) Switchboard')
    act(() => wire.tell(texted('+14155550177', { unread: 0 })))
    expect(document.title).toBe('(4) Switchboard')
    act(() => wire.tell(texted('+14155550155', { unread: 1 })))
    act(() => wire.tell(texted(OTHER, { assignee: ben.id, unread: 4 })))
    act(() => wire.tell(texted(CUSTOMER, { assignee: ben.id, unread: 9 })))
    expect(document.title).toBe('(1) Switchboard')
    act(() => wire.tell(texted('+14155550155', { unread: 1, status: 'resolved' })))
    expect(document.title).toBe('Switchboard')
  })

  it('[C72] the count is read again where a connection is not resumed', async () => {
    const { wire } = await openDesk()
    await answerUnread(wire, { [OTHER]: 2 })
    act(() => wire.cut())
    act(() => wire.welcome({ resumed: true, seq: 200 }))
    expect([wire.count('unread'), document.title]).toEqual([1, '(2) Switchboard'])
    act(() => wire.welcome({ resumed: false, seq: 300 }))
    await answerUnread(wire, { [OTHER]: 5 }, 300)
    expect([wire.count('unread'), document.title]).toEqual([2, '(5) Switchboard'])
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

async function answerUnread(wire: FakeWire, unread: Record<string, number>, asOf = 100) {
  await act(async () => {
    wire.last('unread').answer({ unread, asOf })
    await settle()
  })
}

const firstTest = () => screen.getAllByRole('button', { name: 'Test' })[0]!
const desktopBox = () =>
  screen.getByRole<HTMLInputElement>('checkbox', { name: 'Desktop notifications' })

/** A browser that answers so when it is asked for leave. */
function stubNotifications(answer: string) {
  const browser = {
    permission: 'default',
    asked: 0,
    made: [] as string[],
    options: [] as unknown[],
  }
  class FakeNotification extends EventTarget {
    static get permission(): string {
      return browser.permission
    }
    static requestPermission(): Promise<string> {
      browser.asked += 1
      browser.permission = answer
      return Promise.resolve(answer)
    }
    constructor(title: string, options?: NotificationOptions) {
      super()
      browser.made.push(title)
      browser.options.push(options)
    }
  }
  vi.stubGlobal('Notification', FakeNotification)
  return browser
}

async function openSettings(): Promise<void> {
  await openDesk()
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
  fireEvent.click(await screen.findByRole('link', { name: 'Notifications' }, { timeout: 5_000 }))
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
