import { useEffect, useEffectEvent, type RefObject } from 'react'
import { isComposing } from './is-composing.ts'

/** Closes what floats when one presses Escape, which leads `back`, or points or moves elsewhere; `box` begins with its button. */
export function useDismiss(
  box: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
  back = (): HTMLElement | null | undefined => box.current?.querySelector('button'),
): void {
  const onClose = useEffectEvent(close)
  const onEscape = useEffectEvent(() => back()?.focus())
  useEffect(() => {
    if (!isOpen) return
    const ends = new AbortController()
    const { signal } = ends
    const leave = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return
      event.preventDefault()
      onClose()
      onEscape()
    }
    document.addEventListener('pointerdown', leave, { signal })
    document.addEventListener('focusin', leave, { signal })
    document.addEventListener('keydown', escape, { signal })
    return () => ends.abort()
  }, [box, isOpen])
}
