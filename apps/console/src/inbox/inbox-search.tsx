import { MAX_SEARCH } from '@switchboard/protocol'
import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { keysOf } from '../keys/key-text.ts'
import { useAction } from '../keys/actions.ts'
import { preferences } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { isComposing } from '../ui/is-composing.ts'
import { isInSight, isThere } from '../ui/in-sight.ts'
import { focusFirstRow } from './first-row.ts'
import classes from './inbox-search.module.css'
import { openRow } from './open-row.ts'
import { afterRow, numberAt } from './whereabouts.ts'

/** Nobody is looked for while one still types. */
const PAUSE_MS = 200

/** Finds people by name or number, in the view that is shown. */
export function InboxSearch() {
  const { common, inbox: words } = useWords()
  const console = useConsole()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  /** Where one was: an empty field leads back there. */
  const from = useRef<HTMLElement>(null)
  const hasKeys = useStore(preferences, ({ keys }) => keys)
  const { text, isListed, type, flush, clear } = useSearch()
  const isOver = isTooLong(text)
  const [, navigate] = useLocation()
  const search = (): void => {
    // What is done with those selected lies over it.
    flushSync(() => console.selection.clear())
    // On a small window the thread stands in the place of the list.
    if (!isInSight(field.current)) flushSync(() => navigate('/'))
    field.current?.focus()
    field.current?.select()
  }
  useAction(
    'search',
    search,
    () => !console.bulk.store.get()?.isRunning && !field.current?.closest('section[inert]'),
  )

  function onKeyDown(event: React.KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter') return enter(event)
    if (event.key === 'ArrowDown') return down(event)
    if (event.key !== 'Escape') return
    event.preventDefault()
    if (text !== '') return clear()
    field.current?.blur()
    const { current: place } = from
    const back = isThere(place) ? place : afterRow(numberAt(place))
    back?.focus()
  }

  /** Whoever is fast, or holds the key, only asks: what an older list begins with is nobody's hit. */
  function enter({ repeat }: React.KeyboardEvent): void {
    if (!isListed) return flush()
    const first = repeat ? undefined : focusFirstRow(console)
    if (first !== undefined) openRow(console, first)
  }

  function down(event: React.KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    // Or the list one is led into would be another one a moment later.
    flushSync(flush)
    focusFirstRow(console)
  }

  return (
    <div className={classes.search} role="search">
      <Search size={16} aria-hidden="true" className={classes.sign} />
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        className={classes.field}
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        autoComplete="off"
        spellCheck={false}
        {...(isOver && { 'aria-invalid': true, 'aria-describedby': id })}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => {
          from.current = event.relatedTarget as HTMLElement | null
        }}
        onKeyDown={onKeyDown}
      />
      {text === '' ? (
        hasKeys && (
          <kbd className={classes.key} aria-hidden="true">
            {keysOf('search')}
          </kbd>
        )
      ) : (
        <button
          type="button"
          className={classes.clear}
          aria-label={words.clearSearch}
          onClick={() => {
            clear()
            field.current?.focus()
          }}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
      <p id={id} role="status" className={classes.problem}>
        {isOver && common.searchTooLong(MAX_SEARCH)}
      </p>
    </div>
  )
}

/** What is typed, and a moment later what is looked for. */
function useSearch() {
  const console = useConsole()
  const q = useConsoleState((state) => state.inbox.q)
  const hasCome = useConsoleState((state) => state.inbox.asOf !== null)
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  /** What is too long stays in its field, and is looked for nowhere. */
  function look(text: string): void {
    clearTimeout(timer.current)
    const asked = isTooLong(text) ? '' : text
    setTyped(asked === text ? null : text)
    if (q !== asked) console.showInbox({ q: asked })
  }
  const onPause = useEffectEvent(look)
  useEffect(() => {
    if (typed === null) return
    timer.current = setTimeout(() => onPause(typed), PAUSE_MS)
    return () => clearTimeout(timer.current)
  }, [typed])

  const text = typed ?? q
  /** Whether the rows are those of what stands in the field. */
  const isListed = hasCome && typed === null && text.trim() !== ''
  return { text, isListed, type: setTyped, flush: () => look(text), clear: () => look('') }
}

const isTooLong = (text: string): boolean => text.trim().length > MAX_SEARCH
