import { SwitchboardError, type Conversation } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { isAvailable, runAction } from '../src/keys/actions.ts'
import { ada, ben, makeConversation } from './factories.ts'
import { settle } from './fake-wire.ts'
import { numberOf, openInbox } from './inbox/open-inbox.tsx'
import { giveSizes } from './layout.ts'

type Desk = Awaited<ReturnType<typeof openInbox>>

const NUMBER = numberOf(0)
const NAME = '+1 415 555 2000'
const press = (key: string, more = {}, on: Element = document.body): boolean => {
  let isLeft = true
  act(() => void (isLeft = fireEvent.keyDown(on, { key, ...more })))
  return !isLeft
}
const undo = (): HTMLElement | null => screen.queryByRole('button', { name: 'Undo' })
const said = (text: string): boolean =>
  screen.getAllByRole('status').some((one) => one.textContent?.includes(text))

async function answer({ wire }: Desk, op: string, facts: Partial<Conversation>): Promise<void> {
  await act(async () => {
    const changedSeq = 102 + wire.asked.length
    const conversation = makeConversation({ number: NUMBER, changedSeq, ...facts })
    wire.last(op).answer({ conversation })
    await settle()
  })
}

/** Resolved by E, as held by Ada or by nobody. */
async function resolve(facts: Partial<Conversation> = {}, key = 'e'): Promise<Desk> {
  const desk = await openInbox(3, (n) => (n === 0 ? { assignmentVersion: 7, ...facts } : {}))
  press(key)
  await answer(desk, 'resolve', { status: 'resolved', assignee: null, assignmentVersion: 8 })
  return desk
}

/** Somebody was quicker: it is so by now. */
async function refuse({ wire }: Desk, op: string, facts: Partial<Conversation>): Promise<void> {
  const data = { conversation: makeConversation({ number: NUMBER, ...facts }) }
  await act(async () => {
    wire.last(op).refuse(new SwitchboardError('STALE_ASSIGNMENT', 'Late.', { data }))
    await settle()
  })
}

/** Put aside by Z until its customer writes. */
async function putAside(): Promise<Desk> {
  const desk = await openInbox(3, (n) => (n === 0 ? { assignmentVersion: 7 } : {}))
  press('z')
  act(() => screen.getByRole('button', { name: 'Until the customer writes' }).click())
  await answer(desk, 'snooze', { status: 'snoozed', assignmentVersion: 8 })
  return desk
}

async function takeOver(): Promise<Desk> {
  const held = { assignee: ben.id, assignmentVersion: 4 }
  const desk = await openInbox(3, (n) => (n === 0 ? held : {}))
  press('a')
  await answer(desk, 'take', { assignee: ada.id, assignmentVersion: 5 })
  return desk
}

