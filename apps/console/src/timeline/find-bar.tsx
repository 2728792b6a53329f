import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { clock } from '../state/clock.ts'
import { problemOf } from '../state/problem-of.ts'
import { useStore } from '../state/store.ts'
import { IconButton } from '../ui/button.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { dayText, isSameDay } from '../words/time.ts'
import classes from './find-bar.module.css'
import { MAX_HITS, type FindState, type ThreadFind } from './thread-find.ts'

/** A pause in typing this long begins the search. */
const PAUSE_MS = 250
/** No text message is older; it also keeps a year that is still being typed from leading anywhere. */
const FIRST_DAY = '1992-12-03'

interface FindBarProps {
  find: ThreadFind
  onClose: () => void
}

/** Looks for words in the thread and goes to a day of it. */
export function FindBar({ find, onClose }: FindBarProps) {
  const { common, find: words } = useAllWords()
  const state = useStore(find.state, (now) => now)
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [said, setSaid] = useState<string | null>(null)
  useEffect(() => {
    field.current?.focus()
    return () => clearTimeout(timer.current)
  }, [])

  function search(text: string, pauseMs: number): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void find.search(text), pauseMs)
    setSaid(null)
  }

  return (
    // Escape closes it wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="search"
      aria-label={words.title}
      className={classes.bar}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
        event.preventDefault()
        onClose()
      }}
    >
      <input
        ref={field}
        type="search"
        className={classes.field}
        aria-label={words.title}
        placeholder={words.title}
        data-find
        onChange={(event) => search(event.target.value, PAUSE_MS)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
          event.preventDefault()
          const text = event.currentTarget.value
          if (text.trim() !== state.q) search(text, 0)
          else void (event.shiftKey ? find.newer() : find.older())
        }}
      />
      <span role="status" className={classes.count}>
        {said ?? countText(state, words)}
      </span>
      <IconButton
        label={words.older}
        aria-disabled={state.q === ''}
        onClick={() => void find.older()}
      >
        <ChevronUp size={18} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={words.newer}
        aria-disabled={state.at <= 0}
        onClick={() => void find.newer()}
      >
        <ChevronDown size={18} aria-hidden="true" />
      </IconButton>
      <DayField onSaid={setSaid} />
      <IconButton label={common.close} onClick={onClose}>
        <X size={18} aria-hidden="true" />
      </IconButton>
    </div>
  )
}

function countText(state: FindState, words: ReturnType<typeof useAllWords>['find']): string {
  const { q, hits, at, next, isLooking, problem } = state
  if (problem !== null) return problem
  if (q === '') return ''
  if (hits.length === 0) {
    if (isLooking) return words.looking
    return next === null ? words.nothing : words.nothingSoFar
  }
  if (hits.length >= MAX_HITS) return words.tooMany(at + 1, hits.length)
  return next === null ? words.place(at + 1, hits.length) : words.placeSoFar(at + 1, hits.length)
}

/** Goes to the first entry of a day, and says so when nothing was written on it. */
function DayField({ onSaid }: { onSaid: (words: string | null) => void }) {
  const { pages } = useConsole()
  const { find: words } = useAllWords()

  async function goTo(day: string): Promise<void> {
    const today = dayOf(new Date(clock.now()))
    if (day === '') return onSaid(words.noDay)
    if (day > today) return onSaid(words.notYet)
    if (day < FIRST_DAY) return onSaid(null)
    const asked = new Date(`${day}T00:00`)
    try {
      const at = await pages.thread.goToTime(asked.toISOString())
      const isThatDay = at !== null && isSameDay(Date.parse(at), asked.getTime())
      onSaid(at === null || isThatDay ? null : words.otherDay(dayText(at, clock.now())))
    } catch (error) {
      onSaid(problemOf(error))
    }
  }

  return (
    <label className={classes.day}>
      {words.day}
      <input
        type="date"
        className={classes.date}
        min={FIRST_DAY}
        max={dayOf(new Date(clock.now()))}
        onChange={(event) => void goTo(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void goTo(event.currentTarget.value)
        }}
      />
    </label>
  )
}

const two = (n: number): string => String(n).padStart(2, '0')

/** "2026-11-22", by the reader's clock. */
function dayOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
