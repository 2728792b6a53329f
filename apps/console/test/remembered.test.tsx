import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { leadTo } from '../src/inbox/open-row.ts'
import { ThreadMemory, MAX_REMEMBERED } from '../src/state/thread-memory.ts'
import { applyPage, emptyThread } from '../src/state/thread.ts'
import { makeMessage } from './factories.ts'
import { settle } from './fake-wire.ts'
import { drawn, giveSizes, holdFrames } from './layout.ts'
import { XU, YAN, ZOE, answer, go, openInbox, row, text, type Desk } from './open-inbox.tsx'

/** Numbers whose entries were asked for, in order. */
const askedFor = ({ wire }: Desk): unknown[] =>
  wire.asked.flatMap(({ op, args }) => (op === 'entries' ? [args['number']] : []))

const timesAskedFor = (desk: Desk, number: string): number =>
  askedFor(desk).filter((asked) => asked === number).length

const send = (): HTMLButtonElement => screen.getByRole('button', { name: 'Send' })
const log = (): HTMLElement => screen.getByRole('log', { name: 'Timeline' })

const pathOf = (number: string): string => `/c/${encodeURIComponent(number)}`

const linkOf = (number: string): Element => document.querySelector(`[data-number="${number}"]`)!

async function pressRow(number: string): Promise<void> {
  act(() => void fireEvent.pointerDown(linkOf(number)))
  await clickRow(number)
}

/** As assistive technology does, or a script. */
async function clickRow(number: string): Promise<void> {
  await act(async () => {
    fireEvent.click(linkOf(number))
    await settle()
  })
}

async function openZoe(): Promise<Desk> {
  const desk = await openInbox()
  await go(ZOE)
  await answer(desk, ZOE)
  return desk
}

async function pass(ms: number): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, ms)))
}

