import { useCallback, useEffect, useEffectEvent, useMemo } from 'react'
import { useConsole } from '../console-context.ts'
import { isMod } from '../keys/modifiers.ts'
import { signOf } from '../keys/sign-of.ts'
import { useStore } from '../state/store.ts'
import { useThreadState } from '../thread-context.ts'
import { isComposing } from '../ui/is-composing.ts'
import { notFinding } from './find-context.ts'
import { ThreadFind } from './thread-find.ts'

/** The search of one thread: whether it is open, what it found, and the key that opens it. */
export function useFind(number: string) {
  const console = useConsole()
  const find = useMemo(
    () =>
      new ThreadFind({
        number,
        ask: (args) => console.ask('find-entries', args),
        show: (position) => console.pages.thread.goTo(position),
      }),
    [console, number],
  )
  // What is found late in a thread that was left leads nowhere.
  useEffect(() => () => find.close(), [find])
  const [isOpen, setOpen] = useThreadState(false)
  const q = useStore(find.state, (now) => now.q)
  const position = useStore(find.state, ({ hits, at }) => hits[at] ?? null)
  const finding = useMemo(
    () => (q === '' && position === null ? notFinding : { q, position }),
    [q, position],
  )

  const close = useCallback(() => {
    find.close()
    setOpen(false)
    document.querySelector<HTMLElement>('[data-action="find"]')?.focus()
  }, [find, setOpen])
  const open = (): void => {
    if (isOpen) document.querySelector<HTMLElement>('[data-find]')?.focus()
    else setOpen(true)
  }

  // Pressed in the field once more it is the browser's own again.
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isComposing(event)) return
    if (!isMod(event) || signOf(event) !== 'f' || !isHere(event.target)) return
    event.preventDefault()
    open()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
  return { find, finding, isOpen, open, close }
}

/** In the thread, on its row, where one is after a click on it, or nowhere in particular. */
function isHere(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.matches('[data-find]')) return false
  return target === document.body || target.closest('main, [data-number][aria-current]') !== null
}
