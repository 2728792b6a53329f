import { vi } from 'vitest'

/** Whether somebody looks at this window: it has the focus, and is not behind another tab. Nothing is told of it. */
export function look({ hasFocus = true, isVisible = true }): void {
  vi.spyOn(document, 'hasFocus').mockReturnValue(hasFocus)
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(isVisible ? 'visible' : 'hidden')
}
