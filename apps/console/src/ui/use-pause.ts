import { useEffect, useRef } from 'react'

/** Does `work` once nobody has called again for `ms`; nothing is done any more when its owner is gone. */
export function usePause(ms: number) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    after(work: () => void): void {
      clearTimeout(timer.current)
      timer.current = setTimeout(work, ms)
    },
    end: (): void => clearTimeout(timer.current),
  }
}
