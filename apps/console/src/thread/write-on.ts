/** Leads to the reply field, behind what is written there; where somebody had put the caret, it stays. */
export function writeOn(within: ParentNode | null): HTMLTextAreaElement | null {
  const field = within?.querySelector<HTMLTextAreaElement>('[data-action="reply"]') ?? null
  field?.focus({ preventScroll: true })
  if (field?.selectionEnd === 0) field.setSelectionRange(field.value.length, field.value.length)
  return field
}
