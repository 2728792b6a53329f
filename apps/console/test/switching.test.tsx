import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, createEvent, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { runAction } from '../src/keys/actions.ts'
import { ben } from './factories.ts'
import { settle } from './fake-wire.ts'
import { drawn, giveSizes, holdFrames } from './layout.ts'
import { XU, YAN, ZOE, answer, go, openInbox, row, text, type Desk } from './open-inbox.tsx'

/** A desk on which Zoe's thread is read, after Yan's was. */
async function openZoe(entries = [text(ZOE)], facts: Parameters<typeof row>[1] = {}) {
  const desk = await openInbox()
  await go(YAN)
  await answer(desk, YAN)
  await go(ZOE)
  await answer(desk, ZOE, entries, { changedSeq: 100, ...facts })
  await drawn()
  return desk
}

/** From Zoe's thread to Yan's, which is known already, as J leads there. */
async function goOn(desk: Desk, facts = {}): Promise<void> {
  await go(YAN)
  await drawn()
  await answer(desk, YAN, [text(YAN)], { changedSeq: 100, ...facts })
  await drawn()
  expect(screen.getByRole('log').textContent).toContain(`${YAN} says 1`)
}

const button = (name: string | RegExp): HTMLButtonElement => screen.getByRole('button', { name })
const reply = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reply' })
const panel = () => within(screen.getByRole('complementary', { name: 'Customer' }))
const news = () => screen.queryByText(/^New text/)
const click = (name: string | RegExp) => act(() => button(name).click())

const noted = (name: string) =>
  panel().getByRole<HTMLTextAreaElement>('textbox', { name: new RegExp(`^${name}`) })
const type = (name: string, value: string) => fireEvent.change(noted(name), { target: { value } })
/** What was asked for, but for what is read and kept by itself. */
const done = ({ wire }: Desk) =>
  wire.asked.filter(
    ({ op }) =>
      !['conversations', 'customer', 'entries', 'find-entries', 'put-draft', 'read'].includes(op),
  )
const goBack = async () => {
  await go(ZOE)
  await drawn()
}
const save = (desk: Desk, facts: Parameters<typeof row>[1]) =>
  act(async () => {
    const conversation = row(ZOE, { changedSeq: 200, ...facts })
    desk.wire.last('update-customer').answer({ conversation })
    await settle()
  })

function typeIn(field: HTMLTextAreaElement, value: string): void {
  act(() => field.focus())
  fireEvent.change(field, { target: { value, selectionStart: value.length } })
}

async function refuse({ wire }: Desk, op: string): Promise<void> {
  await act(async () => {
    wire.last(op).refuse(new SwitchboardError('UNAVAILABLE', 'The switchboard does not answer.'))
    await settle()
  })
}

beforeAll(giveSizes)
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

