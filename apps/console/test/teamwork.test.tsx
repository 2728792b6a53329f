import { SwitchboardError, type CannedResponse } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { unsavedOf } from '../src/settings/unsaved.ts'
import { fillCanned, matchingCanned, unknownVariables } from '../src/composer/canned.ts'
import { CUSTOMER, LINE, ada, ben, makeEvent, makeMessage } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const canned = (shortcut: string, text: string, owner: string | null = null): CannedResponse => ({
  id: shortcut,
  shortcut,
  text,
  owner,
})
const hours = canned('hours', 'Open till 6, {customer}. {agent} on {line}, {nobody}')
const bye = canned('bye', 'Thank you for writing', ada.id)
const labels = [
  { id: 'l1', name: 'VIP', retired: false },
  { id: 'l2', name: 'Billing', retired: false },
  { id: 'l3', name: 'Old', retired: true },
]
const here = [
  { agent: 'ada', presence: 'available' as const },
  { agent: 'ben', presence: 'available' as const },
]
const doing = (agent: string, typing: boolean) => ({ agent, number: CUSTOMER, typing })

const replyField = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' })
const row = () => within(screen.getByRole('list', { name: 'Inbox' })).getByRole('link')

function openCanned() {
  typeIn(replyField(), '/')
  fireEvent.keyDown(replyField(), { key: 'ArrowUp' })
  fireEvent.keyDown(replyField(), { key: 'Enter' })
  return within(screen.getByRole('dialog', { name: 'Canned responses' }))
}
const fieldOf = (dialog: ReturnType<typeof openCanned>, name: string) =>
  dialog.getByRole<HTMLInputElement>('textbox', { name })
const offered = () => within(screen.getByRole('listbox', { name: 'Canned responses' }))
const show = (value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value } })
const givenBack = (position: number, day: number) =>
  makeEvent({
    position,
    at: new Date(2026, 10, day, 12, position).toISOString(),
    event: 'released',
    agent: 'ben',
  })

function typeIn(field: HTMLTextAreaElement, value: string): void {
  field.focus()
  fireEvent.change(field, { target: { value } })
}

