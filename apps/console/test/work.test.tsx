import { SwitchboardError, type Mention } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { snoozeTimes } from '../src/thread/snooze-times.ts'
import { CUSTOMER, ada, ben, makeEvent, makeNote } from './factories.ts'
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

const days = (now: Date): number[] => snoozeTimes(now).map(({ until }) => until.getDate())

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
      clientMessageId: expect.any(String),
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

  it('[C34] hands on to a colleague with a note, and says why it could not be', async () => {
    const { wire } = await openDesk({ assignmentVersion: 7 })
    fireEvent.click(screen.getByRole('button', { name: 'Transfer' }))
    const panel = within(screen.getByRole('group', { name: 'Transfer' }))
    const to = panel.getByRole('combobox', { name: 'Hand it to' })
    expect(
      within(to)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['Ben Okafor · offline', 'Back to the queue'])
    fireEvent.change(panel.getByLabelText('Note to the next one'), { target: { value: 'Be kind' } })
    fireEvent.submit(panel.getByRole('button', { name: 'Hand on' }).closest('form')!)
    expect(wire.last('transfer').args).toEqual({
      number: CUSTOMER,
      assignmentVersion: 7,
      to: { kind: 'agent', agent: ben.id },
      note: 'Be kind',
    })
    await act(async () => {
      wire.last('transfer').refuse(new SwitchboardError('AGENT_FULL', 'Ben has no room.'))
      await settle()
    })
    expect(panel.getByRole('alert').textContent).toBe('Ben has no room.')
    fireEvent.change(to, { target: { value: 'queue' } })
    fireEvent.submit(panel.getByRole('button', { name: 'Hand on' }).closest('form')!)
    expect(wire.last('transfer').args).toMatchObject({ to: { kind: 'queue' } })
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' })
    expect(screen.queryByRole('group', { name: 'Transfer' })).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Transfer' }))
  })

  it('[C34] offers teams that take work, and tells in the thread where it went', async () => {
    const team = { id: 't', name: 'Billing', members: [], disabled: false }
    await openDesk(
      {},
      [
        makeEvent({ position: 1, event: 'transferred', agent: 'ben', subject: 'ada' }),
        makeEvent({ position: 2, event: 'transferred', agent: 'ben', reason: 'to Billing' }),
        makeEvent({ position: 3, event: 'snoozed', agent: 'ben', reason: 'until they call' }),
      ],
      { teams: [team, { ...team, id: 'u', name: 'Closed', disabled: true }] },
    )
    const log = within(screen.getByRole('log', { name: 'Timeline' }))
    expect(log.getByText('Ben Okafor passed it to you')).toBeTruthy()
    expect(log.getByText('Ben Okafor passed it to Billing')).toBeTruthy()
    expect(log.getByText('Ben Okafor snoozed it until they call')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Transfer' }))
    expect(screen.getByRole('option', { name: 'Billing (team)' })).toBeTruthy()
    expect(screen.queryByRole('option', { name: 'Closed (team)' })).toBeNull()
  })

  it('[C35] snoozes until the customer writes or a time, and says so', async () => {
    const { wire, conversation } = await openDesk()
    fireEvent.click(screen.getByRole('button', { name: 'Snooze' }))
    fireEvent.click(screen.getByRole('button', { name: /^For an hour/ }))
    const until = String(wire.last('snooze').args['until'])
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(3_000_000)
    fireEvent.click(screen.getByRole('button', { name: 'Until the customer writes' }))
    expect(wire.last('snooze').args).toMatchObject({ assignmentVersion: 1, until: null })
    await act(async () => {
      const snoozed = { ...conversation, status: 'snoozed', snoozedUntil: null, changedSeq: 101 }
      wire.last('snooze').answer({ conversation: snoozed })
      await settle()
    })
    expect(screen.getByText(/Snoozed until the customer writes/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Wake now' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Snooze' })).toBeNull()
    fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), {
      target: { value: 'snoozed' },
    })
    expect(wire.last('conversations').args).toMatchObject({ status: 'snoozed' })
    await act(async () => {
      wire.last('conversations').answer({ conversations: [], next: null, asOf: 100 })
      await settle()
    })
    expect(screen.getByText('Until they write')).toBeTruthy()
  })

  it('[C35] offers the next morning and the next Monday, by the clock of who chooses', () => {
    const sunday = new Date(2026, 10, 22, 14)
    const monday = new Date(2026, 10, 23, 8)
    expect(days(sunday)).toEqual([22, 23])
    expect(days(monday)).toEqual([23, 24, 30])
    expect(snoozeTimes(monday)[1]?.until.getHours()).toBe(9)
  })

  it('[C36] chooses a presence and ends a shift with the count first', async () => {
    const { wire } = await openDesk()
    const button = screen.getByRole('button', { name: /settings/ })
    fireEvent.click(button)
    act(() => wire.tell({ type: 'ephemeral', presence: [{ agent: 'ada', presence: 'busy' }] }))
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Busy' }).checked).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: 'Away' }))
    expect(wire.last('set-presence').args).toEqual({ presence: 'away' })
    fireEvent.click(screen.getByRole('button', { name: 'End of shift…' }))
    expect(wire.last('end-shift').args).toEqual({ dryRun: true })
    await act(async () => {
      wire.last('end-shift').answer({ open: 3, unanswered: 2 })
      await settle()
    })
    expect(screen.getByText(/^You hold 3 open conversations, 2 unanswered/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Give back 3' }))
    expect(wire.last('end-shift').args).toEqual({ dryRun: false })
    await act(async () => {
      wire.last('end-shift').answer({ open: 3, unanswered: 2 })
      await settle()
    })
    expect(screen.getByText('3 went back to the queue. You are away.')).toBeTruthy()
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
