import { holdKey } from '../state/held-key.ts'
import { preferences } from '../state/preferences.ts'
import { isSettingsPath } from '../settings/pages.ts'
import { isTyping } from '../ui/is-typing.ts'
import { actionIds, definitionOf, runAction, type ActionId } from './actions.ts'
import { isMac } from './key-text.ts'

/** What the place of a key tells where Alt writes another sign. */
const signs: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  BracketRight: [']', ']'],
  Slash: ['/', '?'],
  Digit8: ['8', '*'],
}

/** Does what a key says, unless it writes text, belongs to a dialog or to an input method. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event)) return
  if (document.querySelector('dialog[open]')) return
  const id = actionOf(event)
  if (id === undefined) return
  // Behind the settings the conversations rest.
  if (definitionOf(id).group !== 'everywhere' && isSettingsPath(location.pathname)) return
  if (event.repeat) {
    if (!definitionOf(id).repeats) return
    holdKey()
  }
  if (runAction(id)) event.preventDefault()
}

/** Chromium tells of an input method that begins with this number alone. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** The action a key press stands for, where single keys may be pressed or with Alt. */
export function actionOf(event: KeyboardEvent): ActionId | undefined {
  if (isMod(event)) return actionIds.find((id) => isModKeyOf(id, event))
  // AltGr, which Windows tells as both, writes signs like any other key.
  const isAltGr = event.ctrlKey && event.altKey && /^[^\p{L}\p{N}]$/u.test(event.key)
  const isAlt = event.altKey && !isAltGr
  if (event.metaKey || (event.ctrlKey && !isAltGr)) return undefined
  if (!isAlt && (!preferences.get().keys || isTyping(event.target))) return undefined
  return actionIds.find((id) => !definitionOf(id).mod && isKeyOf(id, event))
}

function isModKeyOf(id: ActionId, event: KeyboardEvent): boolean {
  const { mod, outside } = definitionOf(id)
  return mod === true && isKeyOf(id, event) && !(outside && hasText(event.target))
}

/** Where the focus only keeps quiet there is no text to do something with. */
function hasText(target: EventTarget | null): boolean {
  return isTyping(target) && !(target as HTMLElement).matches('[data-quiet]')
}

function isMod(event: KeyboardEvent): boolean {
  const isPressed = isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  return isPressed && !event.altKey && !event.shiftKey
}

function isKeyOf(id: ActionId, event: KeyboardEvent): boolean {
  const { key, shift } = definitionOf(id)
  const sign = signOf(event)
  if (sign !== key) return false
  // A letter is the same with Caps Lock; of other signs Shift is a part.
  return !/[a-z]/.test(sign) || event.shiftKey === (shift ?? false)
}

function signOf(event: KeyboardEvent): string {
  const { altKey, code, key, shiftKey } = event
  // Cyrillic, Greek or what Alt writes: the place on the keyboard says which letter is meant.
  const isForeign = key.length === 1 && (key.codePointAt(0) ?? 0) > 127
  if (!altKey && !isForeign) return key.toLowerCase()
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined && (isForeign || !/^[a-z]$/i.test(key))) return letter.toLowerCase()
  return (isForeign && signs[code]?.[shiftKey ? 1 : 0]) || key.toLowerCase()
}