describe('sharing an inbox', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C50] says what is open and written in, until it is left', async () => {
    const { wire } = await openDesk()
    expect(wire.done.at(-1)).toMatchObject({ viewing: CUSTOMER, typing: false })
    typeIn(replyField(), 'We')
    expect(wire.done.at(-1)).toMatchObject({ viewing: CUSTOMER, typing: true })
    fireEvent.blur(replyField())
    expect(wire.done.at(-1)).toMatchObject({ viewing: CUSTOMER, typing: false })
  })

  it('[C51] shows who types and who views, in the row and the thread, never oneself', async () => {
    const { wire } = await openDesk()
    const tell = (...activity: ReturnType<typeof doing>[]): void =>
      act(() => wire.tell({ type: 'ephemeral', presence: here, activity }))
    tell(doing('ada', true))
    expect(screen.queryByText(/is typing|is viewing/)).toBeNull()
    tell(doing('ada', true), doing('ben', false))
    expect(within(row()).getByText('Ben Okafor is viewing')).toBeTruthy()
    tell(doing('ben', true))
    expect(screen.getAllByText('Ben Okafor is typing…')).toHaveLength(2)
    act(() => wire.cut())
    expect(screen.queryByText('Ben Okafor is typing…')).toBeNull()
  })

  it('[C51] tells nothing of the open window of somebody who is away', async () => {
    const { wire } = await openDesk()
    const away = [{ agent: 'ben', presence: 'away' as const }]
    act(() => wire.tell({ type: 'ephemeral', presence: away, activity: [doing('ben', false)] }))
    expect(screen.queryByText('Ben Okafor is viewing')).toBeNull()
  })

  it('[C52] labels a conversation with L, and an admin makes a new label on the way', async () => {
    const { wire, conversation } = await openDesk({ labels: ['l1'] }, undefined, { labels })
    expect(within(row()).getByText('VIP')).toBeTruthy()
    expect(within(screen.getByRole('list', { name: 'Labels' })).getByText('VIP')).toBeTruthy()
    act(() => void fireEvent.keyDown(document.body, { key: 'l' }))
    const panel = within(screen.getByRole('group', { name: 'Labels' }))
    expect(panel.getByRole('checkbox', { name: 'VIP' }).getAttribute('aria-checked')).toBe('true')
    expect(panel.queryByRole('checkbox', { name: 'Old' })).toBeNull()
    fireEvent.click(panel.getByRole('checkbox', { name: 'Billing' }))
    expect(wire.last('set-labels').args).toEqual({ number: CUSTOMER, labels: ['l1', 'l2'] })
    await act(async () => {
      const next = { ...conversation, labels: ['l1', 'l2'], changedSeq: 101 }
      wire.last('set-labels').answer({ conversation: next })
      await settle()
    })
    expect(within(row()).getByText('Billing')).toBeTruthy()
    const field = panel.getByRole('textbox', { name: 'Find or make a label' })
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: 'Law' } })
    fireEvent.click(panel.getByRole('button', { name: 'Make “Law”' }))
    expect(wire.last('put-label').args).toEqual({ name: 'Law' })
    await act(async () => {
      wire.last('put-label').answer({ label: { id: 'l4', name: 'Law', retired: false } })
      await settle()
    })
    expect(wire.last('set-labels').args).toEqual({ number: CUSTOMER, labels: ['l1', 'l2', 'l4'] })
    await act(async () => {
      wire.last('set-labels').refuse(new SwitchboardError('NOT_FOUND', 'There is no label l4.'))
      await settle()
    })
    expect(panel.getByRole('alert').textContent).toBe('There is no label l4.')
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Labels' }))
  })

  it('[C52] says that a name is too long for a new label instead of cutting it', async () => {
    const { wire } = await openDesk({}, undefined, { labels })
    fireEvent.click(screen.getByRole('button', { name: 'Labels' }))
    const panel = within(screen.getByRole('group', { name: 'Labels' }))
    const field = panel.getByRole<HTMLInputElement>('textbox', { name: 'Find or make a label' })
    fireEvent.change(field, { target: { value: 'n'.repeat(65) } })
    expect(panel.getByRole('status').textContent).toBe('A name has at most 64 characters.')
    expect(panel.queryByRole('button', { name: /^Make/ })).toBeNull()
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(wire.count('put-label')).toBe(0)
    expect(field.value).toBe('n'.repeat(65))
    fireEvent.change(field, { target: { value: ` ${'n'.repeat(64)} ` } })
    fireEvent.click(panel.getByRole('button', { name: /^Make/ }))
    expect(wire.last('put-label').args).toEqual({ name: 'n'.repeat(64) })
  })

  it('[C166] leaves the focus where one went on, when what one asked for before is done', async () => {
    const { wire, conversation } = await openDesk()
    fireEvent.click(screen.getByRole('button', { name: 'Priority' }))
    const panel = within(screen.getByRole('group', { name: 'Priority' }))
    fireEvent.submit(panel.getByRole('button', { name: 'Set priority' }).closest('form')!)
    const field = screen.getByRole('textbox', { name: 'Reply' })
    act(() => field.focus())
    await act(async () => {
      wire.last('set-priority').answer({ conversation: { ...conversation, changedSeq: 101 } })
      await settle()
    })
    expect(screen.queryByRole('group', { name: 'Priority' })).toBeNull()
    expect(document.activeElement).toBe(field)
  })

  it('[C53] says why a conversation goes first, and sets it by hand with a reason', async () => {
    const angry = { level: 'high' as const, reason: '3 negative texts in a row' }
    const { wire, conversation } = await openDesk({ priority: angry })
    expect(within(row()).getByText('High: three unhappy texts running')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Priority' }))
    const panel = within(screen.getByRole('group', { name: 'Priority' }))
    expect(panel.getByRole<HTMLInputElement>('radio', { name: 'High' }).checked).toBe(true)
    fireEvent.click(panel.getByRole('radio', { name: 'Urgent' }))
    fireEvent.change(panel.getByLabelText('Why? (optional)'), { target: { value: 'He waits' } })
    fireEvent.submit(panel.getByRole('button', { name: 'Set priority' }).closest('form')!)
    expect(wire.last('set-priority').args).toEqual({
      number: CUSTOMER,
      level: 'urgent',
      reason: 'He waits',
    })
    const priority = { level: 'urgent' as const, reason: 'He waits', agent: ben.id }
    await act(async () => {
      wire
        .last('set-priority')
        .answer({ conversation: { ...conversation, priority, changedSeq: 101 } })
      await settle()
    })
    expect(within(row()).getByText('Urgent: He waits')).toBeTruthy()
    expect(screen.queryByRole('group', { name: 'Priority' })).toBeNull()
    const bare = { ...conversation, priority: { ...priority, reason: 'set by hand' } }
    act(() =>
      wire.tell({
        type: 'conversations',
        seq: 102,
        conversations: [{ ...bare, changedSeq: 102 }],
      }),
    )
    expect(within(row()).getByText('Urgent: set by Ben Okafor')).toBeTruthy()
  })

  it('[C54] offers canned responses after a slash, searched and filled', async () => {
    const { console } = await openDesk({}, undefined, { cannedResponses: [hours, bye] })
    const field = replyField()
    typeIn(field, '/')
    expect(offered().getAllByRole('option')).toHaveLength(3)
    typeIn(field, '/ope ti')
    expect(offered().getAllByRole('option')[0]?.textContent).toContain('/hours')
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(console.drafts.get(CUSTOMER)).toBe(
      'Open till 6, +1 415 555 0142. Ada Moreau on +1 415 555 0100, {nobody}',
    )
    expect(screen.queryByRole('listbox')).toBeNull()
    typeIn(field, 'and/or')
    expect(screen.queryByRole('listbox')).toBeNull()
    typeIn(field, '/nothing like it')
    expect(screen.queryByRole('listbox')).toBeNull()
  })

  it('[C54] puts the chosen one where undo knows of it', async () => {
    const typed = vi.fn<() => boolean>(() => true)
    Object.assign(document, { execCommand: typed })
    onTestFinished(() => void Reflect.deleteProperty(document, 'execCommand'))
    await openDesk({}, undefined, { cannedResponses: [hours, bye] })
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' })
    fireEvent.change(field, { target: { value: '/by' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(typed.mock.calls).toEqual([['insertText', false, 'Thank you for writing']])
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 3])
  })

  it('[C54] finds by shortcut before text, and fills only what it knows', () => {
    const all = [canned('later', 'Tell us the hours'), hours, bye]
    expect(matchingCanned(all, 'HOURS').map(({ id }) => id)).toEqual(['hours', 'later'])
    const facts = { customer: 'Tom', agent: '$&', line: LINE, date: 'today' }
    expect(fillCanned('{customer} {agent} {date} {x}', facts)).toBe('Tom $& today {x}')
  })

  it('[C205] knows what stands in braces and is no variable, each once', () => {
    expect(unknownVariables('Hello {custmer}, {Agent} of {line}; {custmer}')).toEqual([
      '{custmer}',
      '{Agent}',
    ])
    expect(unknownVariables('{customer} {agent} {line} {date} {} {')).toEqual([])
  })

  it('[C205] warns of a variable there is none of as one types, and saves it all the same', async () => {
    const { wire } = await openDesk({}, undefined, { cannedResponses: [hours] })
    typeIn(replyField(), '/')
    fireEvent.keyDown(replyField(), { key: 'ArrowUp' })
    fireEvent.keyDown(replyField(), { key: 'Enter' })
    const dialog = within(screen.getByRole('dialog', { name: 'Canned responses' }))
    const text = dialog.getByRole('textbox', { name: 'Text' })
    fireEvent.change(text, { target: { value: 'Hello {custmer}' } })
    const said = dialog.getByText(/^{custmer} would go to the customer as it stands/)
    expect(text.getAttribute('aria-describedby')?.split(' ')).toContain(said.id)
    expect(text.hasAttribute('aria-invalid')).toBe(false)
    const shortcut = dialog.getByRole('textbox', { name: 'Shortcut' })
    fireEvent.change(shortcut, { target: { value: 'hi' } })
    fireEvent.submit(dialog.getByRole('form', { name: 'New canned response' }))
    expect(wire.last('put-canned-response').args).toMatchObject({ text: 'Hello {custmer}' })
    fireEvent.change(text, { target: { value: 'Hello {customer}' } })
    expect(said.textContent).toBe('')
  })

  it('[C55] makes, changes and deletes them in a dialog, and says what is wrong as one types', async () => {
    const { wire } = await openDesk({}, undefined, { cannedResponses: [hours, bye] })
    typeIn(replyField(), '/')
    fireEvent.keyDown(replyField(), { key: 'ArrowUp' })
    fireEvent.keyDown(replyField(), { key: 'Enter' })
    const dialog = within(screen.getByRole('dialog', { name: 'Canned responses' }))
    const shortcut = () => dialog.getByRole<HTMLInputElement>('textbox', { name: 'Shortcut' })
    fireEvent.change(shortcut(), { target: { value: 'no space' } })
    const said = () => document.getElementById(`${shortcut().id}-problem`)?.textContent
    expect(said()).toContain('no space')
    expect(shortcut().getAttribute('aria-describedby')).toContain(`${shortcut().id}-problem`)
    fireEvent.change(shortcut(), { target: { value: 'Hours' } })
    expect(said()).toContain('already')
    fireEvent.change(shortcut(), { target: { value: 'where' } })
    const text = dialog.getByRole('textbox', { name: 'Text' })
    fireEvent.submit(dialog.getByRole('form', { name: 'New canned response' }))
    expect(dialog.getByText('Please write the text.')).toBeTruthy()
    expect(document.activeElement).toBe(text)
    fireEvent.change(text, { target: { value: 'Here' } })
    fireEvent.click(dialog.getByRole('radio', { name: 'Yours alone' }))
    fireEvent.submit(dialog.getByRole('form', { name: 'New canned response' }))
    const args = { shortcut: 'where', text: 'Here', personal: true }
    expect(wire.last('put-canned-response').args).toEqual(args)
    await act(async () => {
      wire.last('put-canned-response').answer({ cannedResponse: canned('where', 'Here', ada.id) })
      await settle()
    })
    expect(dialog.getByRole('status').textContent).toBe('/where is saved.')
    // What was told goes with the next try, and nothing that is pasted is cut.
    fireEvent.change(shortcut(), { target: { value: 'w'.repeat(40) } })
    expect(dialog.getByRole('status').textContent).toBe('')
    expect(shortcut().hasAttribute('maxlength')).toBe(false)
    expect(said()).toContain('1 to 32 characters')
    fireEvent.change(shortcut(), { target: { value: 'long' } })
    const long = dialog.getByRole('textbox', { name: 'Text' })
    expect(long.hasAttribute('maxlength')).toBe(false)
    fireEvent.change(long, { target: { value: 'x'.repeat(1704) } })
    expect(dialog.getByText(/at most 1,600 characters; this one has 1,704/)).toBeTruthy()
    fireEvent.submit(dialog.getByRole('form', { name: 'New canned response' }))
    expect(document.activeElement).toBe(long)
    expect(wire.count('put-canned-response')).toBe(1)
    fireEvent.click(dialog.getByRole('button', { name: 'Change /bye' }))
    expect(shortcut().value).toBe('bye')
    fireEvent.submit(dialog.getByRole('form', { name: 'Change /bye' }))
    expect(wire.last('put-canned-response').args).toMatchObject({ id: 'bye', personal: true })
    fireEvent.click(dialog.getByRole('button', { name: 'Delete /hours' }))
    expect(wire.count('delete-canned-response')).toBe(0)
    expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Keep it' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Delete' }))
    expect(wire.last('delete-canned-response').args).toEqual({ id: 'hours' })
    await act(async () => {
      wire.last('delete-canned-response').refuse(new SwitchboardError('FORBIDDEN', 'Not yours.'))
      await settle()
    })
    expect(dialog.getByRole('alert').textContent).toBe('Not yours.')
  })

  it('[C55] [C146] keeps what is typed over Escape, marks and asks for it, until it is given up', async () => {
    const { wire } = await openDesk({}, undefined, { cannedResponses: [hours, bye] })
    let dialog = openCanned()
    fireEvent.change(fieldOf(dialog, 'Text'), { target: { value: 'New words' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Change /bye' }))
    fireEvent.change(fieldOf(dialog, 'Text'), { target: { value: 'Thanks' } })
    fireEvent(screen.getByRole('dialog'), new Event('close'))
    const leaving = new Event('beforeunload', { cancelable: true })
    dispatchEvent(leaving)
    expect(leaving.defaultPrevented).toBe(true)
    dialog = openCanned()
    expect(dialog.getByRole('form', { name: 'Change /bye' })).toBeTruthy()
    expect(fieldOf(dialog, 'Text').value).toBe('Thanks')
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(fieldOf(dialog, 'Text').value).toBe('New words')
    fireEvent.change(fieldOf(dialog, 'Shortcut'), { target: { value: 'new' } })
    fireEvent.keyDown(fieldOf(dialog, 'Text'), { key: 'Enter', ctrlKey: true })
    expect(wire.last('put-canned-response').args).toMatchObject({ text: 'New words' })
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(fieldOf(dialog, 'Text').value).toBe('')
    expect(document.activeElement).toBe(fieldOf(dialog, 'Shortcut'))
    const left = new Event('beforeunload', { cancelable: true })
    dispatchEvent(left)
    expect(left.defaultPrevented).toBe(false)
  })

  it('[C146] offers what was typed over a canned response that is gone since as a new one', async () => {
    const { console } = await openDesk({}, undefined, { cannedResponses: [hours] })
    unsavedOf(console).set({ 'canned/bye': { shortcut: 'bye', text: 'Thanks', isPersonal: true } })
    openCanned()
    const form = within(screen.getByRole('form', { name: 'New canned response' }))
    expect(form.getByDisplayValue('Thanks')).toBeTruthy()
    fireEvent.click(form.getByRole('button', { name: 'Cancel' }))
    expect(unsavedOf(console).get()).toEqual({})
  })

  it('[C57] counts on each tab what it shows, of the chosen status', async () => {
    const { wire } = await openDesk()
    const counts = {
      mine: 4,
      unassigned: 5,
      all: 9,
      snoozed: { mine: 1, unassigned: 2, all: 3 },
      resolved: { mine: 6, unassigned: 7, all: 13 },
    }
    act(() => wire.tell({ type: 'counts', seq: 101, counts }))
    expect(screen.getByText('4 open')).toBeTruthy()
    show('snoozed')
    expect(screen.getByText('2 snoozed')).toBeTruthy()
    show('resolved')
    expect(screen.getByText('13 resolved')).toBeTruthy()
    expect(screen.queryByText('4 open')).toBeNull()
  })

  it('[C58] folds what only went from hand to hand into one line that opens', async () => {
    const at = '2026-11-22T12:00:00.000Z'
    const steps = (['assigned', 'released', 'assigned', 'transferred'] as const).map(
      (event, index) => makeEvent({ position: index + 2, at, event, agent: 'ben', subject: 'ada' }),
    )
    await openDesk({}, [makeMessage({ position: 1, at }), ...steps])
    const log = within(screen.getByRole('log', { name: 'Timeline' }))
    const fold = log.getByRole('button', { name: 'Handed around 4 times' })
    expect(log.getByText('Ben Okafor passed it to you')).toBeTruthy()
    expect(log.queryByRole('list')).toBeNull()
    fireEvent.click(fold)
    expect(log.getAllByRole('listitem')).toHaveLength(4)
    expect(fold.getAttribute('aria-expanded')).toBe('true')
  })

  it('[C58] leaves two of them, and those of different days, as they are', async () => {
    await openDesk({}, [givenBack(1, 20), givenBack(2, 20), givenBack(3, 21), givenBack(4, 21)])
    const log = within(screen.getByRole('log', { name: 'Timeline' }))
    expect(log.getAllByText('Ben Okafor gave it back to the queue')).toHaveLength(4)
  })

  it('[C59] tells who lost a race who has it now, as the refusal says', async () => {
    const { wire, conversation } = await openDesk({ assignee: null })
    fireEvent.click(screen.getByRole('button', { name: 'Take' }))
    const now = { ...conversation, assignee: ben.id, assignmentVersion: 2, changedSeq: 101 }
    const data = { conversation: now }
    await act(async () => {
      wire.last('take').refuse(new SwitchboardError('STALE_ASSIGNMENT', 'Quicker.', { data }))
      await settle()
    })
    expect(screen.getByText('Ben Okafor has it now.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Take over' }))
    expect(wire.last('take').args).toEqual({ number: CUSTOMER, assignmentVersion: 2 })
  })

  it('[C59] shows who wrote what came in between, and what kind of file', async () => {
    const { wire } = await openDesk()
    typeIn(replyField(), 'Yes')
    fireEvent.keyDown(replyField(), { key: 'Enter', ctrlKey: true })
    const since = [
      makeMessage({ position: 2, body: 'Never mind' }),
      makeMessage({ position: 3, direction: 'outbound', agent: ben.id, body: 'Gladly' }),
      makeMessage({ position: 4, body: '', media: [{ id: 'm1', contentType: 'audio/amr' }] }),
    ]
    await act(async () => {
      wire.last('reply').refuse(new SwitchboardError('REPLY_STALE', 'Stale.', { data: { since } }))
      await settle()
    })
    const bar = within(screen.getByRole('alert'))
    expect(bar.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^\+1 415 555 0142 · .*Never mind$/),
      expect.stringMatching(/^Ben Okafor · .*Gladly$/),
      expect.stringMatching(/Voice or sound$/),
    ])
    fireEvent.click(bar.getByRole('button', { name: 'Send anyway' }))
    expect(wire.last('reply').args).toMatchObject({ body: 'Yes', lastSeen: 4 })
  })
})