describe('a thread this tab knows', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C185] is there at once when one comes back, marked until its page is here', async () => {
    const desk = await openInbox()
    await go(ZOE)
    await answer(desk, ZOE)
    await go(YAN)
    await answer(desk, YAN)
    fireEvent.change(screen.getByRole('textbox', { name: 'Reply' }), { target: { value: 'Hello' } })
    await go(ZOE)
    expect(log().textContent).toContain(`${ZOE} says 1`)
    expect(log().getAttribute('aria-busy')).toBe('true')
    expect(screen.queryByText('Catching up…')).toBeNull()
    expect(await screen.findByText('Catching up…')).toBeTruthy()
    await drawn()
    await answer(desk, ZOE, [text(ZOE), text(ZOE, 2)])
    expect(log().textContent).toContain(`${ZOE} says 2`)
    expect(log().getAttribute('aria-busy')).toBe('false')
    expect(screen.queryByText('Catching up…')).toBeNull()
  })

  it('[C185] is neither seen nor read before its page is here, and nothing can be sent', async () => {
    const desk = await openInbox()
    await go(ZOE)
    await answer(desk, ZOE)
    await go(YAN)
    const unread = row(ZOE, { unread: 1, lastPosition: 2, changedSeq: 101 })
    act(() => desk.wire.tell({ type: 'conversations', seq: 101, conversations: [unread] }))
    await go(ZOE)
    fireEvent.change(screen.getByRole('textbox', { name: 'Reply' }), { target: { value: 'Hello' } })
    await pass(50)
    expect(log().textContent).toContain(`${ZOE} says 1`)
    expect(desk.wire.count('read')).toBe(0)
    expect(send().disabled).toBe(true)
    await answer(desk, ZOE, [text(ZOE), text(ZOE, 2)], { unread: 1 })
    expect(send().disabled).toBe(false)
  })

  it('[C185] was read ahead where it is next or previous in the list, once', async () => {
    const desk = await openInbox()
    await go(YAN)
    await answer(desk, YAN)
    await pass(150)
    expect(askedFor(desk)).toEqual([YAN, XU, ZOE])
    await answer(desk, XU)
    await go(XU)
    expect(log().textContent).toContain(`${XU} says 1`)
    await answer(desk, XU)
    await pass(150)
    expect(askedFor(desk)).toEqual([YAN, XU, ZOE, XU])
  })

  it('[C185] is read when its row is pressed, and shown as soon as that is here', async () => {
    const desk = await openInbox()
    const link = document.querySelector(`[data-number="${XU}"]`)!
    fireEvent.pointerDown(link)
    expect(askedFor(desk)).toEqual([XU])
    const early = desk.wire.last('entries')
    await go(XU)
    expect(askedFor(desk)).toEqual([XU, XU])
    await act(async () => {
      early.answer({ entries: [text(XU)], conversation: row(XU), next: null, asOf: 100 })
      await settle()
    })
    expect(log().textContent).toContain(`${XU} says 1`)
    expect(log().getAttribute('aria-busy')).toBe('true')
  })

  it('[C185] opens with its page where its row is clicked while that is on its way', async () => {
    const desk = await openInbox()
    await go(ZOE)
    await answer(desk, ZOE)
    const link = document.querySelector(`[data-number="${XU}"]`)!
    fireEvent.pointerDown(link)
    act(() => void fireEvent.click(link))
    await pass(20)
    expect(location.pathname).toBe(pathOf(ZOE))
    expect(log().textContent).toContain(`${ZOE} says 1`)
    await answer(desk, XU)
    expect(log().textContent).toContain(`${XU} says 1`)
    await drawn()
    expect(location.pathname).toBe(pathOf(XU))
  })

  it('[C185] is on the screen before its address changes and anything more is asked of it', async () => {
    const desk = await openZoe()
    await go(YAN)
    await answer(desk, YAN)
    const draw = holdFrames()
    await clickRow(ZOE)
    expect(log().textContent).toContain(`${ZOE} says 1`)
    expect(location.pathname).toBe(pathOf(YAN))
    expect(timesAskedFor(desk, ZOE)).toBe(1)
    expect(desk.wire.watched.at(-1)?.thread).toBe(YAN)
    draw()
    await drawn()
    expect(location.pathname).toBe(pathOf(ZOE))
    expect(timesAskedFor(desk, ZOE)).toBe(2)
    expect(desk.wire.watched.at(-1)?.thread).toBe(ZOE)
  })

  it('[C185] is asked for at the next key already', async () => {
    const desk = await openZoe()
    await go(YAN)
    await answer(desk, YAN)
    const draw = holdFrames()
    await clickRow(ZOE)
    await act(async () => {
      fireEvent.keyDown(document.body, { key: 'r' })
      await settle()
    })
    expect(timesAskedFor(desk, ZOE)).toBe(2)
    draw()
    await drawn()
    expect(timesAskedFor(desk, ZOE)).toBe(2)
  })

  it('[C185] has its address before the next key or press, and each one its own', async () => {
    await openZoe()
    holdFrames()
    act(() => void fireEvent.keyDown(document.body, { key: 'j' }))
    act(() => void fireEvent.keyDown(document.body, { key: 'j' }))
    expect(location.pathname).toBe(pathOf(YAN))
    expect(screen.getByRole('log').textContent).not.toContain(ZOE)
    act(() => void fireEvent.pointerDown(document.body))
    expect(location.pathname).toBe(pathOf(XU))
  })

  it('[C70] [C185] is left where a notification leads back to the one before', async () => {
    const desk = await openZoe()
    const draw = holdFrames()
    act(() => void fireEvent.keyDown(document.body, { key: 'j' }))
    expect(location.pathname).toBe(pathOf(ZOE))
    await act(async () => {
      leadTo(pathOf(ZOE))
      await settle()
    })
    draw()
    await drawn()
    expect(location.pathname).toBe(pathOf(ZOE))
    expect(desk.console.state.get().thread?.number).toBe(ZOE)
  })

  it('[C185] is left where one is led elsewhere before the address of it', async () => {
    const desk = await openZoe()
    const draw = holdFrames()
    act(() => void fireEvent.keyDown(document.body, { key: 'j' }))
    await go(XU)
    draw()
    await drawn()
    expect(location.pathname).toBe(pathOf(XU))
    expect(desk.console.state.get().thread?.number).toBe(XU)
  })

  it('[C185] opens without it a tenth of a second later, or when that cannot be read', async () => {
    const desk = await openInbox()
    await go(ZOE)
    await answer(desk, ZOE)
    await pressRow(XU)
    expect(location.pathname).toBe(pathOf(ZOE))
    await pass(110)
    await drawn()
    expect(location.pathname).toBe(pathOf(XU))
    await pressRow(YAN)
    await act(async () => {
      const ahead = desk.wire.asked.find(({ args }) => args['number'] === YAN)
      ahead?.refuse(new SwitchboardError('UNAVAILABLE', 'Not now.'))
      await settle()
    })
    await drawn()
    expect(location.pathname).toBe(pathOf(YAN))
  })

  it('[C185] is there before the next key, which acts on it', async () => {
    const desk = await openZoe()
    await pressRow(XU)
    expect(location.pathname).toBe(pathOf(ZOE))
    act(() => void fireEvent.keyDown(document.body, { key: 'e' }))
    expect(location.pathname).toBe(pathOf(XU))
    expect(desk.wire.last('resolve').args).toMatchObject({ number: XU })
  })

  it('[C185] is there before the next press, wherever that is', async () => {
    await openZoe()
    await pressRow(XU)
    expect(location.pathname).toBe(pathOf(ZOE))
    act(() => void fireEvent.pointerDown(document.body))
    expect(location.pathname).toBe(pathOf(XU))
  })

  it('[C185] is there before one that is clicked next without a press', async () => {
    const desk = await openZoe()
    act(() => void fireEvent.pointerDown(linkOf(YAN)))
    await pressRow(XU)
    await clickRow(YAN)
    expect(location.pathname).toBe(pathOf(XU))
    await pass(110)
    await drawn()
    expect(location.pathname).toBe(pathOf(YAN))
    expect(desk.console.state.get().thread?.number).toBe(YAN)
  })

  it('[C185] is left where one is led elsewhere while its page is on its way', async () => {
    await openZoe()
    await pressRow(XU)
    await go(YAN)
    await pass(110)
    expect(location.pathname).toBe(pathOf(YAN))
  })

  it('[C185] comes after one in which nothing is told or read any more since the click', async () => {
    const desk = await openZoe()
    await pressRow(XU)
    const entry = makeMessage({ conversation: ZOE, position: 2, seq: 104, changedSeq: 104 })
    act(() => desk.wire.tell({ type: 'entries', seq: 104, conversation: ZOE, entries: [entry] }))
    await pass(50)
    expect(screen.queryByText(/^New text/)).toBeNull()
    await pass(150)
    expect(desk.wire.count('read')).toBe(0)
  })

  it('[C185] shows nothing of another history', async () => {
    const desk = await openInbox()
    await go(ZOE)
    await answer(desk, ZOE)
    await go(YAN)
    await act(async () => {
      desk.wire.welcome({ history: 'b' })
      await settle()
    })
    await go(ZOE)
    expect(document.body.textContent).not.toContain(`${ZOE} says 1`)
  })
})

