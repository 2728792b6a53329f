/** The button, or the field, that a key finds. */
export function findAction(action: string): HTMLElement | null {
  return document.querySelector(`[data-action="${action}"]`)
}

/** Does what a click on the button does; nothing where there is none. */
export function press(action: string): () => void {
  return () => findAction(action)?.click()
}
