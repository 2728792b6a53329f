import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runAction } from '../../src/keys/actions.ts'
import { makeConversation, makeMessage } from '../factories.ts'
import { settle } from '../fake-wire.ts'
import { numberOf, openInbox } from '../inbox/open-inbox.tsx'
import { drawn, giveSizes } from '../layout.ts'
import { go } from '../open-inbox.tsx'

const reply = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reply' })
const search = (): HTMLElement => screen.getByRole('textbox', { name: 'Search name or number' })
const thread = (): HTMLElement => screen.getByRole('log', { name: 'Timeline' })
const row = (n: number): HTMLElement | null =>
  document.querySelector(`#inbox [data-number="${numberOf(n)}"]`)
const focused = (): Element => document.activeElement ?? document.body
const type = (key: string, more = {}): void =>
  act(() => void fireEvent.keyDown(focused(), { key, ...more }))

type Opened = Awaited<ReturnType<typeof openInbox>>

/** What was asked of this thread is answered: it stands there with one text. */
async function answer({ wire }: Opened, n: number): Promise<void> {
  const conversation = makeConversation({ number: numberOf(n), changedSeq: 101 })
  const entries = [makeMessage({ conversation: numberOf(n), body: `Words of ${n}` })]
  await act(async () => {
    wire.last('entries').answer({ entries, conversation, next: null, asOf: 101 })
    await settle()
  })
  await drawn()
}

beforeAll(giveSizes)
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

describe('the focus', () => {
  it('[C194] is on what was said after Escape in the reply, where single keys are keys', async () => {
    await openInbox(3)
    act(() => reply().focus())
    type('Escape', { isComposing: true })
    expect(focused()).toBe(reply())
    type('Escape')
    expect(focused()).toBe(thread())
    type('r')
    expect(focused()).toBe(reply())
  })

  it('[C186] is behind what is written with R, or where somebody had put it', async () => {
    const { console } = await openInbox(1)
    act(() => console.drafts.set(numberOf(0), 'A draft'))
    type('r')
    expect([reply().selectionStart, reply().selectionEnd]).toEqual([7, 7])
    reply().setSelectionRange(3, 3)
    type('Escape')
    type('r')
    expect([reply().selectionStart, reply().selectionEnd]).toEqual([3, 3])
  })

  it('[C194] is there after Escape in the note, too', async () => {
    await openInbox(1)
    act(() => void runAction('note'))
    expect(focused().getAttribute('aria-label')).toBe('Private note')
    type('Escape')
    expect(focused()).toBe(thread())
  })

  it('[C194] is on what was said in the next thread also once its texts are here', async () => {
    const desk = await openInbox(3)
    act(() => thread().focus())
    type('j')
    expect(thread().getAttribute('aria-busy')).toBe('true')
    expect(focused()).toBe(thread())
    await act(async () => new Promise((resolve) => setTimeout(resolve, 150)))
    await answer(desk, 1)
    expect(thread().textContent).toContain('Words of 1')
    expect(focused()).toBe(thread())
  })

  it('[C194] is on it also where another part of the history takes its place', async () => {
    const { console, wire } = await openInbox(1)
    const before = thread()
    act(() => before.focus())
    const jump = console.pages.thread.goToTime('2026-01-01T00:00:00.000Z')
    await act(async () => {
      const conversation = makeConversation({ number: numberOf(0), lastPosition: 1 })
      const entries = [makeMessage({ conversation: numberOf(0), body: 'Long ago' })]
      wire.last('entries').answer({ entries, conversation, next: null, asOf: 102 })
      await jump
    })
    await drawn()
    expect(thread()).not.toBe(before)
    expect(focused()).toBe(thread())
  })

  it('[C194] is on the row of the thread that was closed', async () => {
    await openInbox(3)
    act(() => screen.getByRole('button', { name: 'Find in this conversation' }).focus())
    await act(async () => {
      history.pushState(null, '', '/')
      await settle()
    })
    expect(focused()).toBe(row(0))
  })

  it('[C194] is on what is told instead, after ] where nothing is left', async () => {
    const { wire } = await openInbox(1)
    act(() => screen.getByRole('button', { name: 'Find in this conversation' }).focus())
    type(']')
    const facts = { status: 'resolved', assignee: null, assignmentVersion: 2 } as const
    const conversation = makeConversation({ number: numberOf(0), ...facts, changedSeq: 102 })
    await act(async () => {
      wire.last('resolve').answer({ conversation })
      await settle()
    })
    expect(location.pathname).toBe('/')
    expect(focused().textContent).toBe('Choose a conversation to read it.')
    type('c')
    expect(await screen.findByRole('dialog')).toBeTruthy()
  })

  it('[C194] is back where it was after Escape in an empty search', async () => {
    await openInbox(3)
    act(() => row(1)?.focus())
    type('/')
    expect(focused()).toBe(search())
    fireEvent.change(search(), { target: { value: 'zoe' } })
    type('Escape')
    expect(focused()).toBe(search())
    type('Escape')
    expect(focused()).toBe(row(1))
  })

  it('[C194] is on the row of the same number where the list was drawn anew meanwhile', async () => {
    const { wire } = await openInbox(3)
    act(() => row(1)?.focus())
    const before = row(1)
    type('/')
    await list({ wire }, [0, 1, 2], 'z')
    type('Escape')
    await list({ wire }, [0, 1, 2])
    type('Escape')
    expect(row(1)).not.toBe(before)
    expect(focused()).toBe(row(1))
    type('/')
    await list({ wire }, [0], 'z')
    type('Escape')
    expect(focused()).toBe(search())
    await list({ wire }, [0])
    type('Escape')
    expect(focused()).toBe(thread())
  })
})

