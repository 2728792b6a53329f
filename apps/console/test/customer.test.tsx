import { SwitchboardError, type Conversation } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { resendId } from '../src/state/resend.ts'
import { CUSTOMER, LINE, ben, makeConversation, makeEvent, makeMessage } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

type Desk = Awaited<ReturnType<typeof openDesk>>

const panel = () => within(screen.getByRole('complementary', { name: 'Customer' }))
const button = (name: string | RegExp) => panel().getByRole('button', { name })

async function answer({ wire, conversation }: Desk, op: string, row: Partial<Conversation>) {
  await act(async () => {
    wire.last(op).answer({ conversation: { ...conversation, changedSeq: 101, ...row } })
    await settle()
  })
}

async function refuse({ wire }: Desk, op: string, code: 'UNAVAILABLE' | 'NOT_HOLDER') {
  await act(async () => {
    wire.last(op).refuse(new SwitchboardError(code, 'The switchboard does not answer.'))
    await settle()
  })
}

beforeAll(giveSizes)
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

describe('the customer panel', () => {
  it('[C106] gives a name where it stands, in place of the number, and the focus back', async () => {
    const desk = await openDesk()
    fireEvent.click(button('Add a name'))
    const field = panel().getByRole('textbox', { name: 'Name of the customer' })
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: ' Zoë Park ' } })
    fireEvent.click(button('Save'))
    expect(desk.wire.last('update-customer').args).toEqual({ number: CUSTOMER, name: 'Zoë Park' })
    await refuse(desk, 'update-customer', 'UNAVAILABLE')
    expect(panel().getByRole('alert').textContent).toMatch(/^Not saved: /)
    expect(panel().getByDisplayValue('Zoë Park', { trim: true })).toBeTruthy()
    fireEvent.click(button('Save'))
    await answer(desk, 'update-customer', { name: 'Zoë Park' })
    expect(document.activeElement).toBe(button('Change the name'))
    expect(screen.getByRole('heading', { level: 2, name: 'Zoë Park' })).toBeTruthy()
    const row = within(screen.getByRole('list', { name: 'Inbox' }))
    expect(row.getByText('Zoë Park')).toBeTruthy()
  })

  it('[C106] Escape leaves the name as it was', async () => {
    const { wire } = await openDesk({ name: 'Zoë' })
    fireEvent.click(button('Change the name'))
    fireEvent.keyDown(panel().getByRole('textbox'), { key: 'Escape' })
    expect(document.activeElement).toBe(button('Change the name'))
    expect(wire.count('update-customer')).toBe(0)
  })

  it('[C107] keeps notes under names: added, changed, taken away and put back', async () => {
    const fields = [{ name: 'Address', value: '1 Main St' }]
    const desk = await openDesk({ fields })
    fireEvent.click(button('Add a note'))
    const name = () => panel().getByRole('textbox', { name: /^What it is/ })
    fireEvent.change(name(), { target: { value: 'address' } })
    fireEvent.click(button('Save'))
    expect(panel().getByRole('alert').textContent).toBe('There is a note called address already.')
    fireEvent.change(name(), { target: { value: 'Member' } })
    const value = panel().getByRole('textbox', { name: 'What to remember' })
    fireEvent.change(value, { target: { value: '4711' } })
    fireEvent.click(button('Save'))
    const both = [...fields, { name: 'Member', value: '4711' }]
    expect(desk.wire.last('update-customer').args).toEqual({ number: CUSTOMER, fields: both })
    await refuse(desk, 'update-customer', 'UNAVAILABLE')
    expect(panel().getByDisplayValue('4711')).toBeTruthy()
    fireEvent.click(button('Save'))
    await answer(desk, 'update-customer', { fields: both })
    fireEvent.click(button('Remove Address'))
    expect(desk.wire.last('update-customer').args).toMatchObject({ fields: [both[1]] })
    await answer(desk, 'update-customer', { fields: [both[1]!], changedSeq: 102 })
    fireEvent.click(button('Undo'))
    expect(desk.wire.last('update-customer').args).toMatchObject({ fields: [both[1], both[0]] })
  })

  it('[C107] says that the name of a note is missing until something is typed there', async () => {
    const { wire } = await openDesk()
    fireEvent.click(button('Add a note'))
    fireEvent.click(button('Save'))
    expect(panel().getByRole('alert').textContent).toBe('Please say what it is.')
    const name = panel().getByRole('textbox', { name: /^What it is/ })
    expect(document.activeElement).toBe(name)
    fireEvent.change(name, { target: { value: 'M' } })
    expect(panel().queryByRole('alert')).toBeNull()
    expect(wire.count('update-customer')).toBe(0)
  })

  it('[C107] takes no more than there is room for', async () => {
    const fields = Array.from({ length: 20 }, (_, index) => ({ name: `n${index}`, value: '' }))
    await openDesk({ fields })
    expect(panel().getByText('There is room for 20 notes.')).toBeTruthy()
    expect(panel().queryByRole('button', { name: 'Add a note' })).toBeNull()
  })

  it('[C108] tells the local time, marks what follows from the number, and takes another zone', async () => {
    const desk = await openDesk()
    const timeZone = { zone: 'Asia/Tokyo', isDerived: true }
    await act(async () => {
      const { conversation } = desk
      desk.wire.last('customer').answer({ conversation, country: 'JP', timeZone })
      await settle()
    })
    expect(panel().getByText('Asia/Tokyo, from the number')).toBeTruthy()
    expect(panel().getByText(/\d:\d\d/)).toBeTruthy()
    fireEvent.click(button('Change'))
    const choice = panel().getByRole('combobox', { name: 'Time zone' })
    fireEvent.change(choice, { target: { value: 'Europe/Paris' } })
    expect(desk.wire.count('update-customer')).toBe(0)
    fireEvent.click(button('Save'))
    expect(desk.wire.last('update-customer').args).toMatchObject({ timeZone: 'Europe/Paris' })
    await answer(desk, 'update-customer', { timeZone: 'Europe/Paris' })
    expect(panel().getByText('Europe/Paris')).toBeTruthy()
    expect(document.activeElement).toBe(button('Change'))
  })

  it('[C108] does not say that it is not known before it was asked', async () => {
    const desk = await openDesk()
    expect(panel().queryByText('Not known')).toBeNull()
    expect(panel().getByText('From').nextElementSibling?.textContent).toBe('\u00A0')
    await act(async () => {
      const { conversation } = desk
      desk.wire.last('customer').answer({ conversation, country: null, timeZone: null })
      await settle()
    })
    expect(panel().getByText('Not known')).toBeTruthy()
    expect(panel().queryByText('From')).toBeNull()
  })

  it('[C108] says that it is not known where it could not be asked', async () => {
    const desk = await openDesk()
    await refuse(desk, 'customer', 'UNAVAILABLE')
    expect(panel().getByText('Not known')).toBeTruthy()
  })

  it('[C108] leaves the time zone as it was by Escape and Cancel, and leads back', async () => {
    const { wire } = await openDesk({ timeZone: 'Europe/Paris' })
    const choice = () => panel().getByRole('combobox', { name: 'Time zone' })
    const leaves = [
      () => fireEvent.keyDown(choice(), { key: 'Escape' }),
      () => fireEvent.click(button('Cancel')),
    ]
    for (const leave of leaves) {
      fireEvent.click(button('Change'))
      expect(document.activeElement).toBe(choice())
      fireEvent.change(choice(), { target: { value: 'Asia/Tokyo' } })
      // oxlint-disable-next-line no-await-in-loop
      await act(async () => {
        leave()
        await settle()
      })
      expect(document.activeElement).toBe(button('Change'))
    }
    expect(wire.count('update-customer')).toBe(0)
    expect(panel().getByText('Europe/Paris')).toBeTruthy()
  })

  it('[C109] tells how long they have waited', async () => {
    const waitingSince = new Date(Date.now() - 10_000).toISOString()
    await openDesk({ waitingSince })
    expect(panel().getByText('less than a minute').getAttribute('datetime')).toBe(waitingSince)
  })

  it('[C109] tells the Lines used and what was before, however far back, and leads there', async () => {
    const desk = await openDesk({ lines: [LINE, '+14155550101'] }, undefined, {
      lines: [{ line: LINE, name: 'Shop', lastUsedAt: null }],
    })
    expect(panel().getByText('Shop, +1 415 555 0101')).toBeTruthy()
    const looks = desk.wire.asked.filter(({ op }) => op === 'find-entries')
    const work = looks.find(({ args }) => String(args['events']).includes('resolved'))
    const optOut = looks.find(({ args }) => String(args['events']).includes('opted-out'))
    const entry = makeEvent({ position: 7, event: 'resolved', agent: ben.id })
    await act(async () => {
      work?.answer({ found: [{ entry }], next: null, asOf: 100 })
      optOut?.answer({ found: [], next: 9, asOf: 100 })
      await settle()
    })
    const earlier = within(panel().getByRole('list', { name: 'Earlier activity' }))
    fireEvent.click(earlier.getByRole('button', { name: /Ben Okafor resolved it/ }))
    expect(desk.wire.last('entries').args).toMatchObject({ around: 7 })
    // A look that found nothing leads on by itself.
    expect(desk.wire.last('find-entries').args).toMatchObject({ before: 9 })
  })

  it('[C109] says that nobody held or resolved it once that is known, and not before', async () => {
    const { wire, conversation } = await openDesk()
    const none = () => panel().queryByText('Nobody took or resolved it so far.')
    await act(async () => {
      wire.welcome({ history: 'b' })
      wire.last('conversations').answer({ conversations: [conversation], next: null, asOf: 100 })
      await settle()
    })
    expect(panel().getByRole('heading', { name: 'Earlier activity' })).toBeTruthy()
    expect(none()).toBeNull()
    const before = wire.asked.length
    await act(async () => {
      wire.last('entries').answer({ entries: [], conversation, next: null, asOf: 100 })
      await settle()
    })
    expect(none()).toBeNull()
    const looks = () => wire.asked.slice(before).filter(({ op }) => op === 'find-entries')
    await vi.waitFor(() => expect(looks()).toHaveLength(2))
    await act(async () => {
      for (const { answer: tell } of looks()) tell({ found: [], next: null, asOf: 100 })
      await settle()
    })
    expect(none()).toBeTruthy()
  })

  it('[C109] says what could not be looked up, and looks again when asked', async () => {
    const desk = await openDesk()
    const before = desk.wire.count('find-entries')
    await act(async () => {
      for (const { op, refuse: no } of desk.wire.asked)
        if (op === 'find-entries') no(new SwitchboardError('UNAVAILABLE', 'No answer.'))
      await settle()
    })
    const again = panel().getAllByRole('button', { name: 'Try again' })
    expect(again.length).toBeGreaterThan(0)
    fireEvent.click(again[0]!)
    expect(desk.wire.count('find-entries')).toBe(before + 1)
  })

  it('[C110] blocks only after saying what that does, and unblocks', async () => {
    const desk = await openDesk()
    fireEvent.click(button('Block…'))
    expect(panel().getByText(/notify nobody/)).toBeTruthy()
    expect(desk.wire.count('update-customer')).toBe(0)
    fireEvent.click(button('Block'))
    expect(desk.wire.last('update-customer').args).toEqual({ number: CUSTOMER, blocked: true })
    await refuse(desk, 'update-customer', 'NOT_HOLDER')
    expect(panel().getByRole('alert').textContent).toMatch(/^Not saved: /)
    fireEvent.click(button('Block'))
    await answer(desk, 'update-customer', { blocked: true })
    expect(panel().getByRole('heading', { name: 'Blocked' })).toBeTruthy()
    expect(screen.getByText(/Blocked · Held by you/)).toBeTruthy()
    fireEvent.click(button('Unblock'))
    expect(desk.wire.last('update-customer').args).toMatchObject({ blocked: false })
  })
})

