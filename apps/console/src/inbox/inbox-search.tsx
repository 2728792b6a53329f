import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { keysOf } from '../keys/key-text.ts'
import { useAction } from '../keys/actions.ts'
import { preferences } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { isInSight } from '../ui/in-sight.ts'
import classes from './inbox-search.module.css'

/** Nobody is looked for while one still types. */
const PAUSE_MS = 200
const MAX_LENGTH = 64

/** Finds people by name or number, in the view that is shown. */
export function InboxSearch() {
  const { inbox: words } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const hasKeys = useStore(preferences, ({ keys }) => keys)
  const { text, type, flush, clear } = useSearch()
  const [, navigate] = useLocation()
  const search = (): void => {
    // On a small window the thread stands in the place of the list.
    if (!isInSight(field.current)) flushSync(() => navigate('/'))
    field.current?.focus()
    field.current?.select()
  }
  useAction('search', search, () => !field.current?.closest('[inert]'))

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') return flush()
    if (event.key !== 'Escape') return
    event.preventDefault()
    if (text === '') field.current?.blur()
    else clear()
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
        maxLength={MAX_LENGTH}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
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
    </div>
  )
}

/** What is typed, and a moment later what is looked for. */
function useSearch() {
  const console = useConsole()
  const q = useConsoleState((state) => state.inbox.q)
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const look = useEffectEvent((text: string) => {
    setTyped(null)
    if (console.state.get().inbox.q !== text) console.showInbox({ q: text })
  })
  useEffect(() => {
    if (typed === null) return
    timer.current = setTimeout(() => look(typed), PAUSE_MS)
    return () => clearTimeout(timer.current)
  }, [typed])

  function now(text: string): void {
    clearTimeout(timer.current)
    setTyped(null)
    if (q !== text) console.showInbox({ q: text })
  }
  return { text: typed ?? q, type: setTyped, flush: () => now(typed ?? q), clear: () => now('') }
}
