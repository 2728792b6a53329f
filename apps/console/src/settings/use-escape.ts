import { useEffect, useEffectEvent, type RefObject } from 'react'
import { isComposing } from '../ui/is-composing.ts'

/** Escape in `box` is its Cancel, unless it was somebody else's: a list that closes, or an input method. */
export function useEscape(box: RefObject<HTMLElement | null>, cancel: () => void): void {
  const onEscape = useEffectEvent(cancel)
  useEffect(() => {
    const { current } = box
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return
      event.preventDefault()
      onEscape()
    }
    current?.addEventListener('keydown', escape)
    return () => current?.removeEventListener('keydown', escape)
  }, [box])
}
