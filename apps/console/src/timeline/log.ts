import type { KeyboardEvent } from 'react'

/** What was said in the open thread: where the focus is while nothing within it has it. */
export const log = (): HTMLElement | null => document.querySelector('#thread [role=log]')

/** Escape leads from a field to the thread: arrows scroll it there, and single keys are keys. Not an input method's. */
export function leaveField({ key, nativeEvent }: KeyboardEvent): void {
  if (key === 'Escape' && !nativeEvent.isComposing) log()?.focus({ preventScroll: true })
}
