import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { speak } from '../src/i18n/index.ts'
import { setPreference } from '../src/state/preferences.ts'
import { timeOfDay } from '../src/words/time.ts'
import { CUSTOMER, ada, ben, makeConversation, makeEvent, makeMessage } from './factories.ts'
import { settle } from './fake-wire.ts'
import { openDesk } from './open-desk.tsx'
import { drawn, giveSizes } from './layout.ts'

function type(text: string): void {
  fireEvent.change(screen.getByRole('textbox', { name: 'Reply' }), { target: { value: text } })
}

async function refuse(desk: Awaited<ReturnType<typeof openDesk>>, error: SwitchboardError) {
  await act(async () => {
    desk.wire.last('reply').refuse(error)
    await settle()
  })
}

const moved = {
  code: 'webhookMoved',
  values: ['+14155550100', 'old.example.com'],
  text: 'Texts went elsewhere.',
}
const unheardOf = { code: 'fromTheFuture', values: ['7'], text: 'Look here.' }

const reply = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reply' })

const press = (place: Element): void => act(() => void fireEvent.pointerDown(place))

describe('the desk', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it.each(['__proto__', 'constructor', 'toString'])(
    '[I8] stands when a sender is called %s',
    async (number) => {
      await openDesk({ number })
      expect(screen.getAllByText('Is it still there?').length).toBeGreaterThan(0)
      expect(screen.getByRole('list', { name: 'Inbox' }).children).toHaveLength(1)
      expect(screen.queryByText('Not sent')).toBeNull()
    },
  )

  it('[C209] says of an address that leads nowhere that there is no such page, and leads to the inbox', async () => {
    await openDesk()
    act(() => history.pushState(null, '', '/no/such'))
    expect(screen.getByText('There is no such page.')).toBeTruthy()
    fireEvent.click(screen.getByRole('link', { name: 'Go to the inbox' }))
    expect(location.pathname).toBe('/')
    expect(screen.queryByText('There is no such page.')).toBeNull()
  })

  it('[C1] names what one works with', async () => {
    await openDesk()
    expect(screen.getByRole('list', { name: 'Inbox' })).toBeTruthy()
    expect(screen.getByRole('log', { name: 'Timeline' })).toBeTruthy()
    for (const name of ['Mine', 'Unassigned', 'All'])
      expect(screen.getByRole('tab', { name })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Send' })).toBeTruthy()
    expect(reply()).toBeTruthy()
  })

  it('[C4] shows a row with its number, its last words, its failure and its opt-out', async () => {
    const failed = makeMessage({ direction: 'outbound', status: 'failed', body: 'On our way' })
    const unsettled = [{ position: 1, status: 'failed' as const }]
    await openDesk({ optedOut: true, unread: 3, lastEntry: failed, unsettled })
    const row = within(screen.getByRole('list', { name: 'Inbox' }))
    expect(row.getByText('+1 415 555 0142')).toBeTruthy()
    expect(row.getByText('You: On our way')).toBeTruthy()
    expect(row.getByText('Failed')).toBeTruthy()
    expect(row.getByText('Opted out')).toBeTruthy()
    expect(row.getByText('3')).toBeTruthy()
  })

  it('[C4] marks a row with a reply that failed or is uncertain, whatever came after it, until it is settled', async () => {
    const uncertain = { position: 2, status: 'unknown' as const }
    const last = makeMessage({ position: 9 })
    const { wire, conversation } = await openDesk({ lastEntry: last, unsettled: [uncertain] })
    const row = within(screen.getByRole('list', { name: 'Inbox' }))
    let changedSeq = 100
    const become = (unsettled: (typeof conversation)['unsettled']) =>
      act(() => {
        changedSeq += 1
        const conversations = [{ ...conversation, unsettled, changedSeq }]
        wire.tell({ type: 'conversations', seq: changedSeq, conversations })
      })
    expect(row.getByText('Not certain')).toBeTruthy()
    become([uncertain, { position: 5, status: 'failed' }])
    expect(row.getByText('Failed')).toBeTruthy()
    expect(row.queryByText('Not certain')).toBeNull()
    become(undefined)
    expect(row.queryByText('Failed')).toBeNull()
    // The last text itself says nothing: resolving settled it.
    const failed = makeMessage({ position: 9, direction: 'outbound', status: 'failed' })
    Object.assign(conversation, { lastEntry: failed })
    become(undefined)
    expect(row.queryByText('Failed')).toBeNull()
  })

  it('[C4] asks for the view and the status that were chosen, and says what it watches', async () => {
    const { wire } = await openDesk()
    fireEvent.click(screen.getByRole('tab', { name: 'Unassigned' }))
    expect(wire.last('conversations').args).toMatchObject({ view: 'unassigned', status: 'open' })
    expect(wire.watched.at(-1)).toMatchObject({
      thread: CUSTOMER,
      inbox: { view: 'unassigned', floor: null },
    })
    fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), {
      target: { value: 'resolved' },
    })
    expect(wire.last('conversations').args).toMatchObject({ status: 'resolved' })
  })

  it('[C8] keeps accents that are piled up within their text, and clips no other', async () => {
    const piled = makeMessage({ position: 1, body: `a${'\u0301'.repeat(1500)}` })
    await openDesk({}, [piled, makeMessage({ position: 2, body: 'Un café, s’il vous plaît' })])
    const bubbles = [...document.querySelectorAll('[role=log] article [dir=auto]')]
    expect(bubbles.map(({ className }) => className.includes('clipped'))).toEqual([true, false])
  })

  it('[C8] shows texts, events, pictures, moods and what became of replies', async () => {
    await openDesk({}, [
      makeMessage({
        position: 1,
        body: 'It came broken',
        mood: {
          score: -1,
          words: [{ word: 'broken', score: -1 }],
          face: 'unhappy',
          language: 'en',
          isRead: true,
        },
      }),
      makeMessage({
        position: 2,
        body: '',
        media: [{ id: 'm', contentType: 'image/jpeg', size: 9 }],
      }),
      makeEvent({ position: 3, event: 'taken', agent: 'ben' }),
      makeMessage({ position: 4, direction: 'outbound', status: 'failed', errorCode: 30005 }),
    ])
    const log = within(screen.getByRole('log', { name: 'Timeline' }))
    expect(log.getByText('It came broken')).toBeTruthy()
    expect(log.getByRole('button', { name: 'Unhappy, because of broken (−1)' })).toBeTruthy()
    expect(log.getByRole('img', { name: /^Picture from \+1 415 555 0142, / })).toBeTruthy()
    expect(log.getByText('Ben Okafor took it')).toBeTruthy()
    expect(
      log.getByText('Not sent: this number is not in use. Check it with the customer.'),
    ).toBeTruthy()
  })

  it('[C11] changes the delivery status as it changes', async () => {
    const sent = makeMessage({ position: 1, direction: 'outbound', status: 'sent' })
    const { wire } = await openDesk({}, [sent])
    expect(screen.getByText('Sent')).toBeTruthy()
    const entries = [{ ...sent, status: 'delivered' as const, changedSeq: 101 }]
    act(() => wire.tell({ type: 'entries', seq: 101, conversation: CUSTOMER, entries }))
    expect(screen.getByText('Delivered')).toBeTruthy()
  })

  it('[C11] [C7] tells of each reply of a group what became of it and when it went, covering no text', async () => {
    const first = makeMessage({
      position: 1,
      direction: 'outbound',
      status: 'sent',
      body: 'Part one',
    })
    const last = makeMessage({ position: 2, direction: 'outbound', body: 'Part two' })
    const { wire } = await openDesk({}, [first, last])
    const [one, two] = screen.getAllByRole('article', { name: 'Reply' }).map((row) => within(row))
    const time = timeOfDay(first.at)
    expect(one?.getByText('Sent').classList.contains('visually-hidden')).toBe(false)
    expect(one?.getByText(time)).toBeTruthy()
    expect(one?.getByText('Part one').closest('[data-tip]')).toBeNull()
    expect(two?.getByText('Delivered')).toBeTruthy()
    // What the foot says of all is told to those who do not see that it stands for all.
    const entries = [{ ...first, status: 'delivered' as const, changedSeq: 101 }]
    act(() => wire.tell({ type: 'entries', seq: 101, conversation: CUSTOMER, entries }))
    expect(one?.getByText('Delivered').className).toBe('visually-hidden')
    expect(one?.queryByText('Sent')).toBeNull()
  })

  it('[C12] sends with Ctrl+Enter and shows the reply at once; Enter alone does not send', async () => {
    const { wire } = await openDesk()
    type('It is!')
    fireEvent.keyDown(reply(), { key: 'Enter' })
    expect(wire.count('reply')).toBe(0)
    fireEvent.keyDown(reply(), { key: 'Enter', ctrlKey: true })
    expect(wire.last('reply').args).toMatchObject({ number: CUSTOMER, body: 'It is!', lastSeen: 1 })
    expect(reply().value).toBe('')
    expect(screen.getByText('It is!')).toBeTruthy()
    expect(screen.getByText('Sending')).toBeTruthy()
  })

  it('[C13] holds a reply in sight while there is no connection', async () => {
    const { wire } = await openDesk()
    await act(async () => {
      wire.cut()
      await settle()
    })
    expect(screen.getByText(/^Reconnecting/)).toBeTruthy()
    type('Written on a train')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect(screen.getByText('Written on a train')).toBeTruthy()
    expect(screen.getByText(/Waiting for the connection/)).toBeTruthy()
    expect(screen.getByText(/One reply waits/)).toBeTruthy()
    act(() => wire.welcome({ resumed: true }))
    expect(wire.last('reply').args).toMatchObject({ body: 'Written on a train' })
    expect(screen.getByText('Back, and caught up.')).toBeTruthy()
  })

  it('[C14] says who holds it, keeps the text, and offers to take over', async () => {
    const desk = await openDesk()
    type('Hello!')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    const data = { holder: ben.id }
    const held = { ...desk.conversation, assignee: ben.id, assignmentVersion: 2, changedSeq: 101 }
    act(() => desk.wire.tell({ type: 'conversations', seq: 101, conversations: [held] }))
    await refuse(desk, new SwitchboardError('NOT_HOLDER', 'Ben holds it.', { data }))
    expect(screen.getByRole('alert').textContent).toContain('Not sent: Ben Okafor holds it.')
    expect(reply().value).toBe('Hello!')
    fireEvent.click(screen.getByRole('button', { name: 'Take over' }))
    expect(desk.wire.last('take').args).toEqual({ number: CUSTOMER, assignmentVersion: 2 })
    const mine = { ...held, assignee: ada.id, assignmentVersion: 3, changedSeq: 102 }
    await act(async () => {
      desk.wire.last('take').answer({ conversation: mine })
      await settle()
    })
    expect(screen.queryByText(/Ben Okafor holds it/)).toBeNull()
    expect(reply().value).toBe('Hello!')
  })

  it('[C14] leaves whoever types on in the reply where a colleague holds it, and says it was not sent', async () => {
    const desk = await openDesk({ assignee: ben.id })
    expect(screen.queryByRole('alert')).toBeNull()
    act(() => reply().focus())
    type('Hello!')
    act(() => void fireEvent.keyDown(reply(), { key: 'Enter', ctrlKey: true }))
    expect(document.activeElement).toBe(reply())
    expect(screen.getByRole('alert').textContent).toBe(
      'Not sent: Ben Okafor holds it. Your text is kept below.Take over',
    )
    expect(desk.wire.count('reply')).toBe(0)
    const released = { ...desk.conversation, assignee: null, changedSeq: 101 }
    act(() => desk.wire.tell({ type: 'conversations', seq: 101, conversations: [released] }))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('[C14] shows what came in between, and sends anyway in its light', async () => {
    const desk = await openDesk()
    type('Yes')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    const since = [makeMessage({ position: 4, body: 'Actually, never mind' })]
    await refuse(desk, new SwitchboardError('REPLY_STALE', 'Not the newest.', { data: { since } }))
    expect(screen.getByRole('alert').textContent).toContain('Actually, never mind')
    expect(reply().value).toBe('Yes')
    fireEvent.click(screen.getByRole('button', { name: 'Send anyway' }))
    expect(desk.wire.last('reply').args).toMatchObject({ body: 'Yes', lastSeen: 4 })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it.each([
    [
      { optedOut: true, stoppedLines: ['+15005550006'] },
      /A text with START from them opens it again/,
    ],
    [
      { optedOut: true, stoppedLines: ['+15005550006', '+15005550007'] },
      /to each of our 2 numbers/,
    ],
    [{ number: 'PostOffice' }, /no number to answer to/],
  ])('[C17] locks the composer with the reason: %o', async (row, reason) => {
    await openDesk(row)
    expect(screen.getByText(reason)).toBeTruthy()
    expect(screen.queryByRole('textbox', { name: 'Reply' })).toBeNull()
  })

  it('[M2] tells the words of a reply’s mood to whoever comes to its face, with keys too', async () => {
    const words = [{ word: 'great', score: 3 }]
    const mood = { ...makeMessage().mood, face: 'happy', score: 3, words } as const
    await openDesk({}, [makeMessage({ direction: 'outbound', body: 'Great!', mood })])
    const face = screen.getByRole('button', { name: /great/ })
    expect(face.dataset['tip']).toBe(face.getAttribute('aria-label'))
  })

  it('[C17] says in the header, too, that they opted out', async () => {
    await openDesk({ optedOut: true, stoppedLines: ['+15005550006'] })
    expect(screen.getByText(/^Opted out · /)).toBeTruthy()
  })

  it('[C18] says who has it when an assignment was decided meanwhile', async () => {
    const desk = await openDesk({ assignee: null })
    fireEvent.click(screen.getByRole('button', { name: 'Take' }))
    const taken = { ...desk.conversation, assignee: ben.id, assignmentVersion: 2, changedSeq: 101 }
    await act(async () => {
      desk.wire.tell({ type: 'conversations', seq: 101, conversations: [taken] })
      desk.wire.last('take').refuse(new SwitchboardError('STALE_ASSIGNMENT', 'Decided already.'))
      await settle()
    })
    expect(screen.getByText('Ben Okafor has it now.')).toBeTruthy()
  })

  it('[C5] [C64] tells what the system warns of in the reader’s language', async () => {
    const { wire } = await openDesk()
    act(() => wire.welcome({ resumed: true, warnings: [moved] }))
    expect(screen.getByText(/^Texts to \+1 415 555 0100 went to old\.example\.com/)).toBeTruthy()
    await act(() => speak('zh-CN'))
    expect(screen.getByText(/^发往 \+1 415 555 0100 的短信此前送往 old\.example\.com/)).toBeTruthy()
    await act(() => speak('en'))
  })

  it('[C5] shows a warning that comes later, too, as it came where its code is not known', async () => {
    const { wire } = await openDesk()
    const lines = ['+14155550100']
    act(() => wire.tell({ type: 'about', simulator: false, lines, warnings: [unheardOf] }))
    expect(screen.getByText('Look here.')).toBeTruthy()
  })

  it('[C6] keeps a draft per conversation', async () => {
    const { console } = await openDesk()
    type('half a sentence')
    expect(console.drafts.get(CUSTOMER)).toBe('half a sentence')
    expect(console.drafts.get('+14155550199')).toBe('')
  })

  it('[C21] opens the next and the previous with J and K, and leaves letters to the fields', async () => {
    const { wire, conversation } = await openDesk()
    const other = makeConversation({
      number: '+14155550199',
      lastActivityAt: '2026-11-22T11:00:00.000Z',
    })
    act(() => wire.tell({ type: 'conversations', seq: 101, conversations: [other] }))
    fireEvent.keyDown(reply(), { key: 'j' })
    expect(location.pathname).toContain(encodeURIComponent(conversation.number))
    fireEvent.keyDown(document.body, { key: 'j' })
    await drawn()
    expect(location.pathname).toContain(encodeURIComponent(other.number))
    fireEvent.keyDown(document.body, { key: 'k' })
    await drawn()
    expect(location.pathname).toContain(encodeURIComponent(conversation.number))
    act(() => setPreference({ keys: false }))
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(location.pathname).toContain(encodeURIComponent(conversation.number))
    act(() => setPreference({ keys: true }))
  })

  it('[C21] brings the row of the next in sight, once that is on the screen', async () => {
    const { wire } = await openDesk()
    const rows = Array.from({ length: 60 }, (_, index) =>
      makeConversation({
        number: `+14155550${200 + index}`,
        lastActivityAt: new Date(Date.UTC(2026, 9, 30) - index * 1000).toISOString(),
      }),
    )
    act(() => wire.tell({ type: 'conversations', seq: 101, conversations: rows }))
    const next = rows.at(41)!.number
    act(() => history.pushState(null, '', `/c/${encodeURIComponent(rows.at(40)!.number)}`))
    const list = screen.getByRole('list', { name: 'Inbox' }).parentElement!
    const scrollTo = vi.fn<(to: ScrollToOptions) => void>(({ top = 0 }) => {
      list.scrollTop = top
      fireEvent.scroll(list)
    })
    Object.assign(list, { scrollTo })
    fireEvent.keyDown(document.body, { key: 'j' })
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(scrollTo).not.toHaveBeenCalled()
    // It is the 43rd of 40 px each; on a slow machine the list stays where it guessed that to be.
    await waitFor(() => expect(list.scrollTop).toBeGreaterThanOrEqual(43 * 40 - 800))
    expect(list.scrollTop).toBeLessThanOrEqual(42 * 40)
    expect(location.pathname).toContain(encodeURIComponent(next))
  })

  it('[C21] goes to the reply with R and resolves with E', async () => {
    const { wire } = await openDesk()
    fireEvent.keyDown(document.body, { key: 'r' })
    expect(document.activeElement).toBe(reply())
    fireEvent.keyDown(document.body, { key: 'e' })
    expect(wire.last('resolve').args).toMatchObject({ number: CUSTOMER })
  })

  it('[C31] opens what is known of the customer over the thread, and Escape leads back', async () => {
    await openDesk()
    const opener = screen.getByRole('button', { name: 'Customer' })
    const panel = screen.getByRole('complementary', { name: 'Customer' })
    expect(opener.getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(opener)
    expect(opener.getAttribute('aria-expanded')).toBe('true')
    expect(panel.contains(document.activeElement)).toBe(true)
    expect(within(panel).getByRole('button', { name: 'Record opt-out…' })).toBeTruthy()
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' })
    expect(opener.getAttribute('aria-expanded')).toBe('false')
    expect(document.activeElement).toBe(opener)
  })

  it('[C31] closes what lies over the thread at a press elsewhere, which has the focus then', async () => {
    await openDesk()
    const opener = screen.getByRole('button', { name: 'Customer' })
    const panel = screen.getByRole('complementary', { name: 'Customer' })
    const isOpen = (): boolean => opener.getAttribute('aria-expanded') === 'true'
    press(opener)
    fireEvent.click(opener)
    press(within(panel).getByRole('button', { name: 'Record opt-out…' }))
    expect(isOpen()).toBe(true)
    press(screen.getByRole('button', { name: 'Send' }))
    expect(isOpen()).toBe(false)
    expect(document.activeElement).not.toBe(opener)
    fireEvent.click(opener)
    press(opener)
    fireEvent.click(opener)
    expect(isOpen()).toBe(false)
  })

  it('[C31] [C194] leaves the reply beside it with one Escape, and closes it with the next', async () => {
    await openDesk()
    const opener = screen.getByRole('button', { name: 'Customer' })
    fireEvent.click(opener)
    act(() => reply().focus())
    fireEvent.keyDown(reply(), { key: 'Escape' })
    const log = screen.getByRole('log')
    expect(document.activeElement).toBe(log)
    expect(opener.getAttribute('aria-expanded')).toBe('true')
    fireEvent.keyDown(log, { key: 'Escape' })
    expect(opener.getAttribute('aria-expanded')).toBe('false')
    expect(document.activeElement).toBe(log)
  })

  it('[C3] says that older texts could not be read, and tries again only when asked', async () => {
    const desk = await openDesk({}, [makeMessage({ position: 60 })])
    act(() => desk.wire.welcome({ resumed: false, seq: 200 }))
    await act(async () => {
      const { conversation } = desk
      const entries = [makeMessage({ position: 60 })]
      desk.wire.last('entries').answer({ entries, conversation, next: '60', asOf: 200 })
      await settle()
    })
    await waitFor(() => expect(desk.wire.last('entries').args).toMatchObject({ before: 60 }))
    const reads = desk.wire.count('entries')
    await act(async () => {
      desk.wire.last('entries').refuse(new SwitchboardError('UNAVAILABLE', 'No answer.'))
      await settle()
    })
    expect(screen.getByText(/could not be read just now/)).toBeTruthy()
    expect(desk.wire.count('entries')).toBe(reads)
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(desk.wire.count('entries')).toBe(reads + 1)
  })
})
