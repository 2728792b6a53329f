import { useEffect, useEffectEvent, type RefObject } from 'react'

/** Closes what floats when one presses Escape, or points or moves elsewhere; `box` begins with its button. */
export function useDismiss(
  box: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  const onClose = useEffectEvent(close)
  useEffect(() => {
    if (!isOpen) return
    const ends = new AbortController()
    const { signal } = ends
    const leave = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      onClose()
      box.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', leave, { signal })
    document.addEventListener('focusin', leave, { signal })
    document.addEventListener('keydown', escape, { signal })
    return () => ends.abort()
  }, [box, isOpen])
}
