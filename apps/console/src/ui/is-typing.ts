const TEXT = 'input:not([type=checkbox], [type=radio]), textarea, select, dialog, [data-quiet]'

/** Whether keys pressed here are text: single-letter shortcuts then keep quiet. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.closest(TEXT) !== null)
  )
}
