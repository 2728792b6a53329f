import type { KeyboardEvent as ReactKeyboardEvent } from 'react'

/**
 * Whether a key belongs to an input method. One that begins with it Chromium tells by this number alone, and Safari
 * one that ends with it.
 */
export function isComposing({ isComposing: is, keyCode }: KeyboardEvent): boolean {
  return is || keyCode === 229
}

/** In a dialog: Escape that is the input method's does not close it. */
export function keepOpen({ key, nativeEvent: event }: ReactKeyboardEvent): void {
  if (key === 'Escape' && isComposing(event)) event.preventDefault()
}
