import type { Mood } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeMessage } from '../factories.ts'
import { settle, type FakeWire } from '../fake-wire.ts'
import { giveSizes } from '../layout.ts'
import { numberOf, openInbox } from './open-inbox.tsx'

const mood = (score: number, word: string): Mood => ({
  score,
  words: word ? [{ word, score }] : [],
  face: score < 0 ? 'unhappy' : 'happy',
  language: 'en',
  isRead: true,
})

const entries = [
  makeMessage({ position: 5, direction: 'outbound', mood: mood(-2, 'sorry') }),
  makeMessage({ position: 4, mood: mood(-3, 'broken') }),
  makeMessage({ position: 3, mood: mood(0, '') }),
  makeMessage({ position: 2, mood: mood(2, 'thanks') }),
]
const conversationOf = { next: null, asOf: 102 }

const row = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-number="${numberOf(1)}"]`)
  if (!found) throw new Error('the row is not there')
  return found
}
const picture = () => screen.getByRole('img', { name: /^(Mood now|Unhappy)/ })

/** What was asked of the history for the sake of a mood; threads are read ahead, too. */
const READ_BACK = 30
const askedBy = ({ asked }: { asked: FakeWire['asked'] }) =>
  asked.filter(({ op, args }) => op === 'entries' && args['limit'] === READ_BACK)

async function openSad() {
  const desk = await openInbox(2, (n) => (n === 1 ? { moods: [2, 0, -3] } : {}))
  return { ...desk, before: askedBy(desk.wire).length }
}

async function answer({ wire, conversation }: Awaited<ReturnType<typeof openSad>>) {
  await act(async () => {
    askedBy(wire)
      .at(-1)
      ?.answer({ entries, conversation, ...conversationOf })
    await settle()
  })
}

describe('the words behind a row’s mood', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    vi.useRealTimers()
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C168] are told where one rests, newest first, and by the picture’s name', async () => {
    const desk = await openSad()
    expect(picture().getAttribute('aria-label')).toBe('Mood now: unhappy')
    fireEvent.pointerEnter(picture().parentElement ?? picture())
    await waitFor(() => expect(askedBy(desk.wire).length).toBe(desk.before + 1))
    expect(askedBy(desk.wire).at(-1)?.args).toMatchObject({ number: numberOf(1) })
    await answer(desk)
    expect(picture().getAttribute('aria-label')).toBe(
      'Unhappy, because of broken (−3)\nBefore: Happy, because of thanks (+2)',
    )
  })

  it('[C168] are told to whoever works by keys', async () => {
    const desk = await openSad()
    act(() => row().focus())
    await waitFor(() => expect(askedBy(desk.wire).length).toBe(desk.before + 1))
    await answer(desk)
    expect(picture().getAttribute('aria-label')).toMatch(/because of broken/)
  })

  it('[C168] are not asked for by a press, which opens the thread', async () => {
    const desk = await openSad()
    vi.spyOn(row(), 'matches').mockReturnValue(false)
    vi.useFakeTimers()
    act(() => row().focus())
    act(() => void vi.advanceTimersByTime(1000))
    expect(askedBy(desk.wire).length).toBe(desk.before)
  })

  it('[C168] are asked for by nobody who passes, nor twice', async () => {
    const desk = await openSad()
    const spark = picture().parentElement ?? picture()
    vi.useFakeTimers()
    fireEvent.pointerEnter(spark)
    fireEvent.pointerLeave(spark)
    act(() => row().focus())
    act(() => row().blur())
    act(() => void vi.advanceTimersByTime(1000))
    expect(askedBy(desk.wire).length).toBe(desk.before)
    vi.useRealTimers()
    fireEvent.pointerEnter(spark)
    await waitFor(() => expect(askedBy(desk.wire).length).toBe(desk.before + 1))
    await answer(desk)
    vi.useFakeTimers()
    fireEvent.pointerEnter(spark)
    act(() => void vi.advanceTimersByTime(1000))
    expect(askedBy(desk.wire).length).toBe(desk.before + 1)
  })

  it('[C10] a text that was not read is told as that, never as neutral, before anybody rests there', async () => {
    const desk = await openInbox(2, (n) => (n === 1 ? { moods: [2, 0], isMoodRead: false } : {}))
    const unread = screen.getByRole('img', { name: 'Mood not read: language unknown' })
    expect(unread.parentElement?.dataset['tip']).toBe('Mood not read: language unknown')
    const before = desk.console.state.get().conversations.get(numberOf(1))
    const read = { ...before, moods: [2, 0, 0], isMoodRead: true, changedSeq: 103 }
    const conversations = [read] as never
    act(() => desk.wire.tell({ type: 'conversations', seq: 103, conversations }))
    expect(screen.getByRole('img', { name: 'Mood now: neutral' })).toBeTruthy()
  })

  it('[C168] are those of before no longer once another text is there', async () => {
    const desk = await openSad()
    act(() => row().focus())
    await waitFor(() => expect(askedBy(desk.wire).length).toBe(desk.before + 1))
    await answer(desk)
    const changed = { ...desk.console.state.get().conversations.get(numberOf(1)) }
    const conversations = [{ ...changed, moods: [0, -3, 4], changedSeq: 103 }] as never
    act(() => desk.wire.tell({ type: 'conversations', seq: 103, conversations }))
    expect(screen.getByRole('img', { name: 'Mood now: happy' })).toBeTruthy()
  })
})
