import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runAction } from '../../src/keys/actions.ts'
import { makeConversation } from '../factories.ts'
import { settle } from '../fake-wire.ts'
import { numberOf, openInbox } from '../inbox/open-inbox.tsx'
import { drawn, giveSizes } from '../layout.ts'

const reply = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reply' })
const thread = (): HTMLElement => screen.getByRole('log', { name: 'Timeline' })
const focused = (): Element => document.activeElement ?? document.body
const press = (key: string, code = `Key${key.toUpperCase()}`): void =>
  act(() => void fireEvent.keyDown(focused(), { key, code, altKey: true }))
const type = (key: string): void => act(() => void fireEvent.keyDown(focused(), { key }))

function writeIn(field: HTMLTextAreaElement, value: string): void {
  act(() => field.focus())
  fireEvent.change(field, { target: { value, selectionStart: value.length } })
}

async function resolved(wire: Awaited<ReturnType<typeof openInbox>>['wire'], number: string) {
  await act(async () => {
    const facts = { number, status: 'resolved', assignee: null, assignmentVersion: 2 } as const
    wire.last('resolve').answer({ conversation: makeConversation({ ...facts, changedSeq: 102 }) })
    await settle()
  })
}

describe('whoever moves on while they write', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C186] is in the reply field of the next one, behind its own draft', async () => {
    const { console, wire } = await openInbox(3)
    console.drafts.set(numberOf(1), 'Begun for one')
    writeIn(reply(), 'Begun for none')
    press('j')
    expect(focused()).toBe(reply())
    expect(reply().value).toBe('Begun for one')
    expect(reply().selectionStart).toBe('Begun for one'.length)
    type('e')
    expect(wire.count('resolve')).toBe(0)
    press('k')
    expect(focused()).toBe(reply())
    expect(reply().value).toBe('Begun for none')
  })

  it('[C186] is there from the note, and from any other field of the thread, too', async () => {
    await openInbox(3)
    act(() => void runAction('note'))
    writeIn(screen.getByRole('textbox', { name: 'Private note' }), 'About none')
    press('j')
    expect(focused()).toBe(reply())
    act(() => void runAction('label'))
    expect(focused()).not.toBe(reply())
    press('j')
    expect(focused()).toBe(reply())
  })

  it('[C186] is there after ], and where nothing is left no key does anything until Escape', async () => {
    const { wire } = await openInbox(2)
    writeIn(reply(), 'Bye')
    press(']', 'BracketRight')
    await resolved(wire, numberOf(0))
    expect(focused()).toBe(reply())
    expect(reply().value).toBe('')
    act(() => wire.tell({ type: 'conversations', seq: 103, conversations: [] }))
    press(']', 'BracketRight')
    await resolved(wire, numberOf(1))
    expect(location.pathname).toBe('/')
    expect(focused().textContent).toBe('Choose a conversation to read it.')
    type('c')
    expect(screen.queryByRole('dialog')).toBeNull()
    type('Escape')
    expect(focused().textContent).toBe('Choose a conversation to read it.')
    type('c')
    expect(await screen.findByRole('dialog')).toBeTruthy()
  })

  it('[C186] is on the reason where nothing can be written, and no single key does anything there', async () => {
    const { wire } = await openInbox(3, (n) => (n === 1 ? { optedOut: true } : {}))
    writeIn(reply(), 'For none')
    press('j')
    expect(focused().textContent).toContain('asked not to be texted')
    for (const key of ['e', 'a', 'j', 'x', 'n']) type(key)
    expect(wire.count('resolve')).toBe(0)
    expect(screen.queryByRole('textbox', { name: 'Private note' })).toBeNull()
    expect(focused().textContent).toContain('asked not to be texted')
    press('j')
    expect(focused()).toBe(reply())
    await act(drawn)
    press('k')
    type('Escape')
    expect(focused().textContent).toContain('asked not to be texted')
    type('j')
    expect(screen.getByRole('textbox', { name: 'Reply' })).toBeTruthy()
    expect(focused()).toBe(thread())
  })

  it('[C191] who wants to reply there is on the reason, from a note as well', async () => {
    const { wire } = await openInbox(2, (n) => (n === 0 ? { optedOut: true } : {}))
    type('r')
    expect(focused().getAttribute('aria-label')).toContain('asked not to be texted')
    type('e')
    expect(wire.count('resolve')).toBe(0)
    type('Escape')
    act(() => void runAction('note'))
    press('r')
    expect(screen.queryByRole('textbox', { name: 'Private note' })).toBeNull()
    expect(focused().getAttribute('aria-label')).toContain('asked not to be texted')
  })

  it('[C186] and whoever does not write is on what was said in the next one', async () => {
    await openInbox(3)
    act(() => screen.getByRole('button', { name: 'Find in this conversation' }).focus())
    type('j')
    expect(focused()).toBe(thread())
  })
})
