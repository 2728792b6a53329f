import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { own } from '../state/own.ts'
import { preferences } from '../state/preferences.ts'
import { isTyping } from '../ui/is-typing.ts'

const find = (action: string): HTMLElement | null =>
  document.querySelector(`[data-action="${action}"]`)

const acts: Readonly<Record<string, () => void>> = {
  r() {
    if (!find('reply')) flushSync(() => find('reply-mode')?.click())
    find('reply')?.focus()
  },
  n: () => find('note')?.click(),
  l: () => find('labels')?.click(),
  e: () => find('resolve')?.click(),
}

/** R goes to the reply, N to a note, L to the labels, E resolves; only while no field has the focus, and unless switched off. */
export function useThreadKeys(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (!preferences.get().keys || isTyping(event.target)) return
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
      const act = own(acts, event.key)
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
