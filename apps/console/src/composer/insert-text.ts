/**
 * Puts text into a field as if it had been typed, so that undo takes it back; `from`–`to` is what it
 * replaces, else what is selected. The field's own input event tells React.
 */
export function insertText(
  field: HTMLTextAreaElement,
  text: string,
  [from, to]: readonly [number, number] = [field.selectionStart, field.selectionEnd],
): void {
  field.focus()
  field.setSelectionRange(from, to)
  if (isTyped(text)) return
  // @NOTE Where the command is gone the text comes all the same, without an undo.
  const value = field.value.slice(0, from) + text + field.value.slice(to)
  // The element's own setter: React notices only what did not go through its.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, value)
  field.setSelectionRange(from + text.length, from + text.length)
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
}

/** The one command that writes into the field's own undo history; no newer way does. */
function isTyped(text: string): boolean {
  const command = Reflect.get(document, 'execCommand') as unknown
  if (typeof command !== 'function') return false
  const name = text === '' ? 'delete' : 'insertText'
  return command.call(document, name, false, text) === true
}