/** The list is another one by what is typed, and holds these. */
async function list({ wire }: Pick<Opened, 'wire'>, rows: number[], q?: string): Promise<void> {
  await act(async () => {
    if (q !== undefined) {
      fireEvent.change(search(), { target: { value: q } })
      fireEvent.keyDown(search(), { key: 'Enter' })
    }
    const conversations = rows.map((n) => makeConversation({ number: numberOf(n), name: `Z ${n}` }))
    wire.last('conversations').answer({ conversations, next: null, asOf: 200 })
    await settle()
  })
}

/** It is resolved, or somebody took it: it is in no list of one's own any more. */
async function leave({ wire }: Opened, ...rows: number[]): Promise<void> {
  const conversations = rows.map((n) =>
    makeConversation({ number: numberOf(n), status: 'resolved', changedSeq: 300 }),
  )
  await act(async () => {
    wire.tell({ type: 'conversations', seq: 300, conversations })
    await settle()
  })
}

/** No thread is open any more. */
async function closeThread(): Promise<void> {
  await act(async () => {
    history.pushState(null, '', '/')
    await settle()
  })
}

describe('what opens below a button', () => {
  it.each([
    ['z', 'Snooze'],
    ['l', 'Labels'],
    ['a', 'Transfer'],
    ['p', 'Priority'],
  ])('[C194] by the key %s leads back to where that was pressed', async (key, name) => {
    await openInbox(2)
    act(() => thread().focus())
    type(key)
    expect(screen.getByRole('group', { name }).contains(focused())).toBe(true)
    type('Escape')
    expect(screen.queryByRole('group', { name })).toBeNull()
    expect(focused()).toBe(thread())
  })

  it('[C194] leads there also once it was done, and the button is gone', async () => {
    const { wire } = await openInbox(2)
    act(() => thread().focus())
    type('z')
    act(() => screen.getByRole('button', { name: 'Until the customer writes' }).click())
    const facts = { status: 'snoozed', assignmentVersion: 2, changedSeq: 102 } as const
    const conversation = makeConversation({ number: numberOf(0), ...facts })
    await act(async () => {
      wire.last('snooze').answer({ conversation })
      await settle()
    })
    expect(focused()).toBe(thread())
  })

  it('[C166] by the button itself leads back to that', async () => {
    await openInbox(2)
    act(() => thread().focus())
    const button = screen.getByRole('button', { name: 'Snooze' })
    act(() => button.focus())
    act(() => button.click())
    type('Escape')
    expect(focused()).toBe(button)
  })
})

describe('whoever is on a row that leaves the list', () => {
  it('[C194] is on what was said in the open thread', async () => {
    const desk = await openInbox(3)
    act(() => row(0)?.focus())
    await leave(desk, 0)
    expect(row(0)).toBeNull()
    expect(focused()).toBe(thread())
  })

  it('[C194] is on what was said in the next one, after ]', async () => {
    const { wire } = await openInbox(3)
    act(() => row(0)?.focus())
    type(']')
    const facts = { status: 'resolved', assignee: null, assignmentVersion: 2 } as const
    const conversation = makeConversation({ number: numberOf(0), ...facts, changedSeq: 102 })
    await act(async () => {
      wire.last('resolve').answer({ conversation })
      await settle()
    })
    expect(location.pathname).toContain(encodeURIComponent(numberOf(1)))
    expect(focused()).toBe(thread())
  })

  it('[C194] is on the row in its place where no thread is open, and at last on the tab', async () => {
    const desk = await openInbox(4)
    await closeThread()
    act(() => row(1)?.focus())
    await leave(desk, 1)
    expect(focused()).toBe(row(2))
    act(() => screen.getByRole('checkbox', { name: 'Select +1 415 555 2003' }).focus())
    await leave(desk, 3)
    expect(focused()).toBe(row(2))
    await leave(desk, 0, 2)
    expect(focused()).toBe(screen.getByRole('tab', { name: 'Mine' }))
  })

  it('[C194] and whoever is on what is done with all that are selected is on the tab', async () => {
    const desk = await openInbox(2)
    await closeThread()
    type('*')
    const bar = within(screen.getByRole('group', { name: 'With those selected' }))
    act(() => bar.getByRole('button', { name: 'Resolve' }).focus())
    await leave(desk, 0, 1)
    expect(focused()).toBe(screen.getByRole('tab', { name: 'Mine' }))
  })
})

/** The switchboard knows no conversation with the number that was opened. */
async function openUnknown(): Promise<Opened> {
  const desk = await openInbox(1)
  await go(numberOf(9))
  await act(async () => {
    desk.wire.last('entries').refuse(new SwitchboardError('NOT_FOUND', 'There is none.'))
    await settle()
  })
  return desk
}

describe('a number nobody ever texted with', () => {
  it('[C193] leads to the inbox, as there is nothing to try again', async () => {
    await openUnknown()
    expect(screen.getByRole('alert').textContent).toContain(
      'There are no texts with +1 415 555 2009 yet.',
    )
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
    act(() => screen.getByRole('link', { name: 'Go to the inbox' }).click())
    expect(location.pathname).toBe('/')
  })

  it('[C193] shows their first text when that comes', async () => {
    const desk = await openUnknown()
    const conversations = [makeConversation({ number: numberOf(9), changedSeq: 102 })]
    act(() => desk.wire.tell({ type: 'conversations', seq: 102, conversations }))
    await answer(desk, 9)
    expect(thread().textContent).toContain('Words of 9')
  })
})