describe('what one press did', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
    history.replaceState(null, '', '/')
  })

  it('[C189] is told and taken back by its button: resolved is re-opened, and what came of it is told', async () => {
    const desk = await resolve()
    expect(said(`Resolved: ${NAME}`)).toBe(true)
    act(() => undo()!.click())
    expect(undo()).toBeNull()
    expect(desk.wire.last('reopen').args).toEqual({ number: NUMBER, assignmentVersion: 8 })
    await answer(desk, 'reopen', { assignee: ada.id, assignmentVersion: 9 })
    expect(said(`Reopened: ${NAME}`)).toBe(true)
    expect(desk.wire.count('release')).toBe(0)
  })

  it('[C189] is taken back to nobody where nobody held it', async () => {
    const desk = await resolve({ assignee: null })
    act(() => undo()!.click())
    await answer(desk, 'reopen', { assignee: ada.id, assignmentVersion: 9 })
    expect(desk.wire.last('release').args).toEqual({ number: NUMBER, assignmentVersion: 9 })
    await answer(desk, 'release', { assignee: null, assignmentVersion: 10 })
    expect(said(`Reopened: ${NAME}`)).toBe(true)
  })

  it('[C189] is taken back by Ctrl with Z from the next one, but not in a field, where that is the browser’s', async () => {
    const desk = await resolve({}, ']')
    expect(location.pathname).toContain(encodeURIComponent(numberOf(1)))
    const reply = screen.getByRole('textbox', { name: 'Reply' })
    act(() => reply.focus())
    expect(press('z', { ctrlKey: true }, reply)).toBe(false)
    expect(desk.wire.count('reopen')).toBe(0)
    expect(press('z', { ctrlKey: true })).toBe(true)
    expect(desk.wire.last('reopen').args).toEqual({ number: NUMBER, assignmentVersion: 8 })
    expect(press('z', { ctrlKey: true })).toBe(false)
    expect(desk.wire.count('snooze')).toBe(0)
  })

  it('[C189] is given back to the colleague it was taken from, by the palette too', async () => {
    const desk = await takeOver()
    expect(said(`Taken over from Ben Okafor: ${NAME}`)).toBe(true)
    act(() => void runAction('undo'))
    expect(desk.wire.last('transfer').args).toEqual({
      number: NUMBER,
      assignmentVersion: 5,
      to: { kind: 'agent', agent: ben.id },
    })
    await answer(desk, 'transfer', { assignee: ben.id, assignmentVersion: 6 })
    expect(said(`Given back to Ben Okafor: ${NAME}`)).toBe(true)
    expect(isAvailable('undo')).toBe(false)
  })

  it('[C189] by the button beside the reply can be taken back as well', async () => {
    const desk = await openInbox(2, () => ({ assignee: ben.id }))
    act(() => screen.getByRole('button', { name: 'Take over' }).click())
    await answer(desk, 'take', { assignee: ada.id, assignmentVersion: 2 })
    expect(undo()).toBeTruthy()
  })

  it('[C189] is told of what was put aside, which wakes by taking that back', async () => {
    const desk = await putAside()
    expect(said(`Snoozed: ${NAME}`)).toBe(true)
    expect(press('z', { ctrlKey: true })).toBe(true)
    expect(desk.wire.last('reopen').args).toEqual({ number: NUMBER, assignmentVersion: 8 })
    await answer(desk, 'reopen', { assignee: ada.id, assignmentVersion: 9 })
    expect(said(`Awake again: ${NAME}`)).toBe(true)
    expect(desk.wire.count('release')).toBe(0)
  })

  it('[C189] is not offered once it woke by hand, and where it woke by itself that is told', async () => {
    const desk = await putAside()
    act(() => undo()!.click())
    const facts = { number: NUMBER, assignmentVersion: 9, changedSeq: 200 }
    await act(async () => {
      const data = { conversation: makeConversation(facts) }
      desk.wire.last('reopen').refuse(new SwitchboardError('STALE_ASSIGNMENT', 'Late.', { data }))
      await settle()
    })
    expect(said(`Not undone: ${NAME}. It changed a moment ago, and is yours.`)).toBe(true)
    press('z')
    act(() => screen.getByRole('button', { name: 'Until the customer writes' }).click())
    const again = { status: 'snoozed', assignmentVersion: 10, changedSeq: 300 } as const
    await answer(desk, 'snooze', again)
    act(() => screen.getByRole('button', { name: 'Wake now' }).click())
    await answer(desk, 'reopen', { assignmentVersion: 11, changedSeq: 400 })
    expect(undo()).toBeNull()
  })

  it('[C189] that handed it on is told, and stays', async () => {
    const desk = await openInbox(2)
    press('a')
    act(() => screen.getByRole('button', { name: 'Hand on' }).click())
    await answer(desk, 'transfer', { assignee: ben.id, assignmentVersion: 2 })
    expect(said(`Handed to Ben Okafor: ${NAME}`)).toBe(true)
    expect(undo()).toBeNull()
  })

  it('[C18] is done with what one’s own reply made of it meanwhile', async () => {
    const desk = await openInbox(2, (n) => (n === 0 ? { assignee: null } : {}))
    press('e')
    await refuse(desk, 'resolve', { assignee: ada.id, assignmentVersion: 2, changedSeq: 110 })
    expect(desk.wire.last('resolve').args).toEqual({ number: NUMBER, assignmentVersion: 2 })
    const done = { status: 'resolved', assignee: null, assignmentVersion: 3 } as const
    await answer(desk, 'resolve', done)
    expect(said(`Resolved: ${NAME}`)).toBe(true)
    expect(said('has it now')).toBe(false)
    act(() => undo()!.click())
    expect(desk.wire.last('reopen').args).toEqual({ number: NUMBER, assignmentVersion: 3 })
    await answer(desk, 'reopen', { assignee: ada.id, assignmentVersion: 4 })
    expect(desk.wire.count('release')).toBe(0)
  })

  it('[C18] is tried twice at most, and never said to be in the hands of somebody else who is oneself', async () => {
    const desk = await openInbox(2, (n) => (n === 0 ? { assignee: null } : {}))
    press('e')
    await refuse(desk, 'resolve', { assignee: ada.id, assignmentVersion: 2, changedSeq: 110 })
    await refuse(desk, 'resolve', { assignee: ada.id, assignmentVersion: 3, changedSeq: 120 })
    expect(desk.wire.count('resolve')).toBe(2)
    expect(said('It changed a moment ago, and is yours.')).toBe(true)
    press('e')
    await refuse(desk, 'resolve', { assignee: ben.id, assignmentVersion: 4, changedSeq: 130 })
    expect(desk.wire.count('resolve')).toBe(3)
    expect(said('Ben Okafor has it now.')).toBe(true)
  })

  it('[C189] stays where somebody did something since, which is told', async () => {
    const desk = await resolve()
    act(() => undo()!.click())
    const conversation = makeConversation({
      number: NUMBER,
      assignee: ben.id,
      assignmentVersion: 9,
      changedSeq: 200,
    })
    await act(async () => {
      const data = { conversation }
      desk.wire.last('reopen').refuse(new SwitchboardError('STALE_ASSIGNMENT', 'Late.', { data }))
      await settle()
    })
    expect(said(`Not undone: ${NAME}. Ben Okafor has it now.`)).toBe(true)
    expect(undo()).toBeNull()
    expect(desk.wire.count('reopen')).toBe(1)
  })

  it('[C189] is not offered once it was settled by hand, nor what could not be done', async () => {
    const desk = await resolve()
    act(() => screen.getByRole('button', { name: 'Reopen' }).click())
    await answer(desk, 'reopen', { assignee: ada.id, assignmentVersion: 9 })
    expect(undo()).toBeNull()
    press('e')
    await act(async () => {
      desk.wire.last('resolve').refuse(new SwitchboardError('UNAVAILABLE', 'Gone.'))
      await settle()
    })
    expect(undo()).toBeNull()
  })

  it('[C189] is offered for ten seconds, and longer while one is about to press', async () => {
    await resolve()
    vi.useFakeTimers()
    act(() => undo()!.focus())
    act(() => void vi.advanceTimersByTime(20_000))
    expect(undo()).toBeTruthy()
    act(() => undo()!.blur())
    act(() => void vi.advanceTimersByTime(9_900))
    expect(undo()).toBeTruthy()
    act(() => void vi.advanceTimersByTime(200))
    expect(undo()).toBeNull()
    expect(isAvailable('undo')).toBe(false)
  })

  it('[C189] [C166] leads the focus to the thread once it is pressed or shut', async () => {
    const desk = await resolve()
    act(() => undo()!.focus())
    await act(async () => {
      undo()!.click()
      await settle()
    })
    const log = screen.getByRole('log')
    expect(document.activeElement).toBe(log)
    await answer(desk, 'reopen', { assignee: ada.id, assignmentVersion: 9 })
    const notice = screen.getByText(`Reopened: ${NAME}`).parentElement!
    const close = within(notice).getByRole('button', { name: 'Close' })
    await act(async () => {
      close.focus()
      close.click()
      await settle()
    })
    expect(document.activeElement).toBe(log)
    expect(screen.queryByText(`Reopened: ${NAME}`)).toBeNull()
  })
})
