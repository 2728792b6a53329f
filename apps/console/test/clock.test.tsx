import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { clock } from '../src/state/clock.ts'
import { makeMessage } from './factories.ts'
import { openConsole, settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const SERVER = Date.parse('2026-11-25T12:00:00.000Z')
const at = (ms: number): string => new Date(SERVER + ms).toISOString()

/** As a `datetime-local` field holds it. */
const typed = (ms: number): string => {
  const time = new Date(SERVER + ms)
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

beforeAll(giveSizes)

/** The desk with a reply nobody knows of; then the gateway says its time. */
async function openLate() {
  const facts = { direction: 'outbound', status: 'unknown', sid: null } as const
  const unknown = makeMessage({ ...facts, at: at(-35_000) })
  const desk = await openDesk({ lastActivityAt: at(-125_000), lastEntry: unknown }, [unknown])
  act(() => desk.wire.welcome({ resumed: true, at: at(0) }))
  await act(settle)
  return desk
}

describe.each([
  ['a day behind', -DAY],
  ['a day ahead', DAY],
  ['ten seconds ahead', 10_000],
])('[C7] on a computer whose clock is %s', (_, skewMs) => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: SERVER + skewMs }))
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
    clock.set(new Date().toISOString())
  })

  it('the welcome tells the time, and each sign of life keeps it', () => {
    const { wire } = openConsole()
    wire.welcome({ at: at(0) })
    expect(clock.now()).toBe(SERVER)
    // The person sets this computer's clock right.
    vi.setSystemTime(SERVER + 20_000)
    wire.tell({ type: 'upstream', live: true, since: at(20_000) })
    expect(Math.abs(clock.now() - SERVER - 20_000)).toBeLessThanOrEqual(30_000)
  })

  it('an older gateway says it with its first sign of life', () => {
    const { wire } = openConsole()
    wire.welcome()
    wire.tell({ type: 'upstream', live: true, since: at(0) })
    expect(Math.abs(clock.now() - SERVER)).toBeLessThanOrEqual(30_000)
  })

  it('a gateway that lost the switchboard tells no time', () => {
    const { wire } = openConsole()
    wire.welcome({ at: at(0) })
    wire.tell({ type: 'upstream', live: false, since: at(-HOUR) })
    expect(clock.now()).toBe(SERVER)
  })

  it('an unknown reply can be sent again as soon as the switchboard allows it', async () => {
    await openLate()
    const button = screen.getByRole('button', { name: 'Send anyway' })
    expect(button.textContent).toBe('Send anyway in 85 s')
  })

  it('a row says how long ago it really was', async () => {
    await openLate()
    expect(document.querySelector('[data-number] time')?.textContent).toBe('2m')
  })

  it('"for an hour" is an hour', async () => {
    const { wire } = await openLate()
    fireEvent.click(screen.getByRole('button', { name: 'Snooze' }))
    fireEvent.click(screen.getByRole('button', { name: /^For an hour/ }))
    expect(wire.last('snooze').args['until']).toBe(at(HOUR))
  })

  it('a time one types is taken at its word, and past when it is past for the switchboard', async () => {
    const { wire } = await openLate()
    fireEvent.click(screen.getByRole('button', { name: 'Snooze' }))
    const field = screen.getByLabelText<HTMLInputElement>('Or until')
    fireEvent.change(field, { target: { value: typed(-2 * HOUR) } })
    fireEvent.submit(field.form!)
    expect(screen.getByText('Please choose a time that is still to come.')).toBeTruthy()
    expect(wire.count('snooze')).toBe(0)
    fireEvent.change(field, { target: { value: typed(2 * HOUR) } })
    fireEvent.submit(field.form!)
    expect(wire.last('snooze').args['until']).toBe(at(2 * HOUR))
  })

  it('a reply on its way has the time of those that have arrived', async () => {
    const { console, wire, conversation } = await openLate()
    console.reply(conversation.number, 'On its way')
    const [reply] = console.state.get().outgoing
    expect(reply?.createdAt).toBe(at(0))
    expect(wire.count('reply')).toBe(1)
  })
})
