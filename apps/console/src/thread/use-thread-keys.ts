import { useEffect } from 'react'
import { preferences } from '../state/preferences.ts'
import { isTyping } from '../ui/is-typing.ts'

/** R goes to the reply, E resolves; only while no field has the focus, and unless switched off. */
export function useThreadKeys(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (!preferences.get().keys || isTyping(event.target)) return
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
      if (event.key !== 'r' && event.key !== 'e') return
      event.preventDefault()
      const action = event.key === 'r' ? 'reply' : 'resolve'
      document
        .querySelector<HTMLElement>(`[data-action="${action}"]`)
        ?.[event.key === 'r' ? 'focus' : 'click']()
    }
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
