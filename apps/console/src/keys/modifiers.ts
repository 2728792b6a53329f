import { isMac } from './key-text.ts'

/** Ctrl, on a Mac Cmd, and nothing else. */
export function isMod({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  const isPressed = isMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey
  return isPressed && !altKey && !shiftKey
}

/** Alt where it writes nothing, so that it may be pressed in a field: on a Mac with Ctrl, elsewhere by itself. */
export function isAlt(event: KeyboardEvent): boolean {
  const { altKey, ctrlKey, metaKey } = event
  if (!altKey || metaKey || ctrlKey !== isMac()) return false
  return isMac() || !event.getModifierState('AltGraph')
}

/** What writes other signs: AltGr, which Windows may tell as Ctrl with Alt; on a Mac it is Alt by itself. */
export function isAltGr(event: KeyboardEvent): boolean {
  const { altKey, ctrlKey, key, metaKey } = event
  if (isMac()) return altKey && !ctrlKey && !metaKey
  if (ctrlKey) return altKey && /^[^\p{L}\p{N}]$/u.test(key)
  return event.getModifierState('AltGraph')
}
