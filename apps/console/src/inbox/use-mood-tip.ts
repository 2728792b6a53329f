import type { Conversation, Mood, TimelineEntry } from '@switchboard/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { lastMoodsText, moodNowText } from '../words/mood.ts'

/** Passing over a row asks nothing. */
const REST_MS = 150
/** Replies, notes and events stand between a customer's texts. */
const READ_BACK = 30

interface Found {
  /** The scores these words belong to: with the next text they are others. */
  of: readonly number[]
  moods: Mood[]
}

/**
 * What a row's mood is told by: its face, or that it was not read, and the words that decided once somebody rests on it. They are read
 * from the history then, so that neither the row nor the intake carries them.
 */
export function useMoodTip(row: Pick<Conversation, 'number' | 'moods' | 'isMoodRead'>) {
  const { number, moods } = row
  const console = useConsole()
  const [found, setFound] = useState<Found | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const leave = useCallback(() => clearTimeout(timer.current), [])
  useEffect(() => leave, [leave])
  const rest = (): void => {
    leave()
    if (moods.length === 0 || found?.of === moods) return
    timer.current = setTimeout(() => void read(), REST_MS)
  }
  const read = async (): Promise<void> => {
    try {
      const { entries } = await console.ask('entries', { number, limit: READ_BACK })
      setFound({ of: moods, moods: customerMoods(entries) })
    } catch {
      // Without a connection the face alone is told; the next time one rests here it is asked again.
    }
  }

  const because = found?.of === moods ? lastMoodsText(found.moods) : ''
  return { tip: because || moodNowText(row), rest, leave }
}

/** Of the customer's texts, newest first. */
function customerMoods(entries: readonly TimelineEntry[]): Mood[] {
  return entries
    .flatMap((entry) => (entry.kind === 'message' && entry.direction === 'inbound' ? [entry] : []))
    .toSorted((a, b) => b.position - a.position)
    .map(({ mood }) => mood)
}
