import { holdKey } from '../state/held-key.ts'
import { preferences } from '../state/preferences.ts'
import { isSettingsPath } from '../settings/pages.ts'
import { isComposing } from '../ui/is-composing.ts'
import { isTyping } from '../ui/is-typing.ts'
import { actionIds, definitionOf, runAction, type ActionId } from './actions.ts'
import { isAlt, isAltGr, isMod } from './modifiers.ts'
import { signOf } from './sign-of.ts'

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

/** The action a key press stands for, where single keys may be pressed or with Alt. */
export function actionOf(event: KeyboardEvent): ActionId | undefined {
  if (isMod(event)) return actionIds.find((id) => isModKeyOf(id, event))
  if (!isAlt(event) && !isSingle(event)) return undefined
  return actionIds.find((id) => !definitionOf(id).mod && isKeyOf(id, event))
}

/** Where nothing is typed; AltGr may be what writes the sign. */
function isSingle(event: KeyboardEvent): boolean {
  if (!preferences.get().keys || isTyping(event.target)) return false
  return isAltGr(event) || !(event.altKey || event.ctrlKey || event.metaKey)
}

function isModKeyOf(id: ActionId, event: KeyboardEvent): boolean {
  const { mod, outside } = definitionOf(id)
  return mod === true && isKeyOf(id, event) && !(outside && hasText(event.target))
}

/** Where the focus only keeps quiet there is no text to do something with. */
function hasText(target: EventTarget | null): boolean {
  return isTyping(target) && !(target as HTMLElement).matches('[data-quiet]')
}

function isKeyOf(id: ActionId, event: KeyboardEvent): boolean {
  const { key, shift } = definitionOf(id)
  const sign = signOf(event)
  if (sign !== key) return false
  // A letter is the same with Caps Lock; of other signs Shift is a part.
  return !/[a-z]/.test(sign) || event.shiftKey === (shift ?? false)
}
