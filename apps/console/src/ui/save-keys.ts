import type { KeyboardEvent } from 'react'
import { isComposing } from './is-composing.ts'

/** Ctrl or Cmd with Enter, where Enter alone makes a new line; not an input method’s. */
export function isSend({ ctrlKey, key, metaKey, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && (ctrlKey || metaKey) && !isComposing(nativeEvent)
}

/** Sends the form of such a field. */
export function sendForm(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (!isSend(event)) return
  event.preventDefault()
  if (!event.repeat) event.currentTarget.form?.requestSubmit()
}
