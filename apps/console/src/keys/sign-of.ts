import { isMac } from './key-text.ts'
import { isAlt, isAltGr } from './modifiers.ts'

/** What the place of a key tells where it writes another sign. */
const signs: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  BracketRight: [']', ']'],
  Slash: ['/', '?'],
  Digit8: ['8', '*'],
}

/** Cyrillic, Greek and the like, with their punctuation: on such a keyboard nobody finds our letters. */
const FOREIGN = /^(?![\p{ASCII}\p{Script=Latin}])[\p{L}\p{M}\p{P}]$/u

/** The sign that is meant, a letter as a small one: what is written, or what the place says where that is foreign. */
export function signOf(event: KeyboardEvent): string {
  const { key } = event
  const sign = isByPlace(event) ? atPlace(event) : undefined
  return sign ?? key.toLowerCase()
}

/** What AltGr writes is meant as it is. A Mac may tell what Alt would write without Ctrl. */
function isByPlace(event: KeyboardEvent): boolean {
  const { key } = event
  if (isMac() && isAlt(event)) return !/^[a-z]$/i.test(key)
  return FOREIGN.test(key) && !isAltGr(event)
}

/** A letter's `keyCode` knows of French and other orders, where it is told. */
function atPlace({ code, keyCode, shiftKey }: KeyboardEvent): string | undefined {
  const letter = /^[A-Z]$/.exec(String.fromCharCode(keyCode))?.[0] ?? /^Key(.)$/.exec(code)?.[1]
  return letter?.toLowerCase() ?? signs[code]?.[shiftKey ? 1 : 0]
}
