import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { english } from '../../src/i18n/en/index.ts'
import { actionIds, definitionOf, offer } from '../../src/keys/actions.ts'
import { keysOf } from '../../src/keys/key-text.ts'
import { setPreference } from '../../src/state/preferences.ts'
import { ben, makeConversation } from '../factories.ts'
import { settle } from '../fake-wire.ts'
import { numberOf, openInbox } from '../inbox/open-inbox.tsx'
import { giveSizes } from '../layout.ts'

const reply = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reply' })
const press = (key: string, more = {}, on: Element = document.body): boolean => {
  let isLeft = true
  act(() => void (isLeft = fireEvent.keyDown(on, { key, ...more })))
  return !isLeft
}
const tip = (name: string): string | null =>
  screen.getByRole('button', { name }).getAttribute('data-tip')
const isOpen = (n: number): boolean =>
  document.querySelector(`[data-number="${numberOf(n)}"]`)?.getAttribute('aria-current') === 'true'

const opened = (n: number) => waitFor(() => expect(isOpen(n)).toBe(true))
const onMac = (): unknown => vi.spyOn(navigator, 'platform', 'get').mockReturnValue('MacIntel')

/** What is loaded when it is first opened. */
const patience = { timeout: 15_000 }

describe('the keys', () => {
  beforeAll(giveSizes)
  beforeEach(() => setPreference({ keys: true }))
  afterEach(() => {
    vi.restoreAllMocks()
    cleanup()
    setPreference({ keys: true })
    history.replaceState(null, '', '/')
  })

  it('[C127] resolve and open the next with ], and say why not', async () => {
    const { wire } = await openInbox(3)
    press(']')
    expect(wire.last('resolve').args).toMatchObject({ number: numberOf(0) })
    expect(isOpen(0)).toBe(true)
    const conversation = makeConversation({
      number: numberOf(0),
      status: 'resolved',
      changedSeq: 102,
    })
    await act(async () => {
      wire.last('resolve').answer({ conversation })
      await settle()
    })
    expect(isOpen(1)).toBe(true)
  })

  it.each(['e', ']'])('[C127] say with %s who holds it instead, and what to do', async (key) => {
    const { wire } = await openInbox(2, () => ({ assignee: ben.id }))
    expect(press(key)).toBe(true)
    expect(screen.getByText('Not resolved: held by Ben Okafor. Take it over first.')).toBeTruthy()
    expect(wire.count('resolve')).toBe(0)
    expect(location.pathname).toContain(encodeURIComponent(numberOf(0)))
  })

  it('[C127] take with A what is free, and hand on what is one’s own; Z snoozes, / searches', async () => {
    const { wire } = await openInbox(1, () => ({ assignee: null }))
    press('a')
    expect(wire.last('take').args).toMatchObject({ number: numberOf(0) })
    await act(async () => {
      const conversation = makeConversation({ number: numberOf(0), changedSeq: 102 })
      wire.last('take').answer({ conversation })
      await settle()
    })
    press('a')
    expect(screen.getByRole('group', { name: 'Transfer' })).toBeTruthy()
    press('Escape')
    press('z')
    expect(screen.getByRole('group', { name: 'Snooze' })).toBeTruthy()
    press('Escape')
    press('/')
    expect(document.activeElement).toBe(
      screen.getByRole('textbox', { name: 'Search name or number' }),
    )
  })

  it('[C127] set the priority with P, but not while rows are selected', async () => {
    await openInbox(2)
    press('p')
    expect(screen.getByRole('group', { name: 'Priority' })).toBeTruthy()
    press('Escape')
    press('x')
    press('p')
    expect(screen.queryByRole('group', { name: 'Priority' })).toBeNull()
  })

  it('[C127] stand in the tips of the buttons they press, as they are pressed, and not in their names', async () => {
    const { wire } = await openInbox(1)
    const tips = { Resolve: 'E', Snooze: 'Z', Transfer: 'A', Labels: 'L', Priority: 'P' }
    for (const [name, key] of Object.entries(tips)) expect(tip(name)).toBe(`${name} (${key})`)
    const find = 'Find in this conversation'
    expect(tip(find)).toBe(`${find} (Ctrl F)`)
    act(() => setPreference({ keys: false }))
    expect(tip('Snooze')).toBe('Snooze (Alt Z)')
    act(() => setPreference({ keys: true }))
    const conversation = makeConversation({
      number: numberOf(0),
      assignee: null,
      assignmentVersion: 2,
      changedSeq: 102,
    })
    act(() => wire.tell({ type: 'conversations', seq: 102, conversations: [conversation] }))
    expect(tip('Take')).toBe('Take (A)')
    expect(tip('Transfer')).toBe('Transfer')
  })

  it('[C127] do what was offered last, and nothing once all of it is gone', async () => {
    await openInbox(1)
    let began = 0
    const end = offer('newConversation', { run: () => (began += 1) })
    expect(press('c')).toBe(true)
    end()
    cleanup()
    expect(press('c')).toBe(false)
    expect(began).toBe(1)
  })

  it('[C127] work with Alt in a field, and where single keys are switched off', async () => {
    await openInbox(3)
    reply().focus()
    expect(press('j', {}, reply())).toBe(false)
    expect(press('j', { altKey: true, code: 'KeyJ' }, reply())).toBe(true)
    expect(isOpen(1)).toBe(true)
    act(() => setPreference({ keys: false }))
    expect(press('j')).toBe(false)
    // Cyrillic: the place of the key says which letter is meant.
    expect(press('о', { altKey: true, code: 'KeyJ' })).toBe(true)
    expect(isOpen(2)).toBe(true)
  })

  it('[C127] work with Ctrl and Alt on a Mac, whatever those would write', async () => {
    onMac()
    await openInbox(2)
    const held = { altKey: true, ctrlKey: true }
    reply().focus()
    expect(press('∆', { ...held, code: 'KeyJ' }, reply())).toBe(true)
    await opened(1)
    expect(press('Dead', { ...held, code: 'KeyK' }, reply())).toBe(true)
    await opened(0)
    act(() => setPreference({ keys: false }))
    expect(tip('Snooze')).toBe('Snooze (⌃ ⌥ Z)')
    expect(press('j', { ...held, code: 'KeyJ' })).toBe(true)
    await opened(1)
    // A French one has the letter elsewhere.
    expect(press('Ë', { ...held, code: 'KeyJ', keyCode: 75 })).toBe(true)
    await opened(0)
  })

  it.each([
    ['@', 'KeyL'],
    ['€', 'KeyE'],
    [']', 'Digit6'],
    ['’', 'BracketRight'],
    ['∆', 'KeyJ'],
    ['Dead', 'KeyE'],
  ])('[C128] leave %s to whoever writes it with Alt on a Mac', async (key, code) => {
    onMac()
    const { wire } = await openInbox(2)
    expect(press(key, { altKey: true, code }, reply())).toBe(false)
    act(() => setPreference({ keys: false }))
    expect(press(key, { altKey: true, code })).toBe(false)
    expect(wire.count('resolve')).toBe(0)
    expect(isOpen(0)).toBe(true)
  })

  it('[C128] are the sign that Alt writes on a Mac where that is no text, and never its place', async () => {
    onMac()
    const { wire } = await openInbox(2)
    expect(press('€', { altKey: true, code: 'KeyE' })).toBe(false)
    expect(press(']', { altKey: true, metaKey: true, code: 'Digit6' })).toBe(false)
    expect(wire.count('resolve')).toBe(0)
    expect(press(']', { altKey: true, code: 'Digit6' })).toBe(true)
    expect(wire.count('resolve')).toBe(1)
  })

  it.each([{}, { altKey: true }, { altKey: true, ctrlKey: true }])(
    '[C128] leave what AltGr writes, told as %o, to the field',
    async (held) => {
      vi.spyOn(KeyboardEvent.prototype, 'getModifierState').mockReturnValue(true)
      const { wire } = await openInbox(2)
      expect(press(']', { ...held, code: 'Digit9' }, reply())).toBe(false)
      expect(press('ę', { ...held, code: 'KeyE' }, reply())).toBe(false)
      expect(press('€', { ...held, code: 'KeyE' })).toBe(false)
      expect(press('ω', { ...held, code: 'KeyE' })).toBe(false)
      expect(wire.count('resolve')).toBe(0)
      expect(press(']', { ...held, code: 'Digit9' })).toBe(true)
      expect(wire.count('resolve')).toBe(1)
    },
  )

  it('[C128] leave another sign that Alt writes anywhere, and a letter of one’s own, alone', async () => {
    const { wire } = await openInbox(2)
    for (const key of ['ę', '€', 'Dead'])
      expect(press(key, { altKey: true, code: 'KeyE' }, reply())).toBe(false)
    expect(press('ü', { code: 'BracketRight' })).toBe(false)
    expect(wire.count('resolve')).toBe(0)
  })

  it('[C128] rest while an input method composes, and with Ctrl or Cmd', async () => {
    await openInbox(3)
    expect(press('j', { isComposing: true })).toBe(false)
    expect(press('j', { keyCode: 229 })).toBe(false)
    expect(press('j', { ctrlKey: true })).toBe(false)
    expect(press('j', { metaKey: true })).toBe(false)
    expect(press('e', { repeat: true })).toBe(false)
    expect(isOpen(0)).toBe(true)
    expect(press('j', { repeat: true })).toBe(true)
  })

  it('[C128] rest in a dialog', async () => {
    const { wire } = await openInbox(2)
    fireEvent.click(screen.getByRole('button', { name: 'System' }))
    await screen.findByRole('dialog', { name: 'System' }, patience)
    expect(press('e')).toBe(false)
    expect(press('k', { ctrlKey: true })).toBe(false)
    const close = within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' })
    expect(press('e', { altKey: true, code: 'KeyE' }, close)).toBe(false)
    expect(wire.count('resolve')).toBe(0)
  })

  it('[C129] are all listed by ?', async () => {
    await openInbox(1)
    const end = offer('newConversation', { run: () => undefined })
    press('?')
    const sheet = within(await screen.findByRole('dialog', { name: 'Keys' }, patience))
    for (const id of actionIds.filter((one) => definitionOf(one).key)) {
      const line = sheet.getByText(english.keys.actions[id]).parentElement
      for (const key of keysOf(id)) expect(line?.textContent).toContain(key)
    }
    const find = sheet.getByText('Find in this conversation').parentElement
    expect(find?.textContent).toContain('CtrlF')
    expect(sheet.getByText(/Inside a field, hold Alt/)).toBeTruthy()
    act(() => setPreference({ keys: false }))
    expect(sheet.getByText(/Single keys are switched off/)).toBeTruthy()
    end()
    fireEvent.click(sheet.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Keys' })).toBeNull())
  })

  it('[C129] are told as they are pressed in a field of a Mac', async () => {
    onMac()
    await openInbox(1)
    press('?')
    const sheet = within(await screen.findByRole('dialog', { name: 'Keys' }, patience))
    expect(sheet.getByText(/Inside a field, hold ⌃⌥ with/)).toBeTruthy()
    act(() => setPreference({ keys: false }))
    expect(sheet.getByText(/switched off in your settings: hold ⌃⌥ with/)).toBeTruthy()
    expect(sheet.getByText('Snooze').parentElement?.textContent).toContain('⌃⌥Z')
  })

  it('[C127] stand for one action each', () => {
    const all = actionIds.map((id) => keysOf(id).join('')).filter(Boolean)
    expect(new Set(all).size).toBe(all.length)
  })
})
