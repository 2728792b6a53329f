import type { KeyboardEvent } from 'react'
import { isComposing } from '../ui/is-composing.ts'

/** Of those in the page the one of the open thread; others stand ready out of sight. */
export const LOG = '#thread :not([aria-hidden=true]) > [role=log]'

/** What was said in the open thread: where the focus is while nothing within it has it. */
export const log = (): HTMLElement | null => document.querySelector(LOG)

/** Escape leads from a field to the thread: arrows scroll it there, and single keys are keys. Not an input method's. */
export function leaveField({ key, nativeEvent }: KeyboardEvent): void {
  if (key === 'Escape' && !isComposing(nativeEvent)) log()?.focus({ preventScroll: true })
}