describe('in the next conversation', () => {
  it('[C186] the parts that do not depend on it stay: the log, the header, the field', async () => {
    const desk = await openZoe()
    const [header, emoji] = [screen.getByRole('heading', { level: 2 }), button('Emoji')]
    await goOn(desk)
    expect(screen.getByRole('heading', { level: 2 })).toBe(header)
    expect(button('Emoji')).toBe(emoji)
    expect(screen.getByRole('log').textContent).not.toContain(ZOE)
  })

  it.each(['Send', 'Release', 'Resolve', 'Labels'])(
    '[C186] %s pressed in the one before and let go now does nothing here',
    async (name) => {
      const desk = await openZoe()
      typeIn(reply(), 'Hi Zoe')
      fireEvent.pointerDown(button(name))
      await goOn(desk)
      typeIn(reply(), 'Hi Yan')
      const asked = done(desk).length
      fireEvent.click(button(name), { detail: 1 })
      await settle()
      expect(done(desk)).toHaveLength(asked)
      expect(reply().value).toBe('Hi Yan')
      expect(screen.queryByRole('group', { name })).toBeNull()
      fireEvent.pointerDown(button(name))
      fireEvent.click(button(name), { detail: 1 })
      await settle()
      expect(done(desk).length > asked || screen.queryByRole('group', { name }) !== null).toBe(true)
    },
  )

  it('[C186] nor is one that was made by a key held up by what was pressed before', async () => {
    const desk = await openZoe()
    fireEvent.pointerDown(button('Resolve'))
    await goOn(desk)
    const asked = done(desk).length
    fireEvent.click(button('Resolve'), { detail: 0 })
    await settle()
    expect(done(desk).length).toBeGreaterThan(asked)
  })

  it('[C186] a press counts once: a click that no press of this page began is not held up by an old one', async () => {
    const desk = await openZoe()
    fireEvent.pointerDown(button('Resolve'))
    fireEvent.click(button('Emoji'), { detail: 1 })
    await goOn(desk)
    fireEvent.click(button('Labels'), { detail: 1 })
    expect(screen.getByRole('group', { name: 'Labels' })).toBeTruthy()
  })

  it('[C186] a button pressed while its page was on its way does nothing in the one that comes by that', async () => {
    const desk = await openZoe()
    const shown = performance.now()
    await goOn(desk)
    const asked = done(desk).length
    const press = createEvent.pointerDown(button('Resolve'))
    Object.defineProperty(press, 'timeStamp', { value: shown })
    fireEvent(button('Resolve'), press)
    fireEvent.click(button('Resolve'), { detail: 1 })
    await settle()
    expect(done(desk)).toHaveLength(asked)
  })

  it('[C186] a menu that was open is shut, and what is answered late shuts none that was opened since', async () => {
    const desk = await openZoe()
    click('Snooze')
    click('Until the customer writes')
    await goOn(desk)
    expect(screen.queryByRole('group', { name: 'Snooze' })).toBeNull()
    await goBack()
    await answer(desk, ZOE, [text(ZOE)], { changedSeq: 100 })
    click('Snooze')
    const { activeElement } = document
    expect(screen.getByRole('group', { name: 'Snooze' }).contains(activeElement)).toBe(true)
    await act(async () => {
      desk.wire.last('snooze').answer({ conversation: row(ZOE, { changedSeq: 100 }) })
      await settle()
    })
    expect(screen.getByRole('group', { name: 'Snooze' })).toBeTruthy()
    expect(document.activeElement).toBe(activeElement)
  })

  it('[C186] what was known of the customer before is out of reach at once, and gone a moment later', async () => {
    const desk = await openZoe(undefined, { fields: [{ name: 'Address', value: '1 Main' }] })
    act(() => button('Change Address').focus())
    const goOnDrawing = holdFrames()
    await go(YAN)
    const kept = screen.getByText('1 Main')
    expect(kept.closest('[aria-hidden=true]')?.className).toMatch(/gone/)
    expect(panel().queryByRole('button', { name: 'Change Address' })).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('log'))
    goOnDrawing()
    await drawn()
    expect(screen.queryByText('1 Main')).toBeNull()
    expect(panel().getByRole('button', { name: 'Add a note' })).toBeTruthy()
    await answer(desk, YAN, [text(YAN)], { changedSeq: 100 })
  })

  it('[C186] what is known of the customer comes soon, whatever is new in the thread meanwhile', async () => {
    const desk = await openZoe()
    await go(YAN)
    for (let seq = 200; seq < 206; seq += 1) {
      await act(() => new Promise((resolve) => setTimeout(resolve, 30)))
      act(() =>
        desk.console.state.update((state) => ({
          ...state,
          thread: state.thread && { ...state.thread },
        })),
      )
    }
    expect(panel().getByRole('button', { name: 'Add a note' })).toBeTruthy()
  })

  it('[C186] what was asked in its panel is not open any more, however soon one comes back', async () => {
    await openZoe()
    const goOnDrawing = holdFrames()
    click('Block…')
    expect(panel().getByRole('button', { name: 'Cancel' })).toBeTruthy()
    await go(YAN)
    await go(ZOE)
    goOnDrawing()
    await drawn()
    expect(panel().getByRole('button', { name: 'Block…' })).toBeTruthy()
    expect(panel().queryByRole('button', { name: 'Cancel' })).toBeNull()
  })

  describe('what was typed about the customer before', () => {
    it('[C186] is not in the next conversation, and stands open again in its own', async () => {
      const desk = await openZoe()
      click('Add a note')
      type('What it is', 'Address')
      type('What to remember', '1 Main')
      await goOn(desk)
      expect(panel().queryByRole('textbox')).toBeNull()
      typeIn(reply(), 'Hi Yan')
      await goBack()
      expect(noted('What it is').value).toBe('Address')
      expect(noted('What to remember').value).toBe('1 Main')
      expect(document.activeElement).toBe(reply())
      click('Cancel')
      expect(panel().queryByRole('textbox')).toBeNull()
      await goOn(desk)
      await goBack()
      expect(panel().queryByRole('textbox')).toBeNull()
    })

    it('[C186] is gone once it is saved, also while one is elsewhere, and not when it was refused', async () => {
      const fields = [{ name: 'Address', value: '1 Main' }]
      const desk = await openZoe(undefined, { fields })
      click('Change Address')
      type('What to remember', '2 Main')
      await goOn(desk)
      await goBack()
      expect(noted('What it is').value).toBe('Address')
      click('Save')
      await goOn(desk)
      await refuse(desk, 'update-customer')
      await goBack()
      expect(noted('What to remember').value).toBe('2 Main')
      click('Save')
      await goOn(desk)
      await goBack()
      await save(desk, { fields: [{ name: 'Address', value: '2 Main' }] })
      expect(panel().queryByRole('textbox')).toBeNull()
      expect(panel().getByText('2 Main')).toBeTruthy()
    })

    it('[C186] is a new note where a colleague took the old one away, and says what is too much', async () => {
      const desk = await openZoe(undefined, { fields: [{ name: 'Address', value: '1 Main' }] })
      click('Change Address')
      type('What to remember', 'm'.repeat(501))
      await goOn(desk)
      act(() =>
        desk.wire.tell({
          type: 'conversations',
          seq: 201,
          conversations: [row(ZOE, { changedSeq: 201, fields: [] })],
        }),
      )
      await goBack()
      expect(noted('What it is').value).toBe('Address')
      expect(noted('What to remember').getAttribute('aria-invalid')).toBe('true')
    })

    it('[C186] is a name as well', async () => {
      const desk = await openZoe()
      click('Add a name')
      type('Name of the customer', 'Zo')
      await goOn(desk)
      expect(panel().queryByRole('textbox')).toBeNull()
      await goBack()
      expect(noted('Name of the customer').value).toBe('Zo')
      act(() => noted('Name of the customer').focus())
      type('Name of the customer', 'Zoë')
      click('Save')
      await save(desk, { name: 'Zoë' })
      expect(panel().queryByRole('textbox')).toBeNull()
      expect(document.activeElement).toBe(button('Change the name'))
    })

    it('[C186] is gone where nothing of it is left, or nothing was typed', async () => {
      const desk = await openZoe()
      click('Add a note')
      type('What it is', 'A')
      type('What it is', '')
      expect(noted('What it is')).toBeTruthy()
      await goOn(desk)
      await goBack()
      expect(panel().queryByRole('textbox')).toBeNull()
    })
  })

  it('[C186] nobody is told what could not be done in the one before', async () => {
    const desk = await openZoe()
    click('Release')
    await refuse(desk, 'release')
    expect(button('Dismiss')).toBeTruthy()
    await goOn(desk)
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull()
  })

  it('[C186] an answer that comes late for the one before says and stops nothing', async () => {
    const desk = await openZoe()
    click('Release')
    expect(button('Release').getAttribute('aria-disabled')).toBe('true')
    await goOn(desk)
    expect(button('Release').hasAttribute('aria-disabled')).toBe(false)
    await refuse(desk, 'release')
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull()
  })

  it('[C186] whoever resolved one and went on meanwhile is led nowhere else', async () => {
    const desk = await openZoe()
    act(() => void runAction('resolveNext'))
    await act(async () => {
      history.pushState(null, '', `/c/${encodeURIComponent(XU)}`)
      await settle()
      const conversation = row(ZOE, { status: 'resolved', assignee: null, changedSeq: 102 })
      desk.wire.last('resolve').answer({ conversation })
      await settle()
    })
    expect(location.pathname).toBe(`/c/${encodeURIComponent(XU)}`)
  })

  it('[C186] whoever resolved one and clicked another meanwhile comes to that one alone', async () => {
    const desk = await openInbox()
    await go(ZOE)
    await answer(desk, ZOE)
    act(() => void runAction('resolveNext'))
    const link = document.querySelector(`[data-number="${XU}"]`)!
    await act(async () => {
      fireEvent.pointerDown(link)
      fireEvent.click(link)
      await settle()
      const conversation = row(ZOE, { status: 'resolved', assignee: null, changedSeq: 102 })
      desk.wire.last('resolve').answer({ conversation })
      await settle()
    })
    expect(location.pathname).toBe(`/c/${encodeURIComponent(XU)}`)
    expect(desk.wire.done.map(({ viewing }) => viewing)).not.toContain(YAN)
  })

  it('[C186] whoever resolved one and writes there meanwhile is led nowhere else', async () => {
    const desk = await openZoe()
    act(() => void runAction('resolveNext'))
    act(() => screen.getByRole('textbox', { name: 'Reply' }).focus())
    await act(async () => {
      const conversation = row(ZOE, { status: 'resolved', assignee: null, changedSeq: 102 })
      desk.wire.last('resolve').answer({ conversation })
      await settle()
    })
    expect(location.pathname).toBe(`/c/${encodeURIComponent(ZOE)}`)
  })

  it('[C186] what was opened in the header is shut, with what was written there', async () => {
    const desk = await openZoe()
    for (const name of ['Transfer', 'Snooze', 'Labels', 'Priority']) {
      click(name)
      expect(screen.getByRole('group', { name })).toBeTruthy()
      await goOn(desk)
      expect(screen.queryByRole('group', { name })).toBeNull()
      expect(button(name).getAttribute('aria-expanded')).toBe('false')
      await go(ZOE)
    }
  })

  it('[C186] what is answered late in the one before shuts nothing, nor takes the focus', async () => {
    const desk = await openZoe()
    click('Transfer')
    click('Hand on')
    await goOn(desk)
    click('Transfer')
    const select = screen.getByRole('combobox', { name: 'Hand it to' })
    expect(document.activeElement).toBe(select)
    await act(async () => {
      const conversation = row(ZOE, { assignee: ben.id, changedSeq: 103 })
      desk.wire.last('transfer').answer({ conversation })
      await settle()
    })
    expect(screen.getByRole('group', { name: 'Transfer' })).toBeTruthy()
    expect(document.activeElement).toBe(select)
  })

  it('[C186] a reply is written, not the note that was begun; each has its own draft', async () => {
    const desk = await openZoe()
    typeIn(reply(), 'For Zoe')
    click('Note')
    typeIn(screen.getByRole('textbox', { name: 'Private note' }), 'About Zoe')
    await goOn(desk)
    expect(button('Note').getAttribute('aria-pressed')).toBe('false')
    expect(reply().value).toBe('')
    typeIn(reply(), 'For Yan')
    await go(ZOE)
    expect(reply().value).toBe('For Zoe')
    click('Note')
    expect(screen.getByDisplayValue('About Zoe')).toBeTruthy()
  })

  it('[C186] what was said has the focus, nothing else of it, and the field is another one for the browser', async () => {
    const desk = await openZoe()
    const field = reply()
    act(() => button('Find in this conversation').focus())
    await goOn(desk)
    expect(reply()).not.toBe(field)
    expect(document.activeElement).toBe(screen.getByRole('log', { name: 'Timeline' }))
  })

  it('[C186] no list of what could be written stands open, nor where the list is kept', async () => {
    const desk = await openZoe()
    typeIn(reply(), '/')
    expect(screen.getByRole('listbox')).toBeTruthy()
    await goOn(desk)
    expect(screen.queryByRole('listbox')).toBeNull()
    typeIn(reply(), '/')
    fireEvent.keyDown(reply(), { key: 'Enter' })
    expect(screen.getByRole('dialog')).toBeTruthy()
    await go(ZOE)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.queryByRole('listbox')).toBeNull()
  })

  it('[C186] the emoji are put away', async () => {
    const desk = await openZoe()
    click('Emoji')
    expect(screen.getByRole('group', { name: 'Emoji' })).toBeTruthy()
    await goOn(desk)
    expect(screen.queryByRole('group', { name: 'Emoji' })).toBeNull()
  })

  it('[C186] no file is spoken of that could not be attached, and none comes late', async () => {
    const desk = await openZoe()
    const pictures = screen.getByLabelText('Pictures')
    const files = [new File(['MZ'], 'virus.exe', { type: 'application/x-msdownload' })]
    await act(async () => {
      fireEvent.change(pictures, { target: { files } })
      await settle()
    })
    expect(screen.getByRole('alert').textContent).toContain('virus.exe')
    await goOn(desk)
    expect(screen.queryByRole('alert')).toBeNull()
    await act(async () => {
      fireEvent.change(pictures, { target: { files } })
      await settle()
    })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('[C186] nothing is said of taking over the one before', async () => {
    const held = { assignee: ben.id }
    const desk = await openZoe(undefined, held)
    click('Take over')
    await refuse(desk, 'take')
    const said = screen.getByText(/could not be done/)
    await goOn(desk, held)
    expect(said.isConnected).toBe(false)
    expect(screen.queryByText(/could not be done/)).toBeNull()
    expect(button('Take over')).toBeTruthy()
  })

  it('[C186] nothing is looked for, and what is found late leads nowhere', async () => {
    const desk = await openZoe()
    click('Find in this conversation')
    const field = screen.getByRole('searchbox', { name: 'Find in this conversation' })
    fireEvent.change(field, { target: { value: 'says' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)))
    const look = desk.wire.last('find-entries')
    expect(look.args).toMatchObject({ number: ZOE, q: 'says' })
    await goOn(desk)
    expect(screen.queryByRole('search', { name: 'Find in this conversation' })).toBeNull()
    await act(async () => {
      look.answer({ found: [{ entry: text(ZOE, 400) }], next: null, asOf: 100 })
      await settle()
    })
    expect(desk.wire.asked.filter(({ args }) => 'around' in args)).toEqual([])
    expect(document.querySelector('mark')).toBeNull()
  })

  it('[C186] the panel lies over it no longer, and is told of whom it is from the start', async () => {
    const desk = await openZoe()
    click('Customer')
    click('Add a name')
    const field = panel().getByRole('textbox', { name: 'Name of the customer' })
    fireEvent.change(field, { target: { value: 'Zoë, half wr' } })
    await go(YAN)
    expect(panel().queryByText('+1 415 555 0101')).toBeNull()
    await goOn(desk)
    expect(button('Customer').getAttribute('aria-expanded')).toBe('false')
    expect(panel().queryByRole('textbox')).toBeNull()
    expect(panel().getByText('+1 415 555 0102')).toBeTruthy()
  })

  it('[C186] no picture of the one before stands over it', async () => {
    const media = [{ id: 'm1', contentType: 'image/jpeg', size: 1000 }]
    const desk = await openZoe([text(ZOE, 1, { media })])
    fireEvent.click(screen.getByRole('img', { name: /^Picture from/ }))
    expect(screen.getByRole('dialog', { name: /^Picture from/ })).toBeTruthy()
    await goOn(desk)
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('[C186] no text is news that was there when it was opened', async () => {
    const desk = await openZoe()
    act(() =>
      desk.wire.tell({
        type: 'entries',
        seq: 101,
        conversation: ZOE,
        entries: [text(ZOE, 2, { seq: 101 })],
      }),
    )
    expect(news()).toBeTruthy()
    await go(YAN)
    expect(news()).toBeNull()
    await answer(desk, YAN, [text(YAN), text(YAN, 2, { seq: 102 })])
    act(() => desk.wire.tell({ type: 'entries', seq: 103, conversation: YAN, entries: [] }))
    await go(ZOE)
    expect(news()).toBeNull()
  })
})

describe('a row of the inbox', () => {
  it('leads to its conversation where one is, and is the browser’s with a key or another button', async () => {
    await openInbox()
    const link = document.querySelector(`[data-number="${ZOE}"]`)!
    expect(fireEvent.click(link, { ctrlKey: true })).toBe(true)
    expect(fireEvent.click(link, { metaKey: true })).toBe(true)
    expect(fireEvent.click(link, { button: 1 })).toBe(true)
    let isLeft = true
    act(() => void (isLeft = fireEvent.click(link)))
    expect(isLeft).toBe(false)
    expect(location.pathname).toBe(`/c/${encodeURIComponent(ZOE)}`)
  })

  const onTheWay: [string, () => void][] = [
    ['is on its way', () => fireEvent.click(document.querySelector(`[data-number="${XU}"]`)!)],
    ['has just come', () => fireEvent.keyDown(document.body, { key: 'j' })],
  ]

  it.each(onTheWay)('[C185] leads nowhere once the desk is left while it %s', async (_, lead) => {
    const { console: desk } = await openZoe()
    const { pathname } = location
    desk.pages.thread.ahead.now(XU)
    act(lead)
    expect(location.pathname).toBe(pathname)
    cleanup()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(location.pathname).toBe(pathname)
  })
})

describe('a conversation that broke', () => {
  beforeEach(() => void vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined))
  afterEach(() => vi.restoreAllMocks())

  it('[C163] leaves the next one whole, and breaks alone when one comes back', async () => {
    const desk = await openZoe()
    const broken = text(ZOE, 2, { seq: 101, media: null })
    act(() => desk.wire.tell({ type: 'entries', seq: 101, conversation: ZOE, entries: [broken] }))
    expect(screen.getByRole('alert').textContent).toContain('your drafts are kept')
    await goOn(desk)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(reply()).toBeTruthy()
    await go(ZOE)
    expect(screen.getByRole('alert').textContent).toContain('your drafts are kept')
  })
})
