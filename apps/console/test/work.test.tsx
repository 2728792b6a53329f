import { SwitchboardError, type Mention } from '@switchboard/protocol'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CUSTOMER, ada, ben, makeNote } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const mention: Mention = {
  id: 'm1',
  number: CUSTOMER,
  position: 1,
  by: ben.id,
  at: '2026-11-22T12:01:00.000Z',
}

describe('work of a team', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
    history.replaceState(null, '', '/')
  })

  it('[C32] writes a private note with N, apart from the reply, naming a colleague', async () => {
    const { wire, console } = await openDesk()
    fireEvent.keyDown(document.body, { key: 'n' })
    expect(screen.queryByRole('textbox', { name: 'Reply' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull()
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Private note' })
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: 'Ask @be' } })
    const list = within(screen.getByRole('listbox', { name: 'Colleagues' }))
    expect(list.getByRole('option').textContent).toBe('Ben Okafor')
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(field.value).toBe('Ask @Ben Okafor ')
    fireEvent.click(screen.getByRole('button', { name: 'Add note' }))
    expect(wire.last('note').args).toEqual({
      number: CUSTOMER,
      body: 'Ask @Ben Okafor',
      mentions: [ben.id],
    })
    expect(wire.count('reply')).toBe(0)
    await act(async () => {
      wire.last('note').answer({ entry: makeNote() })
      await settle()
    })
    expect(field.value).toBe('')
    expect(console.drafts.get(CUSTOMER)).toBe('')
  })

  it('[C32] keeps a refused note and says why; R goes back to the reply', async () => {
    const { wire } = await openDesk()
    fireEvent.click(screen.getByRole('button', { name: 'Note' }))
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Private note' })
    fireEvent.change(field, { target: { value: 'He called' } })
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
    await act(async () => {
      wire.last('note').refuse(new SwitchboardError('UNAVAILABLE', 'Gone.'))
      await settle()
    })
    expect(screen.getByRole('alert').textContent).toContain('Your note is kept below')
    expect(field.value).toBe('He called')
    field.blur()
    act(() => void fireEvent.keyDown(document.body, { key: 'r' }))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Reply' }))
  })

  it('[C32] may be written where one cannot answer', async () => {
    await openDesk({ optedOut: true })
    fireEvent.keyDown(document.body, { key: 'n' })
    expect(screen.getByRole('textbox', { name: 'Private note' })).toBeTruthy()
  })

  it('[C33] tells of a note that names me until it was seen', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    const note = makeNote({ agent: ben.id, body: '@Ada Moreau look', mentions: [ada.id] })
    const { wire } = await openDesk({}, [note], { mentions: [mention] })
    expect(screen.getByRole('article', { name: 'Private note' }).textContent).toContain('names you')
    fireEvent.click(screen.getByRole('button', { name: 'Notes that name you: 1' }))
    expect(screen.getByRole('button', { name: /Ben Okafor on \+1 415 555 0142/ })).toBeTruthy()
    expect(wire.count('dismiss-mention')).toBe(0)
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    act(() => void dispatchEvent(new Event('focus')))
    expect(wire.last('dismiss-mention').args).toEqual({ id: 'm1' })
    const gone = { kind: 'mention' as const, id: 'm1', value: null }
    act(() => wire.tell({ type: 'shared', seq: 101, shared: [gone] }))
    expect(screen.queryByRole('button', { name: /name you/ })).toBeNull()
  })
})
