import { useLayoutEffect, useRef, type MouseEvent, type PointerEvent } from 'react'

/** A press that was meant for what stood here before. */
const ANOTHER = ''

/**
 * Handlers around what stays while one goes from thread to thread: what is pressed in one does nothing in the next,
 * whether it is let go there or the next one came in that very press.
 */
export function useOwnPresses(number: string) {
  const pressedIn = useRef<string | null>(null)
  /** Which one stands here, since when. */
  const shown = useRef({ number, at: 0 })
  useLayoutEffect(() => void (shown.current = { number, at: performance.now() }), [number])
  return {
    onPointerDownCapture({ timeStamp }: PointerEvent) {
      pressedIn.current = timeStamp < shown.current.at ? ANOTHER : number
    },
    onClickCapture(event: MouseEvent) {
      // One made by a key was pressed where it is.
      if (event.detail === 0) return
      const from = pressedIn.current
      pressedIn.current = null
      if (from === null || from === number) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
