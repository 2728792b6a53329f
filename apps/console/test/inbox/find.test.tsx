import type { Conversation } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ben, makeConversation } from '../factories.ts'
import { settle } from '../fake-wire.ts'
import { giveSizes } from '../layout.ts'
import { numberOf, openInbox } from './open-inbox.tsx'

const field = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Search name or number' })
const list = () => within(screen.getByRole('list', { name: 'Inbox' }))
const page = (conversations: readonly Conversation[]) => ({ conversations, next: null, asOf: 102 })
const opened = (): string => decodeURIComponent(location.pathname)
const focused = () => document.activeElement?.getAttribute('data-number')
const strike = (key: string, init = {}) =>
  act(async () => {
    fireEvent.keyDown(field(), { key, ...init })
    await settle()
  })
function choose(name: string, value: string): void {
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } })
}

const labels = [
  { id: 'vip', name: 'VIP', retired: false },
  { id: 'old', name: 'Old', retired: true },
]

describe('finding in the inbox', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C120] searches when one pauses, at once on Enter, and not any more after Escape', async () => {
    const { wire } = await openInbox(3, (n) => (n === 2 ? { name: 'Zoë Martínez' } : {}))
    const asked = wire.count('conversations')
    fireEvent.change(field(), { target: { value: 'z' } })
    fireEvent.change(field(), { target: { value: 'zoe' } })
    expect(wire.count('conversations')).toBe(asked)
    await waitFor(() => expect(wire.last('conversations').args).toMatchObject({ q: 'zoe' }))
    expect(wire.count('conversations')).toBe(asked + 1)
    expect(list().getByText('Zoë Martínez')).toBeTruthy()
    fireEvent.keyDown(field(), { key: 'Escape' })
    expect(field().value).toBe('')
    expect(wire.last('conversations').args).not.toHaveProperty('q')
    fireEvent.change(field(), { target: { value: '2001' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(wire.last('conversations').args).toMatchObject({ q: '2001' })
  })

  describe('from the field on', () => {
    const first = makeConversation({ number: numberOf(1), name: 'Maya Chen' })
    const second = makeConversation({
      number: numberOf(2),
      name: 'Maya Ito',
      lastActivityAt: '2026-11-21T08:00:00.000Z',
    })
    async function searched(text = 'maya') {
      const desk = await openInbox(3, (n) => (n === 0 ? { name: 'Ann' } : { name: `Maya ${n}` }))
      field().focus()
      fireEvent.change(field(), { target: { value: text } })
      const come = () =>
        act(async () => {
          desk.wire.last('conversations').answer(page(text === 'maya' ? [first, second] : []))
          await settle()
        })
      return { ...desk, come }
    }

    it('[C120] Enter opens the first row of the search that stands there, once it has come', async () => {
      const { come } = await searched()
      const before = opened()
      await strike('Enter')
      // Neither the old list nor what is known of the new one.
      await strike('Enter')
      expect(opened()).toBe(before)
      await come()
      await strike('Enter', { repeat: true })
      await strike('Enter', { isComposing: true })
      expect(opened()).toBe(before)
      fireEvent.change(field(), { target: { value: 'may' } })
      await strike('Enter')
      expect(opened()).toBe(before)
      await come()
      await strike('Enter')
      await waitFor(() => expect(opened()).toBe(`/c/${first.number}`))
      await waitFor(() => expect(focused()).toBe(first.number))
    })

    it('[C120] Enter opens nothing where nothing is looked for or found', async () => {
      const { come } = await searched('  ')
      const before = opened()
      await strike('Enter')
      await strike('Enter')
      fireEvent.change(field(), { target: { value: 'nobody' } })
      await strike('Enter')
      await come()
      await strike('Enter')
      expect(opened()).toBe(before)
      expect(document.activeElement).toBe(field())
    })

    it('[C120] ArrowDown leads into the list of what was typed, to its first row', async () => {
      const { wire, come } = await searched()
      await strike('ArrowDown', { isComposing: true })
      await strike('ArrowDown', { shiftKey: true })
      expect(document.activeElement).toBe(field())
      await strike('ArrowDown')
      expect(wire.last('conversations').args).toMatchObject({ q: 'maya' })
      await waitFor(() => expect(focused()).toBe(first.number))
      await come()
      expect(focused()).toBe(first.number)
      fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowDown' })
      await waitFor(() => expect(focused()).toBe(second.number))
    })
  })

  it('[C120] keeps a search that is too long in its field, says so, and looks for nothing', async () => {
    const { wire, console } = await openInbox(3)
    const asked = wire.count('conversations')
    const said = 'A search has at most 64 characters.'
    const long = `${'9'.repeat(64)} 9`
    fireEvent.change(field(), { target: { value: long } })
    expect(screen.getByText(said).id).toBe(field().getAttribute('aria-describedby'))
    fireEvent.keyDown(field(), { key: 'Enter' })
    await act(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(field().value).toBe(long)
    expect(console.state.get().inbox.q).toBe('')
    expect(wire.count('conversations')).toBe(asked)
    fireEvent.change(field(), { target: { value: `${'9'.repeat(64)} ` } })
    expect(screen.queryByText(said)).toBeNull()
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(wire.last('conversations').args).toMatchObject({ q: '9'.repeat(64) })
    // Nor does the list stay narrowed by what stood there before.
    fireEvent.change(field(), { target: { value: long } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(wire.last('conversations').args).not.toHaveProperty('q')
    fireEvent.keyDown(field(), { key: 'Escape' })
    expect(field().value).toBe('')
  })

  it('[C120] [C121] narrows by label, holder and mood, and shows each as a chip with a way out', async () => {
    const { wire } = await openInbox(2, () => ({}), { labels })
    fireEvent.click(screen.getByRole('button', { name: 'Filter and order' }))
    expect(screen.queryByRole('option', { name: 'Old' })).toBeNull()
    choose('Label', 'vip')
    choose('Held by', ben.id)
    choose('Mood', 'negative')
    choose('Order', 'waiting')
    expect(wire.last('conversations').args).toMatchObject({
      view: 'all',
      label: 'vip',
      agent: ben.id,
      mood: 'negative',
      sort: 'waiting',
    })
    const chips = within(screen.getByRole('list', { name: 'Filters' }))
    expect(chips.getAllByRole('button').map((chip) => chip.textContent)).toEqual([
      'Longest waiting first',
      'VIP',
      'Ben Okafor',
      'Unhappy or furious',
    ])
    fireEvent.click(chips.getByRole('button', { name: 'Remove filter: VIP' }))
    expect(wire.last('conversations').args).not.toHaveProperty('label')
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(screen.queryByRole('list', { name: 'Filters' })).toBeNull()
    expect(wire.last('conversations').args).toMatchObject({ view: 'all', sort: 'latest' })
  })

  it('[C121] offers wider ways where nothing fits', async () => {
    const { wire } = await openInbox(1)
    fireEvent.change(field(), { target: { value: 'nobody' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    const answer = async (next: string | null): Promise<void> =>
      act(async () => {
        wire.last('conversations').answer({ conversations: [], next, asOf: 102 })
        await settle()
      })
    await answer(null)
    expect(screen.getByText('Nothing under Mine · Open matches.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Look in all' }))
    expect(wire.last('conversations').args).toMatchObject({ view: 'all', q: 'nobody' })
    for (let n = 0; n < 20; n += 1) await answer('more')
    fireEvent.click(screen.getByRole('button', { name: 'Look further' }))
    await answer(null)
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(field().value).toBe('')
  })

  it('[C121] offers the other statuses where there is somebody, and leads the focus on', async () => {
    const { wire } = await openInbox(1)
    fireEvent.change(field(), { target: { value: 'zoe' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    const zoe = makeConversation({ number: numberOf(7), name: 'Zoë', status: 'resolved' })
    await act(async () => {
      wire.last('conversations').answer(page([]))
      await settle()
    })
    const others = wire.asked.slice(-2)
    expect(others.map(({ args }) => args)).toEqual([
      { view: 'all', status: 'snoozed', q: 'zoe', limit: 1 },
      { view: 'all', status: 'resolved', q: 'zoe', limit: 1 },
    ])
    await act(async () => {
      others[0]?.answer(page([]))
      others[1]?.answer(page([zoe]))
      await settle()
    })
    expect(screen.queryByRole('button', { name: 'Look in snoozed' })).toBeNull()
    const button = screen.getByRole('button', { name: 'Look in resolved' })
    button.focus()
    fireEvent.click(button)
    const asked = wire.last('conversations')
    expect(asked.args).toMatchObject({ view: 'all', status: 'resolved', q: 'zoe' })
    await act(async () => {
      asked.answer(page([zoe]))
      await settle()
    })
    expect(list().getByText('Zoë')).toBeTruthy()
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('data-number')).toBe(zoe.number),
    )
    fireEvent.change(field(), { target: { value: 'nobody' } })
    fireEvent.keyDown(field(), { key: 'Enter' })
    for (const press of ['', 'Clear filters']) {
      const pressed = press && screen.getByRole('button', { name: press })
      if (pressed) {
        pressed.focus()
        fireEvent.click(pressed)
      }
      await act(async () => {
        wire.last('conversations').answer(page([]))
        await settle()
      })
    }
    await waitFor(() => expect(document.activeElement).toBe(field()))
  })

  it('[C123] draws only the rows in sight', async () => {
    await openInbox(2_000)
    expect(screen.getByRole('list', { name: 'Inbox' }).children.length).toBeLessThan(60)
  })

  it('[C124] shows the name, else the number, and the Line where there are several', async () => {
    const sales = { line: '+14155550101', name: 'Sales', lastUsedAt: null }
    const { wire } = await openInbox(2, (n) => (n === 0 ? { name: 'Zoë', line: sales.line } : {}), {
      lines: [sales],
    })
    expect(list().getByText('Zoë')).toBeTruthy()
    expect(list().getByText('+1 415 555 2001')).toBeTruthy()
    expect(list().queryByText('Sales')).toBeNull()
    const lines = ['+14155550100', sales.line]
    act(() => wire.tell({ type: 'about', simulator: false, lines, warnings: [] }))
    expect(list().getByText('Sales')).toBeTruthy()
    expect(list().getByText('+1 415 555 0100')).toBeTruthy()
    expect(numberOf(1)).toBe('+14155552001')
  })
})
