import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { foundPieces } from '../src/timeline/found-pieces.ts'
import { ThreadFind } from '../src/timeline/thread-find.ts'
import { CUSTOMER, makeConversation, makeMessage } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const field = (): HTMLInputElement =>
  screen.getByRole('searchbox', { name: 'Find in this conversation' })
const marks = () => [...document.querySelectorAll('mark')]
const bar = () => within(screen.getByRole('search', { name: 'Find in this conversation' }))

async function answer(
  wire: Awaited<ReturnType<typeof openDesk>>['wire'],
  op: string,
  result: object,
) {
  await act(async () => {
    wire.last(op).answer(result)
    await settle()
  })
}

const texts = [
  makeMessage({ position: 101, body: 'Where is my parcel?' }),
  makeMessage({ position: 102, body: 'A PARCEL for you', direction: 'outbound' }),
]
const found = (...positions: number[]) =>
  positions.map((position) => ({ entry: makeMessage({ position }) }))

beforeAll(giveSizes)

describe('find in the thread', () => {
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C101] opens with Ctrl+F in the thread, counts, marks and goes from place to place', async () => {
    const { wire } = await openDesk({ lastPosition: 102 }, texts)
    const row = document.querySelector('[data-number][aria-current]') ?? document.body
    expect(fireEvent.keyDown(row, { key: 'f', ctrlKey: true })).toBe(false)
    expect(document.activeElement).toBe(field())
    fireEvent.change(field(), { target: { value: 'parcel' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    await waitFor(() => expect(wire.last('find-entries').args).toMatchObject({ q: 'parcel' }))
    await answer(wire, 'find-entries', { found: found(102, 101), next: null, asOf: 100 })
    expect(bar().getByRole('status').textContent).toBe('Entry 1 of 2')
    expect(marks().map((mark) => mark.textContent)).toEqual(['parcel', 'PARCEL'])
    expect(marks()[1]?.className).not.toBe(marks()[0]?.className)
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(bar().getByRole('status').textContent).toBe('Entry 2 of 2')
    const newer = bar().getByRole('button', { name: 'Newer entry' })
    act(() => newer.focus())
    fireEvent.click(newer)
    expect(bar().getByRole('status').textContent).toBe('Entry 1 of 2')
    // It has nowhere to lead now, and keeps the focus.
    expect(newer.getAttribute('aria-disabled')).toBe('true')
    expect(newer.hasAttribute('disabled')).toBe(false)
    fireEvent.click(newer)
    expect(bar().getByRole('status').textContent).toBe('Entry 1 of 2')
  })

  it.each(['F', 'а'])('[C101] opens with the same key where that writes %s', async (key) => {
    await openDesk({}, texts)
    const pressed = { key, code: 'KeyF', ctrlKey: true }
    expect(fireEvent.keyDown(document.body, { ...pressed, shiftKey: true })).toBe(true)
    expect(fireEvent.keyDown(document.body, { ...pressed, keyCode: 229 })).toBe(true)
    expect(fireEvent.keyDown(document.body, pressed)).toBe(false)
    expect(document.activeElement).toBe(field())
  })

  it('[C101] leaves Ctrl+F to a Mac, where it moves in the text', async () => {
    const platform = vi.spyOn(navigator, 'platform', 'get').mockReturnValue('MacIntel')
    onTestFinished(() => platform.mockRestore())
    await openDesk({}, texts)
    const reply = screen.getByRole('textbox', { name: 'Reply' })
    expect(fireEvent.keyDown(reply, { key: 'f', ctrlKey: true })).toBe(true)
    expect(fireEvent.keyDown(reply, { key: 'f', metaKey: true })).toBe(false)
    expect(document.activeElement).toBe(field())
  })

  it('[C101] says that a search is too long, and looks for nothing', async () => {
    const { wire } = await openDesk({ lastPosition: 102 }, texts)
    const asked = wire.count('find-entries')
    fireEvent.click(screen.getByRole('button', { name: 'Find in this conversation' }))
    const long = 'parcel '.repeat(15)
    fireEvent.change(field(), { target: { value: long } })
    const said = 'A search has at most 100 characters.'
    await waitFor(() => expect(bar().getByRole('status').textContent).toBe(said))
    fireEvent.keyDown(field(), { key: 'Enter' })
    await act(settle)
    expect(field().value).toBe(long)
    expect(wire.count('find-entries')).toBe(asked)
    expect(marks()).toEqual([])
    fireEvent.change(field(), { target: { value: '' } })
    await waitFor(() => expect(bar().getByRole('status').textContent).toBe(''))
    fireEvent.change(field(), { target: { value: `${long.slice(0, 100)} ` } })
    await waitFor(() =>
      expect(wire.last('find-entries').args).toMatchObject({ q: long.slice(0, 100) }),
    )
  })

  it('[C101] leaves Ctrl+F to the browser in its own field, and Escape leads back', async () => {
    await openDesk({}, texts)
    const opener = screen.getByRole('button', { name: 'Find in this conversation' })
    fireEvent.click(opener)
    const isLeft = fireEvent.keyDown(field(), { key: 'f', ctrlKey: true })
    expect(isLeft).toBe(true)
    fireEvent.keyDown(field(), { key: 'Escape' })
    expect(screen.queryByRole('search', { name: 'Find in this conversation' })).toBeNull()
    expect(document.activeElement).toBe(opener)
    expect(document.querySelector('mark')).toBeNull()
  })

  it('[C101] goes to a place that is not loaded by reading the page around it', async () => {
    const { wire, console } = await openDesk({ lastPosition: 102 }, texts)
    const going = console.pages.thread.goTo(7)
    expect(wire.last('entries').args).toMatchObject({ around: 7 })
    const conversation = makeConversation({ lastPosition: 102, changedSeq: 101 })
    const entries = [makeMessage({ position: 6 }), makeMessage({ position: 7, body: 'Long ago' })]
    await answer(wire, 'entries', { entries, conversation, next: '6', asOf: 100 })
    await going
    expect(screen.getByText('Long ago')).toBeTruthy()
    expect(screen.queryByText('Where is my parcel?')).toBeNull()
    expect(console.state.get().thread).toMatchObject({ older: 6, newer: 7 })
  })

  it('[C101] keeps what is shown, and says why, when a place cannot be read', async () => {
    const { wire } = await openDesk({ lastPosition: 102 }, texts)
    fireEvent.click(screen.getByRole('button', { name: 'Find in this conversation' }))
    fireEvent.change(field(), { target: { value: 'x' } })
    await waitFor(() => expect(wire.last('find-entries').args).toMatchObject({ q: 'x' }))
    await answer(wire, 'find-entries', { found: found(3), next: null, asOf: 100 })
    await act(async () => {
      wire.last('entries').refuse(new SwitchboardError('UNAVAILABLE', 'No answer.'))
      await settle()
    })
    expect(bar().getByRole('status').textContent).toMatch(/could not be read/)
    expect(screen.getByText('Where is my parcel?')).toBeTruthy()
  })

  it('[C101] looks on where a look found nothing, within a bound, and farther back when asked', async () => {
    const asked: (number | undefined)[] = []
    const find = new ThreadFind({
      number: CUSTOMER,
      show: () => Promise.resolve(),
      ask: ({ before }) => {
        asked.push(before)
        const next = (before ?? 100_000) - 2_000
        return Promise.resolve({ found: next < 50_000 ? found(next) : [], next, asOf: 1 })
      },
    })
    await find.search('needle')
    expect(asked).toHaveLength(20)
    expect(find.state.get()).toMatchObject({ hits: [], isLooking: false, next: 60_000 })
    await find.older()
    expect(asked).toHaveLength(40)
    expect(find.state.get()).toMatchObject({ at: 0, next: 20_000 })
    expect(find.state.get().hits[0]).toBe(48_000)
  })

  it('[C101] forgets an answer to what is not looked for any more', async () => {
    const answers: ((q: string) => void)[] = []
    const find = new ThreadFind({
      number: CUSTOMER,
      show: () => Promise.resolve(),
      ask: () =>
        new Promise((resolve) => {
          answers.push(() => resolve({ found: found(answers.length), next: null, asOf: 1 }))
        }),
    })
    const first = find.search('one')
    const second = find.search('two')
    answers[0]?.('one')
    await first
    expect(find.state.get().hits).toEqual([])
    answers[1]?.('two')
    await second
    expect(find.state.get()).toMatchObject({ q: 'two', hits: [2] })
  })

  it('[C101] marks every place, in any case and with or without accents', () => {
    const marked = foundPieces('Café cafe CAFÉ.', 'cafe').filter(({ isFound }) => isFound)
    expect(marked.map(({ text }) => text)).toEqual(['Café', 'cafe', 'CAFÉ'])
    expect(foundPieces('nothing', '')).toEqual([{ text: 'nothing', isFound: false }])
  })

  it('[C102] goes to a day, and says when nothing was written on it', async () => {
    const { wire } = await openDesk({ lastPosition: 102 }, texts)
    fireEvent.click(screen.getByRole('button', { name: 'Find in this conversation' }))
    const day = bar().getByLabelText('Go to')
    fireEvent.change(day, { target: { value: '0202-03-01' } })
    const before = wire.count('entries')
    const said = () => bar().getByRole('status').textContent
    fireEvent.change(day, { target: { value: '9999-01-01' } })
    expect(said()).toBe('That day is still to come.')
    fireEvent.change(day, { target: { value: '' } })
    fireEvent.keyDown(day, { key: 'Enter' })
    expect(said()).toBe('Please give a whole date.')
    expect(wire.count('entries')).toBe(before)
    fireEvent.change(day, { target: { value: '2026-03-01' } })
    expect(wire.count('entries')).toBe(before + 1)
    expect(wire.last('entries').args['at']).toBe(new Date('2026-03-01T00:00').toISOString())
    const conversation = makeConversation({ lastPosition: 102, changedSeq: 101 })
    const entries = [makeMessage({ position: 9, at: '2026-03-04T12:00:00.000Z', body: 'In March' })]
    await answer(wire, 'entries', { entries, conversation, next: '9', target: 9, asOf: 100 })
    expect(screen.getByText('In March')).toBeTruthy()
    expect(bar().getByRole('status').textContent).toMatch(/^Nothing on that day\. Shown: .*March/)
  })

  it('[C104] leads back to the newest, and a reply of one’s own does so by itself', async () => {
    const { wire, console } = await openDesk({ lastPosition: 102 }, texts)
    const going = console.pages.thread.goTo(7)
    const conversation = makeConversation({ lastPosition: 102, changedSeq: 101 })
    const old = [makeMessage({ position: 7, body: 'Long ago' })]
    await answer(wire, 'entries', { entries: old, conversation, next: '7', asOf: 100 })
    await going
    act(() => void console.reply(CUSTOMER, 'Here I am', 102))
    expect(wire.last('entries').args).toEqual({ number: CUSTOMER, limit: 100 })
    await answer(wire, 'entries', { entries: texts, conversation, next: '101', asOf: 100 })
    expect(screen.getByText('Here I am')).toBeTruthy()
    expect(console.state.get().thread?.newer).toBeNull()
  })
})

describe('what is unread', () => {
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C100] is where the thread opens, also when it is farther back than the newest page', async () => {
    const newest = [makeMessage({ position: 60 }), makeMessage({ position: 100 })]
    const row = { unread: 90, readPosition: 10, lastPosition: 100 }
    const { wire, console } = await openDesk(row, newest, {}, '60')
    expect(wire.last('entries').args).toMatchObject({ around: 11 })
    const conversation = makeConversation(row)
    const entries = Array.from({ length: 20 }, (_, index) => makeMessage({ position: index + 5 }))
    await answer(wire, 'entries', { entries, conversation, next: '5', asOf: 100 })
    expect(screen.getByText('New')).toBeTruthy()
    expect(console.state.get().thread).toMatchObject({ unreadAfter: 10, newer: 24 })
  })
})
