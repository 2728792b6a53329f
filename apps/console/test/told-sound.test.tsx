import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setPreference } from '../src/state/preferences.ts'
import { unheard } from '../src/told/sound.ts'
import { makeConversation, makeMessage } from './factories.ts'
import { FakeAudio } from './fake-audio.ts'
import type { FakeWire } from './fake-wire.ts'
import { openDesk } from './open-desk.tsx'

/** One page plays all of these, by the one context it made. */
const page = new FakeAudio()

describe('the sound of a page', () => {
  beforeEach(() => {
    localStorage.clear()
    page.heard.length = 0
    page.state = 'running'
    page.stub()
    setPreference({ desktop: false, sound: true })
    // One tab alone tells at once.
    vi.stubGlobal('BroadcastChannel', undefined)
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
    vi.unstubAllGlobals()
    history.replaceState(null, '', '/')
  })

  it('[C72] is tried in the settings', async () => {
    await openDesk()
    await openSettings()
    await press(test())
    expect(page.heard).toHaveLength(2)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('[C71] [C72] is said to be silent where it was tried so, until it was heard', async () => {
    await openDesk()
    await openSettings()
    act(() => unheard.set(true))
    expect(screen.getByText(lastUnheard)).toBeTruthy()
    silence()
    vi.useFakeTimers()
    await press(test())
    await pass(1_000)
    expect(screen.getByRole('alert').textContent).toMatch(/^The browser played nothing/)
    expect(screen.queryByText(lastUnheard)).toBeNull()
    page.allow()
    await press(test())
    expect(page.heard).toHaveLength(2)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.queryByText(lastUnheard)).toBeNull()
  })

  it('[C70] [C71] comes with a text; where it was not heard the settings say so until one was', async () => {
    const { wire } = await openDesk()
    await openSettings()
    vi.useFakeTimers()
    await getText(wire)
    expect(page.heard).toHaveLength(2)
    expect(screen.queryByText(lastUnheard)).toBeNull()
    silence()
    await pass(2_000)
    await getText(wire)
    await pass(1_000)
    expect(screen.getByText(lastUnheard)).toBeTruthy()
    page.allow()
    await pass(2_000)
    await getText(wire)
    expect(page.heard).toHaveLength(4)
    expect(screen.queryByText(lastUnheard)).toBeNull()
  })

  it('[C72] does not come where it is switched off', async () => {
    setPreference({ sound: false })
    const { wire } = await openDesk()
    await getText(wire)
    expect(page.heard).toEqual([])
  })
})

const lastUnheard = /^The last sound was not played/

/** The browser keeps the page silent, as one nobody has clicked in. */
function silence(): void {
  page.state = 'suspended'
  page.resume = () => new Promise(() => undefined)
}

async function openSettings(): Promise<void> {
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
  fireEvent.click(await screen.findByRole('link', { name: 'Notifications' }, { timeout: 5_000 }))
}

const test = (): HTMLElement =>
  within(screen.getByRole('checkbox', { name: 'A sound' }).closest('div')!).getByRole('button', {
    name: 'Test',
  })

async function press(button: HTMLElement): Promise<void> {
  await act(async () => {
    fireEvent.click(button)
    await Promise.resolve()
  })
}

async function pass(ms: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(ms))
}

let seq = 100
async function getText(wire: FakeWire): Promise<void> {
  seq += 1
  const number = '+14155550199'
  const lastEntry = makeMessage({ conversation: number, seq, changedSeq: seq })
  const row = makeConversation({ number, unread: 1, changedSeq: seq, lastEntry })
  await act(async () => {
    wire.tell({ type: 'conversations', seq, conversations: [row] })
    await Promise.resolve()
  })
}
