import { SwitchboardError, type Conversation } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { resendId } from '../../src/state/resend.ts'
import { CUSTOMER, ada, ben, makeConversation, makeMessage } from '../factories.ts'
import { settle } from '../fake-wire.ts'
import { openInbox } from '../inbox/open-inbox.tsx'
import { giveSizes } from '../layout.ts'
import { openDesk } from '../open-desk.tsx'

type Desk = Awaited<ReturnType<typeof openDesk>>

const button = (name: string): HTMLButtonElement => screen.getByRole('button', { name })
const focused = (): Element | null => document.activeElement
const noteName = (): HTMLElement => screen.getByRole('textbox', { name: /^What it is/ })
const reply = (): HTMLElement => screen.getByRole('textbox', { name: 'Reply' })

/** As with Enter on it: it has the focus then. */
async function press(name: string): Promise<void> {
  await act(async () => {
    button(name).focus()
    button(name).click()
    await settle()
  })
}

async function answer({ wire }: Desk, op: string, facts: Partial<Conversation>): Promise<void> {
  await act(async () => {
    const conversation = makeConversation({ ...facts, changedSeq: 102 + wire.asked.length })
    wire.last(op).answer({ conversation })
    await settle()
  })
}

describe('the focus', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C166] stays on a button that is at work, which does nothing more meanwhile', async () => {
    const { wire } = await openDesk()
    await press('Release')
    expect(focused()).toBe(button('Release'))
    expect(button('Release').getAttribute('aria-disabled')).toBe('true')
    await press('Resolve')
    expect(wire.count('release') + wire.count('resolve')).toBe(1)
    await act(async () => {
      wire.last('release').refuse(new SwitchboardError('UNAVAILABLE', 'Gone.'))
      await settle()
    })
    expect(button('Resolve').hasAttribute('aria-disabled')).toBe(false)
  })

  it('[C166] goes from a button of the header to what took its place', async () => {
    const desk = await openDesk({ assignee: null })
    await press('Take')
    await answer(desk, 'take', { assignee: ada.id, assignmentVersion: 2 })
    expect(focused()).toBe(button('Release'))
    await press('Release')
    await answer(desk, 'release', { assignee: null, assignmentVersion: 3 })
    expect(focused()).toBe(button('Take'))
    await press('Resolve')
    await answer(desk, 'resolve', { assignee: null, status: 'resolved', assignmentVersion: 4 })
    expect(focused()).toBe(button('Reopen'))
    await press('Reopen')
    await answer(desk, 'reopen', { assignee: ada.id, assignmentVersion: 5 })
    expect(focused()).toBe(button('Release'))
  })

  it('[C166] goes from a menu that goes away with what was chosen to what stood beside it', async () => {
    const desk = await openDesk()
    await press('Snooze')
    await press('Until the customer writes')
    await answer(desk, 'snooze', { status: 'snoozed', assignmentVersion: 2 })
    expect(focused()).toBe(button('Wake now'))
  })

  it('[C166] goes from taking over to the reply', async () => {
    const desk = await openDesk({ assignee: ben.id })
    await press('Take over')
    await answer(desk, 'take', { assignee: ada.id, assignmentVersion: 2 })
    expect(focused()).toBe(reply())
  })

  it('[C166] goes from what was decided about a reply to where it stands', async () => {
    const message = makeMessage({ direction: 'outbound', status: 'unknown', sid: null })
    const { wire } = await openDesk({}, [message])
    await press('Check again')
    expect(focused()).toBe(button('Check again'))
    await press('Send anyway')
    const entries = [{ ...message, changedSeq: 103, resentAs: 2 }]
    await act(async () => {
      wire.tell({ type: 'entries', seq: 103, conversation: CUSTOMER, entries })
      await settle()
    })
    expect(screen.queryByRole('button', { name: 'Send anyway' })).toBeNull()
    expect(focused()).toBe(screen.getByRole('log'))
  })

  it('[C166] goes from sending a failed reply again to where it stands', async () => {
    const failed = makeMessage({ direction: 'outbound', status: 'failed' })
    const { wire } = await openDesk({}, [failed])
    await press('Send again')
    expect(wire.last('reply').args).toMatchObject({ clientMessageId: resendId(failed) })
    expect(screen.getByText(/^Sent again/)).toBeTruthy()
    expect(focused()).toBe(screen.getByRole('log'))
  })

  it('[C166] goes from a picture that is left out to the next one, and to the text', async () => {
    await openDesk()
    const files = ['a.png', 'b.png'].map((name) => new File(['x'], name, { type: 'image/png' }))
    await act(async () => {
      fireEvent.change(screen.getByLabelText('Pictures'), { target: { files } })
      await settle()
    })
    await press('Remove picture 1')
    expect(focused()).toBe(button('Remove picture 1'))
    await press('Remove picture 1')
    expect(focused()).toBe(reply())
  })

  it('[C166] goes back to what asked about blocking, by Escape, Cancel and the answer', async () => {
    const desk = await openDesk()
    await press('Block…')
    expect(focused()).toBe(button('Block'))
    act(() => void fireEvent.keyDown(button('Block'), { key: 'Escape' }))
    await act(settle)
    expect(focused()).toBe(button('Block…'))
    await press('Block…')
    await press('Cancel')
    expect(focused()).toBe(button('Block…'))
    await press('Block…')
    await press('Block')
    await answer(desk, 'update-customer', { blocked: true })
    expect(focused()).toBe(button('Unblock'))
  })

  it('[C166] goes back to what asked about an opt-out, by Escape, Cancel and the answer', async () => {
    const desk = await openDesk()
    await press('Record opt-out…')
    await press('Cancel')
    expect(focused()).toBe(button('Record opt-out…'))
    await press('Record opt-out…')
    const field = screen.getByRole('textbox', { name: 'What did they say?' })
    fireEvent.change(field, { target: { value: 'wrote' } })
    act(() => void fireEvent.keyDown(field, { key: 'Escape' }))
    await act(settle)
    expect(focused()).toBe(button('Record opt-out…'))
    await press('Record opt-out…')
    const note = screen.getByRole('textbox', { name: 'What did they say?' })
    fireEvent.change(note, { target: { value: 'wrote "please stop"' } })
    await press('Record opt-out')
    await answer(desk, 'opt-out', { optedOut: true })
    expect(focused()).toBe(button('Opt in again…'))
  })

  it('[C166] stays on what takes a note about a customer away, and goes to Undo and back', async () => {
    const fields = ['Address', 'Member'].map((name) => ({ name, value: '' }))
    const desk = await openDesk({ fields })
    await press('Remove Address')
    expect(focused()).toBe(button('Remove Address'))
    expect(focused()?.getAttribute('aria-disabled')).toBe('true')
    await press('Remove Member')
    expect(desk.wire.count('update-customer')).toBe(1)
    await answer(desk, 'update-customer', { fields: fields.slice(1) })
    expect(focused()).toBe(button('Remove Member'))
    await press('Remove Member')
    await answer(desk, 'update-customer', { fields: [] })
    expect(focused()).toBe(button('Undo'))
    await press('Undo')
    await answer(desk, 'update-customer', { fields: fields.slice(1) })
    expect(focused()).toBe(button('Change Member'))
  })

  it('[C194] goes from the form of a note about a customer to that note, or to where one adds one', async () => {
    const desk = await openDesk({ fields: [{ name: 'Address', value: '1 Main St' }] })
    const leave = async () => {
      act(() => void fireEvent.keyDown(noteName(), { key: 'Escape' }))
      await act(settle)
    }
    await press('Change Address')
    await leave()
    expect(focused()).toBe(button('Change Address'))
    await press('Add a note')
    await leave()
    expect(focused()).toBe(button('Add a note'))
    await press('Change Address')
    fireEvent.change(noteName(), { target: { value: 'Deliver to' } })
    const text = screen.getByRole('textbox', { name: 'What to remember' })
    act(() => text.focus())
    const keys = { key: 'Enter', ctrlKey: true }
    fireEvent.keyDown(text, keys)
    fireEvent.keyDown(text, keys)
    expect(desk.wire.count('update-customer')).toBe(1)
    const fields = [{ name: 'Deliver to', value: '1 Main St' }]
    await answer(desk, 'update-customer', { fields })
    expect(focused()).toBe(button('Change Deliver to'))
    await press('Add a note')
    fireEvent.change(noteName(), { target: { value: 'Member' } })
    await press('Save')
    await answer(desk, 'update-customer', { fields: [...fields, { name: 'Member', value: '' }] })
    expect(focused()).toBe(button('Change Member'))
  })

  it('[C166] stays in the list after something was done with those selected', async () => {
    const desk = await openInbox(3)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select +1 415 555 2001' }))
    const bar = within(screen.getByRole('group', { name: 'With those selected' }))
    const resolve = bar.getByRole('button', { name: 'Resolve' })
    act(() => resolve.focus())
    await act(async () => {
      resolve.click()
      await settle()
    })
    expect(focused()).toBe(bar.getByRole('button', { name: 'Select none' }))
    await act(async () => {
      desk.wire.last('bulk').answer({ results: [{ number: '+14155552001' }] })
      await settle()
    })
    expect(focused()?.closest('#inbox')).toBeTruthy()
  })

  it('[C186] goes to what was said in another thread', async () => {
    const desk = await openInbox(2)
    const [first] = screen.getAllByRole('button', { name: 'Release' })
    act(() => first!.focus())
    act(() => void fireEvent.keyDown(first!, { key: 'j' }))
    await act(settle)
    expect(focused()).toBe(screen.getByRole('log', { name: 'Timeline' }))
    expect(desk.wire.count('release')).toBe(0)
  })
})
