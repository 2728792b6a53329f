import type { Mood } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setPreference } from '../src/state/preferences.ts'
import { makeMessage, makeNote } from './factories.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

beforeAll(giveSizes)
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

const arabic = 'متى يصل طلبي؟'
const unread: Mood = { score: 0, words: [], face: 'neutral', language: null, isRead: false }

/** Those below the header, which come before the customer's panel. */
function shown(): HTMLElement[] {
  const [below = document.body] = screen.getAllByRole('list', { name: 'Labels' })
  return within(below).getAllByText(/^Label \d+$/)
}

describe('what stands on the desk', () => {
  it('[C171] texts and notes stand in the direction they are written in', async () => {
    await openDesk({}, [
      makeNote({ position: 1, body: 'سأتصل به' }),
      makeMessage({ position: 2, body: arabic }),
    ])
    for (const words of ['سأتصل به', arabic])
      for (const element of screen.getAllByText(words))
        expect(element.closest('[dir=auto]')).not.toBeNull()
    expect(screen.getByRole('textbox', { name: 'Reply' }).getAttribute('dir')).toBe('auto')
  })

  it('[C10] beside the thread a mood that was not read is told as that', async () => {
    await openDesk({ moods: [0] }, [makeMessage({ body: arabic, mood: unread })])
    const panel = within(screen.getByRole('complementary', { name: 'Customer' }))
    expect(panel.getAllByText('Mood not read: language unknown').length).toBeGreaterThan(0)
    expect(panel.queryByText(/^Neutral now/)).toBeNull()
  })

  it('[C10] nor is it told as neutral while the thread is not there yet', async () => {
    await openDesk({ moods: [0], isMoodRead: false }, [])
    const panel = within(screen.getByRole('complementary', { name: 'Customer' }))
    expect(panel.getAllByText('Mood not read: language unknown').length).toBeGreaterThan(0)
  })

  it('[C52] below the header three labels stand, and the others when one asks for them', async () => {
    const labels = Array.from({ length: 12 }, (_, n) => ({
      id: `l${n}`,
      name: `Label ${String(n + 10)}`,
      retired: false,
    }))
    await openDesk({ labels: labels.map(({ id }) => id) }, undefined, { labels })
    expect(shown()).toHaveLength(3)
    fireEvent.click(screen.getByRole('button', { name: '+9: show all labels' }))
    expect(shown()).toHaveLength(12)
  })

  it('[C129] where no conversation is open the first keys stand, as they are pressed', async () => {
    const { console } = await openDesk()
    act(() => {
      history.pushState(null, '', '/')
      console.pages.thread.open(null)
    })
    const pane = within(screen.getByText('Choose a conversation to read it.').parentElement!)
    expect(pane.getByText('Next conversation')).toBeTruthy()
    expect(pane.queryByText('Alt')).toBeNull()
    act(() => setPreference({ keys: false }))
    expect(pane.getAllByText('Alt').length).toBeGreaterThan(0)
    act(() => setPreference({ keys: true }))
  })
})