const known = (number: string, from: number, to: number, asOf = 50) => {
  const entries = Array.from({ length: to - from + 1 }, (_, index) => text(number, from + index))
  return applyPage(emptyThread(number), { entries, next: null, asOf, last: to })
}

const at = (readPosition: number) => row(ZOE, { unread: 5, readPosition })

describe('the memory of threads', () => {
  it('[C185] shows nothing where the unread begins farther back', () => {
    const memory = new ThreadMemory()
    memory.keep(known(ZOE, 100, 120))
    expect(memory.recall(ZOE, at(40)).entries).toEqual([])
    expect(memory.recall(ZOE, at(110))).toMatchObject({ unreadAfter: 110, asOf: null, older: 100 })
  })

  it('[C185] is of the newest page alone, and of 60 threads', () => {
    const memory = new ThreadMemory()
    memory.keep({ ...known(ZOE, 1, 20), newer: 20 })
    expect(memory.recall(ZOE, undefined).entries).toEqual([])
    for (let index = 0; index <= MAX_REMEMBERED; index += 1)
      memory.keep(known(`+1415555${index}`, 1, 200))
    expect(memory.recall('+14155550', undefined).entries).toEqual([])
    expect(memory.recall('+14155551', undefined).entries).toHaveLength(50)
  })

  it('[C185] is asked for again only when the conversation changed since', () => {
    const memory = new ThreadMemory()
    memory.keep(known(ZOE, 1, 20))
    expect(memory.isFresh(row(ZOE, { changedSeq: 50 }))).toBe(true)
    expect(memory.isFresh(row(ZOE, { changedSeq: 51 }))).toBe(false)
  })
})
