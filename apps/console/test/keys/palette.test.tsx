import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { speak } from '../../src/i18n/index.ts'
import { matchScore } from '../../src/palette/match.ts'
import { preferences, setPreference } from '../../src/state/preferences.ts'
import { makeConversation } from '../factories.ts'
import { settle } from '../fake-wire.ts'
import { numberOf, openInbox } from '../inbox/open-inbox.tsx'
import { giveSizes } from '../layout.ts'

const field = (): HTMLInputElement =>
  screen.getByRole('combobox', { name: /Find and do|查找与操作/ })
const type = (value: string): void => void fireEvent.change(field(), { target: { value } })
const options = (): string[] =>
  within(screen.getByRole('listbox'))
    .getAllByRole('option')
    .map((one) => one.textContent)
const current = (): string =>
  document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent ?? ''

async function openPalette(): Promise<void> {
  act(
    () =>
      void fireEvent.keyDown(document.activeElement ?? document.body, { key: 'k', ctrlKey: true }),
  )
  await screen.findByRole('dialog', { name: /Find and do|查找与操作/ }, { timeout: 15_000 })
}

async function choose(): Promise<void> {
  await act(async () => {
    fireEvent.keyDown(field(), { key: 'Enter' })
    await settle()
  })
}

describe('the palette', () => {
  beforeAll(giveSizes)
  beforeEach(() => sessionStorage.clear())
  afterEach(async () => {
    cleanup()
    history.replaceState(null, '', '/')
    setPreference({ theme: 'system', language: 'system' })
    await act(() => speak('en'))
  })

  it('[C130] finds in the thread, and opens what narrows the list, also from what is selected', async () => {
    const { console } = await openInbox(2)
    await openPalette()
    type('find in')
    expect(current()).toBe('Find in this conversationCtrlF')
    await choose()
    expect(document.activeElement?.getAttribute('type')).toBe('search')
    act(() => console.selection.choose([numberOf(1)]))
    await openPalette()
    type('filter and')
    expect(current()).toBe('Filter and order')
    await choose()
    expect(console.selection.numbers.size).toBe(0)
    const form = within(screen.getByRole('group', { name: 'Filter and order' }))
    expect(document.activeElement).toBe(form.getByRole('combobox', { name: 'Order' }))
  })

  it('[C130] lists actions with their keys, moves by arrows, and does what is chosen', async () => {
    const { wire } = await openInbox(2)
    const reply = screen.getByRole('textbox', { name: 'Reply' })
    reply.focus()
    await openPalette()
    expect(options()).toContain('ResolveE')
    expect(options()).toContain('Resolve and open the next]')
    fireEvent.keyDown(field(), { key: 'ArrowDown' })
    expect(current()).toBe(options()[1])
    fireEvent.keyDown(field(), { key: 'ArrowUp' })
    fireEvent.keyDown(field(), { key: 'ArrowUp' })
    expect(current()).toBe(options().at(-1))
    type('close')
    expect(current()).toBe('ResolveE')
    await choose()
    expect(wire.last('resolve').args).toMatchObject({ number: numberOf(0) })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('[C130] tells the keys that do it: with Alt where single keys are switched off', async () => {
    await openInbox(2)
    act(() => setPreference({ keys: false }))
    await openPalette()
    expect(options()).toContain('ResolveAltE')
    expect(options()).toContain('Next conversationAltJ')
    act(() => setPreference({ keys: true }))
    expect(options()).toContain('ResolveE')
  })

  it('[C17] [C130] offers a reply only where one can be written', async () => {
    await openInbox(2, (n) => (n === 0 ? { optedOut: true } : {}))
    await openPalette()
    expect(options()).not.toContain('ReplyR')
    expect(options()).toContain('Write a private noteN')
  })

  it('[C130] finds conversations here and on the switchboard, and opens one', async () => {
    const { wire } = await openInbox(2, (n) => (n === 1 ? { name: 'Zoë Martínez' } : {}))
    await openPalette()
    type('zo')
    expect(current()).toContain('Zoë Martínez')
    await waitFor(() => expect(wire.last('conversations').args).toMatchObject({ q: 'zo' }))
    const asked = wire.asked.filter(({ op, args }) => op === 'conversations' && args['q'] === 'zo')
    expect(asked.map(({ args }) => args['status'])).toEqual(['open', 'snoozed', 'resolved'])
    const gone = makeConversation({ number: numberOf(9), name: 'Zora', status: 'resolved' })
    await act(async () => {
      for (const { args, answer } of asked)
        answer({
          conversations: args['status'] === 'resolved' ? [gone] : [],
          next: null,
          asOf: 101,
        })
      await settle()
    })
    expect(options().some((text) => text.includes('Zora') && text.includes('Resolved'))).toBe(true)
    fireEvent.keyDown(field(), { key: 'ArrowDown' })
    await choose()
    expect(location.pathname).toContain(encodeURIComponent(numberOf(9)))
  })

  it('[C130] says that a search is too long, and looks for nothing', async () => {
    const { wire } = await openInbox(1, () => ({ name: 'Zoë Martínez of the Old Harbour' }))
    const asked = wire.count('conversations')
    await openPalette()
    const long = `Zoë Martínez of the Old Harbour, ${'the one who called before '.repeat(2)}`
    type(long)
    expect(within(screen.getByRole('dialog')).getByRole('status').textContent).toBe(
      'A search has at most 64 characters.',
    )
    expect(within(screen.getByRole('listbox')).queryAllByRole('option')).toEqual([])
    await act(() => new Promise((resolve) => setTimeout(resolve, 250)))
    expect(field().value).toBe(long)
    expect(wire.count('conversations')).toBe(asked)
    type('Zoë Martínez of the Old Harbour')
    expect(current()).toContain('Zoë Martínez')
  })

  it('[C130] goes to views, orders, themes and languages; what was chosen lately comes first', async () => {
    const { console } = await openInbox(1)
    await openPalette()
    type('snoozed all')
    await choose()
    expect(console.state.get().inbox).toMatchObject({ view: 'all', status: 'snoozed' })
    await openPalette()
    type('theme dark')
    await choose()
    expect(preferences.get().theme).toBe('dark')
    await openPalette()
    expect(options().slice(0, 2)).toEqual(['Theme: Dark', 'All · Snoozed0'])
    type('language 简体')
    await choose()
    expect(preferences.get().language).toBe('zh-CN')
  })

  it.each([
    ['K', 'KeyK'],
    ['л', 'KeyK'],
  ])('[C130] closes by the key that opened it, also where that writes %s', async (key, code) => {
    await openInbox(1)
    await openPalette()
    expect(fireEvent.keyDown(field(), { key, code, ctrlKey: true, altKey: true })).toBe(true)
    expect(screen.getByRole('dialog')).toBeTruthy()
    expect(fireEvent.keyDown(field(), { key, code, ctrlKey: true })).toBe(false)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('[C130] is found by Chinese, its pinyin, and English in Chinese', async () => {
    await openInbox(1)
    await act(() => speak('zh-CN'))
    await openPalette()
    for (const query of ['解决', '解下', 'jiejue', 'resolve']) {
      type(query)
      expect(options().some((text) => text.startsWith('解决'))).toBe(true)
    }
  })

  it('[C130] does nothing while an input method composes', async () => {
    const { wire } = await openInbox(1)
    await openPalette()
    type('resolve')
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
    expect(wire.count('resolve')).toBe(0)
    expect(screen.getByRole('dialog')).toBeTruthy()
  })

  it.each([
    ['res', 'Resolve', 4],
    ['solve', 'Resolve', 3],
    ['rsn', 'Resolve and open the next', 1],
    ['xyz', 'Resolve', 0],
    ['resolve xyz', 'Resolve', 0],
    ['解下', '解决并打开下一个', 1],
  ])('[C130] scores %s in %s', (query, name, least) => {
    const score = matchScore(query, name)
    expect(least === 0 ? score : Math.min(score, least)).toBe(least)
  })
})
