import { startTransition, useEffect, useState } from 'react'
import { afterPaint } from '../state/after-paint.ts'

/**
 * Lags behind what it is given: another value counts once the frame that shows it first is on the
 * screen, so that nothing which may come a moment later holds that up.
 */
export function useAfterPaint<T>(value: T): T | null {
  const [drawn, setDrawn] = useState<T | null>(null)
  useEffect(() => afterPaint(() => startTransition(() => setDrawn(value))), [value])
  return drawn
}
