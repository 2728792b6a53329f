import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { ConsoleContext } from '../src/console-context.ts'
import { Desk } from '../src/desk.tsx'
import { clock } from '../src/state/clock.ts'
import { deliveryWords } from '../src/words/delivery.ts'
import { makeConversation, makeMessage } from './factories.ts'
import { MemoryStorage, openConsole, settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'

const unknown = { direction: 'outbound', status: 'unknown', sid: null } as const

async function openThread(facts: Partial<ReturnType<typeof makeMessage>>) {
  const message = makeMessage({ ...unknown, ...facts })
  const opened = openConsole(new MemoryStorage())
  const conversation = makeConversation({ lastEntry: message })
  history.replaceState(null, '', `/c/${encodeURIComponent(conversation.number)}`)
  render(
    <ConsoleContext value={opened.console}>
      <Desk />
    </ConsoleContext>,
  )
  await act(async () => {
    opened.wire.welcome()
    opened.wire.last('conversations').answer({
      conversations: [conversation],
      next: null,
      asOf: 100,
    })
    opened.wire.last('entries').answer({ entries: [message], conversation, next: null, asOf: 100 })
    await settle()
  })
  return { ...opened, message }
}

const secondsAgo = (seconds: number): string => new Date(clock.now() - seconds * 1000).toISOString()

const click = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }))

describe('a reply nobody knows of', () => {
  beforeAll(giveSizes)
  afterEach(cleanup)

  it('[C30] is looked for again when somebody asks, and says what came of it', async () => {
    const { wire, message } = await openThread({})
    click('Check again')
    const { args, answer } = wire.last('check-reply')
    expect(args).toEqual({ number: message.conversation, position: message.position })
    await act(async () => {
      answer({ entry: message })
      await settle()
    })
    expect(screen.getByText('The carrier does not have it so far.')).toBeTruthy()
  })

  it('[C30] is sent again when somebody decides so, under one id however often', async () => {
    const { wire } = await openThread({})
    click('Send anyway')
    const first = wire.last('send-anyway')
    const words = 'Too many requests are under way.'
    await act(async () => {
      first.refuse(new SwitchboardError('TOO_MANY_REQUESTS', words))
      await settle()
    })
    expect(screen.getByText(words)).toBeTruthy()
    click('Send anyway')
    expect(wire.last('send-anyway').args).toEqual(first.args)
    expect(wire.asked.filter(({ op }) => op === 'send-anyway')).toHaveLength(2)
  })

  it('[C30] counts down to when it can be sent again, and can be reached meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { wire } = await openThread({ at: secondsAgo(35) })
    const button = screen.getByRole('button', { name: 'Send anyway' })
    expect(button.textContent).toBe('Send anyway in 85 s')
    expect(button.getAttribute('aria-disabled')).toBe('true')
    button.focus()
    const told = document.getElementById(button.getAttribute('aria-describedby') ?? '')
    expect(told?.textContent).toMatch(/it can be sent again from .*\d:\d\d:\d\d/)
    expect(button.closest('[role=status]')).toBeNull()
    await act(() => vi.advanceTimersByTimeAsync(3000))
    expect(button.textContent).toBe('Send anyway in 82 s')
    fireEvent.click(button)
    expect(wire.count('send-anyway')).toBe(0)
    expect(button.parentElement?.querySelector('[role=status]')?.textContent).toBe(
      told?.textContent,
    )
    await act(() => vi.advanceTimersByTimeAsync(82_000))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Send anyway' }))
    click('Send anyway')
    expect(wire.count('send-anyway')).toBe(1)
  })

  it('[C30] counts on where the switchboard says that the attempt came later', async () => {
    const { wire } = await openThread({ at: secondsAgo(600) })
    click('Send anyway')
    const data = { retryAfterSeconds: 50 }
    await act(async () => {
      wire.last('send-anyway').refuse(new SwitchboardError('TOO_MANY_REQUESTS', 'Wait', { data }))
      await settle()
    })
    const button = screen.getByRole('button', { name: 'Send anyway' })
    expect(button.textContent).toBe('Send anyway in 50 s')
  })

  it('[C30] offers nothing more once it was sent again', async () => {
    await openThread({ resentAs: 7 })
    expect(screen.queryByRole('button', { name: 'Send anyway' })).toBeNull()
    expect(screen.getByText(/It was sent again/)).toBeTruthy()
  })

  it.each([21211, 21408, 21610, 21614, 30003, 30004, 30005, 30006, 30007, 30008, 30034, 30036])(
    '[C11] says why a text failed with %i and what to do',
    (errorCode) => {
      const { long = '' } = deliveryWords({ status: 'failed', errorCode })
      expect(long).toMatch(/^Not sent: .+\..+\.$|^Not sent: .+, .+\.$/)
      expect(long).not.toContain(String(errorCode))
    },
  )
})
