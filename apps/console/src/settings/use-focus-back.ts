import { useEffect, useRef, type RefObject } from 'react'
import { focusBack } from '../ui/focus-back.ts'

/** When what was open here closes, the focus goes back to the button it was opened with: the first in `box`. */
export function useFocusBack(box: RefObject<HTMLElement | null>, isOpen: boolean): void {
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) focusBack(box.current?.querySelector('button'), box.current)
    wasOpen.current = isOpen
  }, [box, isOpen])
}