describe('a reply that failed', () => {
  const failed = makeMessage({ direction: 'outbound', status: 'failed', errorCode: 30003 })

  it('[C105] is sent again as a new reply, once however often, and says so', async () => {
    const { wire } = await openDesk({}, [failed])
    expect(screen.getByText(/the phone is off or out of reach. Try later/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(wire.count('reply')).toBe(1))
    const { args } = wire.last('reply')
    const { body, position: resends } = failed
    expect(args).toMatchObject({ body, resends, clientMessageId: resendId(failed) })
    expect(screen.getByText('Sent again, below')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull()
  })

  it('[C105] knows after a reload that it was', async () => {
    const again = makeMessage({
      position: 2,
      direction: 'outbound',
      clientMessageId: resendId(failed),
    })
    await openDesk({}, [failed, again])
    expect(screen.getByText('Sent again, below')).toBeTruthy()
  })

  it('[C105] says so of one whose repetition is not loaded', async () => {
    await openDesk({}, [{ ...failed, resentAs: 4000 }])
    expect(screen.getByText('Sent again, below')).toBeTruthy()
  })

  it.each([[{ optedOut: true }], [{ assignee: ben.id }]])(
    '[C105] is not offered where one cannot answer: %o',
    async (row) => {
      await openDesk(row, [failed])
      expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull()
    },
  )
})

const dialog = () => within(screen.getByRole('dialog', { name: 'New conversation' }))

const number = (): HTMLInputElement => dialog().getByLabelText('Phone number')
const press = () =>
  act(async () => {
    fireEvent.click(dialog().getByRole('button', { name: 'Send' }))
    await settle()
  })
const toldOf = (field: HTMLElement): string | undefined =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent

async function openDialog(desk: Desk) {
  fireEvent.keyDown(document.body, { key: 'c' })
  await waitFor(() => expect(dialog().getByLabelText('Text')).toBeTruthy(), { timeout: 10_000 })
  return desk
}

const typeHello = () => {
  fireEvent.change(number(), { target: { value: '4155550177' } })
  fireEvent.change(dialog().getByLabelText('Text'), { target: { value: 'Hello!' } })
}
const close = () => fireEvent(screen.getByRole('dialog'), new Event('close'))
const progress = () => dialog().getByText(/^(Being sent…|Waits for the connection\.)$/).textContent
const notice = () =>
  screen.getAllByRole('status').find((one) => one.textContent?.includes('ent to +1'))

describe('a new conversation', () => {
  it('[C111] reads a number as one dials it at home, and says what is missing', async () => {
    const desk = await openDialog(await openDesk())
    expect(dialog().getByRole<HTMLSelectElement>('combobox', { name: 'Country' }).value).toBe('US')
    await press()
    expect(toldOf(number())).toBe('Please give a phone number.')
    fireEvent.change(number(), { target: { value: '415555' } })
    expect(toldOf(number())).toBe('This is not a whole phone number yet.')
    fireEvent.change(number(), { target: { value: '+33612345678' } })
    expect(dialog().getByRole<HTMLSelectElement>('combobox', { name: 'Country' }).value).toBe('FR')
    await press()
    expect(toldOf(dialog().getByLabelText('Text'))).toBe('Please write a text.')
    expect(desk.wire.count('start-conversation')).toBe(0)
  })

  it('[C111] [C146] leads to the field that is wrong, which says so beneath it', async () => {
    await openDialog(await openDesk())
    fireEvent.change(number(), { target: { value: '123' } })
    expect(number().getAttribute('aria-invalid')).toBeNull()
    fireEvent.blur(number())
    expect(toldOf(number())).toBe('This is not a whole phone number yet.')
    await press()
    expect(document.activeElement).toBe(number())
    expect(number().getAttribute('aria-invalid')).toBe('true')
    fireEvent.change(number(), { target: { value: '4155550177' } })
    await press()
    expect(document.activeElement).toBe(dialog().getByLabelText('Text'))
  })

  it('[C111] [C146] says at once that a number is too long, and leaves it as it is', async () => {
    const desk = await openDialog(await openDesk())
    fireEvent.change(dialog().getByLabelText('Text'), { target: { value: 'Hello!' } })
    const pasted = 'Please call Zoë on +1 415 555 0177 today'
    for (const typed of [pasted, '+1 4155550177415555']) {
      fireEvent.change(number(), { target: { value: typed } })
      expect(toldOf(number())).toBe('This is too long for a phone number.')
      expect(number().value.replaceAll(' ', '')).toBe(typed.replaceAll(' ', ''))
      await press()
      expect(document.activeElement).toBe(number())
    }
    expect(desk.wire.count('start-conversation')).toBe(0)
    fireEvent.change(number(), { target: { value: '+1 415 555 0177' } })
    expect(toldOf(number())).toBe('')
  })

  it('[C111] shows the number as its country writes it, and says when it is our own', async () => {
    const desk = await openDialog(await openDesk())
    fireEvent.change(number(), { target: { value: '4155550177' } })
    expect(toldOf(number())).toBe('+1 415 555 0177')
    fireEvent.change(number(), { target: { value: '+44 20 7946 0958' } })
    expect(toldOf(number())).toBe('')
    fireEvent.change(number(), { target: { value: LINE } })
    expect(toldOf(number())).toMatch(/^This is one of our own numbers/)
    fireEvent.change(dialog().getByLabelText('Text'), { target: { value: 'Hello!' } })
    await press()
    expect(desk.wire.count('start-conversation')).toBe(0)
  })

  it('[C111] sends once, keeps what was typed when it is refused, and opens the thread', async () => {
    const desk = await openDialog(await openDesk())
    fireEvent.change(number(), { target: { value: '4155550177' } })
    fireEvent.change(dialog().getByLabelText('Text'), { target: { value: 'Hello!' } })
    await press()
    const first = desk.wire.last('start-conversation')
    expect(first.args).toMatchObject({ number: '+14155550177', body: 'Hello!', line: LINE })
    await refuse(desk, 'start-conversation', 'UNAVAILABLE')
    expect(dialog().getByRole('alert').textContent).toMatch(/^Not sent: /)
    fireEvent.click(dialog().getByRole('button', { name: 'Close' }))
    await openDialog(desk)
    expect(dialog().getByDisplayValue('Hello!')).toBeTruthy()
    await press()
    const conversation = makeConversation({ number: '+14155550177', changedSeq: 102 })
    await act(async () => {
      desk.wire.last('start-conversation').answer({ entry: makeMessage(), conversation })
      await settle()
    })
    expect(location.pathname).toBe(`/c/${encodeURIComponent('+14155550177')}`)
    expect(screen.queryByRole('dialog', { name: 'New conversation' })).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Reply' }))
    expect(desk.console.state.get().thread?.number).toBe('+14155550177')
  })

  it('[C111] says that it is being sent or waits for the connection, and stays as it is meanwhile', async () => {
    const { wire } = await openDialog(await openDesk())
    typeHello()
    await press()
    expect(progress()).toBe('Being sent…')
    act(() => wire.options.onSilence(true))
    expect(progress()).toBe('Waits for the connection.')
    const text = dialog().getByLabelText<HTMLTextAreaElement>('Text')
    expect([text.readOnly, number().readOnly]).toEqual([true, true])
    fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true })
    expect(wire.count('start-conversation')).toBe(1)
  })

  it('[C111] says that it was sent where the dialog was closed meanwhile, and leads there', async () => {
    const { wire } = await openDialog(await openDesk())
    typeHello()
    await press()
    close()
    await act(async () => {
      const conversation = makeConversation({ number: '+14155550177', changedSeq: 102 })
      wire.last('start-conversation').answer({ entry: makeMessage(), conversation })
      await settle()
    })
    expect(notice()?.textContent).toContain('Sent to +1 415 555 0177.')
    expect(location.pathname).toBe(`/c/${encodeURIComponent(CUSTOMER)}`)
    fireEvent.keyDown(document.body, { key: 'c' })
    expect(dialog().queryByDisplayValue('Hello!')).toBeNull()
    expect(notice()).toBeUndefined()
  })

  it('[C111] leads to what was sent meanwhile', async () => {
    const { wire } = await openDialog(await openDesk())
    typeHello()
    await press()
    close()
    await act(async () => {
      const conversation = makeConversation({ number: '+14155550177', changedSeq: 102 })
      wire.last('start-conversation').answer({ entry: makeMessage(), conversation })
      await settle()
    })
    fireEvent.click(within(notice()!).getByRole('button', { name: 'Open it' }))
    expect(location.pathname).toBe(`/c/${encodeURIComponent('+14155550177')}`)
    expect(notice()).toBeUndefined()
  })

  it('[C111] says that it was refused where the dialog was closed meanwhile, and leads back to it', async () => {
    const desk = await openDialog(await openDesk())
    typeHello()
    await press()
    close()
    await openDialog(desk)
    expect(progress()).toBe('Being sent…')
    close()
    await refuse(desk, 'start-conversation', 'UNAVAILABLE')
    expect(notice()?.textContent).toMatch(/^Not sent to \+1 415 555 0177: .*Your text is kept\./)
    fireEvent.click(within(notice()!).getByRole('button', { name: 'Back to it' }))
    expect(dialog().getByDisplayValue('Hello!')).toBeTruthy()
    expect(dialog().getByRole('alert').textContent).toMatch(/^Not sent: /)
    expect(notice()).toBeUndefined()
    const { args } = desk.wire.last('start-conversation')
    await press()
    expect(desk.wire.last('start-conversation').args).toEqual(args)
  })

  it('[C111] shows the conversation there is, who has it, and the way there', async () => {
    const desk = await openDialog(await openDesk())
    fireEvent.change(number(), { target: { value: '4155550177' } })
    await waitFor(() => expect(desk.wire.last('customer').args).toEqual({ number: '+14155550177' }))
    const conversation = makeConversation({
      number: '+14155550177',
      name: 'Zoë Park',
      assignee: ben.id,
    })
    await act(async () => {
      desk.wire.last('customer').answer({ conversation, country: 'US', timeZone: null })
      await settle()
    })
    expect(dialog().getByText(/Zoë Park before\. Ben Okafor holds it\./)).toBeTruthy()
    fireEvent.click(dialog().getByRole('button', { name: 'Open it' }))
    expect(location.pathname).toBe(`/c/${encodeURIComponent('+14155550177')}`)
  })

  it('[C111] leaves the focus to whoever has gone on with it when it is told that it is closed', async () => {
    await openDialog(await openDesk())
    const search = screen.getByRole('textbox', { name: 'Search name or number' })
    act(() => search.focus())
    act(() => void fireEvent(screen.getByRole('dialog'), new Event('close')))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(search)
  })

  it('[C111] says the number of who has no name as it stands in the field', async () => {
    const desk = await openDialog(await openDesk())
    fireEvent.change(number(), { target: { value: '+442079460958' } })
    await waitFor(() => expect(desk.wire.last('customer').args['number']).toBe('+442079460958'))
    const conversation = makeConversation({ number: '+442079460958', name: null })
    await act(async () => {
      desk.wire.last('customer').answer({ conversation, country: 'GB', timeZone: null })
      await settle()
    })
    expect(dialog().getByText(/written with \+44 20 7946 0958 before/)).toBeTruthy()
  })

  it('[C111] offers the Lines where there are several', async () => {
    const desk = await openDesk()
    act(() => desk.wire.welcome({ resumed: true, lines: [LINE, '+14155550101'] }))
    await openDialog(desk)
    fireEvent.change(dialog().getByLabelText('From'), { target: { value: '+14155550101' } })
    fireEvent.change(number(), { target: { value: '4155550177' } })
    fireEvent.change(dialog().getByLabelText('Text'), { target: { value: 'Hello!' } })
    await press()
    expect(desk.wire.last('start-conversation').args).toMatchObject({ line: '+14155550101' })
  })
})
