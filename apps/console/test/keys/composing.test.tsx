import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runAction } from '../../src/keys/actions.ts'
import { CUSTOMER } from '../factories.ts'
import { giveSizes } from '../layout.ts'
import { openDesk } from '../open-desk.tsx'

const reply = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reply' })
const press = (on: Element, key: string, more = {}): boolean => {
  let isLeft = true
  act(() => void (isLeft = fireEvent.keyDown(on, { key, ...more })))
  return !isLeft
}
const button = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }))

function typeIn(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  act(() => field.focus())
  fireEvent.change(field, { target: { value, selectionStart: value.length } })
}

/** What is loaded when it is first opened. */
const patience = { timeout: 15_000 }

const bye = {
  id: 'bye',
  shortcut: 'bye',
  text: 'Thank you for writing',
  owner: null,
} as const

beforeAll(giveSizes)

describe.each([{ isComposing: true }, { keyCode: 229 }])(
  'while an input method has the keys, told by %o,',
  (held) => {
    afterEach(() => {
      cleanup()
      history.replaceState(null, '', '/')
    })

    it('[C128] what could stand in a reply is neither moved among, taken nor put away', async () => {
      const { console } = await openDesk({}, undefined, { cannedResponses: [bye] })
      typeIn(reply(), '/')
      const marked = reply().getAttribute('aria-activedescendant')
      for (const key of ['ArrowDown', 'Enter', 'Tab', 'Escape'])
        expect(press(reply(), key, held)).toBe(false)
      expect(screen.getByRole('listbox')).toBeTruthy()
      expect(reply().getAttribute('aria-activedescendant')).toBe(marked)
      expect(console.drafts.get(CUSTOMER)).toBe('/')
    })

    it('[C128] neither a reply nor a note is sent, or left', async () => {
      const { wire } = await openDesk()
      typeIn(reply(), 'Half a wo')
      press(reply(), 'Enter', { ctrlKey: true, ...held })
      expect(wire.count('reply')).toBe(0)
      press(reply(), 'Escape', held)
      expect(document.activeElement).toBe(reply())
      act(() => void runAction('note'))
      const note = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Private note' })
      typeIn(note, 'Half a wo')
      press(note, 'Enter', { ctrlKey: true, ...held })
      expect(wire.count('note')).toBe(0)
      press(note, 'Escape', held)
      expect(document.activeElement).toBe(note)
    })

    it('[C128] a customer’s name and note stay as they are typed', async () => {
      const { wire } = await openDesk({ name: 'Zoë' })
      button('Change the name')
      const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of the customer' })
      typeIn(name, 'Zoë P')
      press(name, 'Escape', held)
      expect(screen.getByDisplayValue('Zoë P')).toBe(name)
      button('Add a note')
      const note = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What to remember' })
      typeIn(note, '4711')
      press(note, 'Escape', held)
      press(note, 'Enter', { ctrlKey: true, ...held })
      expect(screen.getByDisplayValue('4711')).toBe(note)
      expect(screen.queryByRole('alert')).toBeNull()
      expect(wire.count('update-customer')).toBe(0)
    })

    it('[C128] the search of the thread stays open, and looks for nothing', async () => {
      const { wire } = await openDesk()
      const asked = wire.count('find-entries')
      button('Find in this conversation')
      const field = screen.getByRole<HTMLInputElement>('searchbox')
      typeIn(field, 'parc')
      press(field, 'Escape', held)
      expect(screen.getByRole('searchbox')).toBe(field)
      expect(press(field, 'Enter', held)).toBe(false)
      expect(wire.count('find-entries')).toBe(asked)
    })

    it('[C128] the search of the list stays as it is', async () => {
      await openDesk()
      const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search name or number' })
      typeIn(field, 'Zo')
      for (const key of ['Escape', 'Enter', 'ArrowDown']) press(field, key, held)
      expect(field.value).toBe('Zo')
      expect(document.activeElement).toBe(field)
    })

    it('[C128] what is open below a button stays, and no label is set', async () => {
      const labels = [{ id: 'l1', name: 'Billing', retired: false }]
      const { wire } = await openDesk({}, undefined, { labels })
      button('Labels')
      const panel = within(screen.getByRole('group', { name: 'Labels' }))
      const field = panel.getByRole<HTMLInputElement>('textbox')
      typeIn(field, 'bil')
      press(field, 'Enter', held)
      press(field, 'Escape', held)
      expect(screen.getByRole('group', { name: 'Labels' })).toBeTruthy()
      expect(wire.count('label')).toBe(0)
    })

    it('[C128] a dialog stays, and the palette does nothing', async () => {
      await openDesk()
      act(() => void runAction('palette'))
      const field = await screen.findByRole('combobox', { name: 'Find and do' }, patience)
      expect(press(field, 'Enter', held)).toBe(false)
      expect(press(field, 'Escape', held)).toBe(true)
      expect(press(field, 'Escape')).toBe(false)
      cleanup()
      await openDesk()
      act(() => void runAction('newConversation'))
      const dialog = await screen.findByRole('dialog', {}, patience)
      const [first] = within(dialog).getAllByRole('textbox')
      expect(press(first!, 'Escape', held)).toBe(true)
      expect(press(first!, 'Escape')).toBe(false)
    })
  },
)
