import { closeCodes } from '@switchboard/protocol'
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bannerText } from '../src/connection/banner-text.ts'
import { Silence } from '../src/state/silence.ts'
import { ada, makeConversation } from './factories.ts'
import { openDesk } from './open-desk.tsx'

afterEach(() => {
  vi.restoreAllMocks()
  cleanup()
})

const line = () => document.querySelector('[role=status]')?.textContent ?? ''

describe('the line over the desk', () => {
  it('[C164] says up to when all is there, why not further, and that it catches up', async () => {
    const { wire, conversation } = await openDesk()
    expect(line()).toBe('')
    act(() => wire.cut())
    expect(line()).toMatch(
      /^Reconnecting\. Caught up to \d+:\d\d:\d\d.*\. What you write is kept\.$/,
    )
    act(() => wire.options.onLink('reconnecting', closeCodes.CONSUMER_TOO_SLOW))
    expect(line()).toMatch(/^The connection is too slow .* Caught up to \d/)
    // The next attempt fails in another way; the reason stays until one is welcomed.
    act(() => wire.options.onLink('reconnecting', 1006))
    expect(line()).toMatch(/^The connection is too slow/)
    act(() => wire.welcome({ resumed: false, seq: 200 }))
    expect(line()).toMatch(/^Catching up\. Caught up to \d/)
    const row = makeConversation({ number: conversation.number })
    await act(async () => {
      wire.last('conversations').answer({ conversations: [row], next: null, asOf: 200 })
      wire.last('entries').answer({ entries: [], conversation: row, next: null, asOf: 200 })
    })
    expect(line()).toBe('Back, and caught up.')
  })

  it('[C164] says that nothing answers, and that a reply waits, until something is heard', async () => {
    const { wire, console, conversation } = await openDesk({ assignee: ada.id })
    act(() => void console.reply(conversation.number, 'Yes'))
    act(() => wire.options.onSilence(true))
    expect(line()).toBe(
      'The connection has not answered for some seconds. What you write is kept. One reply waits.',
    )
    act(() => wire.options.onSilence(false))
    expect(line()).toBe('Back, and caught up.')
  })

  it('[C164] is silent eight seconds after an unanswered request, where nothing else is heard', () => {
    vi.useFakeTimers()
    let waits = true
    const told: boolean[] = []
    const silence = new Silence(
      () => waits,
      (isSilent) => told.push(isSilent),
    )
    silence.asked()
    vi.advanceTimersByTime(7_000)
    silence.asked()
    silence.heard()
    vi.advanceTimersByTime(7_900)
    expect(told).toEqual([])
    vi.advanceTimersByTime(200)
    expect(told).toEqual([true])
    waits = false
    silence.heard()
    vi.advanceTimersByTime(60_000)
    expect(told).toEqual([true, false])
    // What was answered in time is not counted against a later one.
    waits = true
    silence.asked()
    waits = false
    vi.advanceTimersByTime(7_900)
    silence.heard()
    waits = true
    silence.asked()
    vi.advanceTimersByTime(7_900)
    expect(told).toEqual([true, false])
    vi.useRealTimers()
  })

  it('[C164] takes the time at which the gateway lost the switchboard from the gateway', async () => {
    const { wire } = await openDesk()
    act(() => wire.tell({ type: 'upstream', live: false, since: '2020-01-02T03:04:05.000Z' }))
    expect(line()).toContain('The switchboard is out of reach. Caught up to Jan 2, 2020')
  })

  it('[C164] is told by the browser when there is no network, except on this very machine', () => {
    const facts = {
      link: 'live',
      upstream: { live: true, since: null },
      cursor: 1,
      waiting: 1,
      caughtUpTo: null,
      isTooSlow: false,
      isSilent: false,
      isOffline: true,
    } as const
    expect(bannerText(facts)?.text).toBe(
      'This computer is offline. What you write is kept. One reply waits.',
    )
  })

  it('[C166] has links past the rail before everything else', async () => {
    await openDesk()
    const first = document.querySelector<HTMLElement>('button, a[href], [tabindex="0"]')
    expect(first?.textContent).toBe('Skip to the inbox')
    act(() => screen.getByRole('button', { name: 'Skip to the reply' }).click())
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Reply' }))
  })
})
