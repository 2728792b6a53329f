import type { KeyboardEvent } from 'react'

/** Ctrl or Cmd with Enter sends the form of a field in which Enter alone makes a new line. */
export function sendForm(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  if (!event.repeat) event.currentTarget.form?.requestSubmit()
}
