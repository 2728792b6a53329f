import * as v from 'valibot'

/** Hangul's fillers and the empty braille cell are a letter and a symbol that nobody sees. */
const visibleSign = /(?!\p{DI}|\u2800)[\p{L}\p{N}\p{S}\p{P}]/u
/** UAX #9: what turns the direction of all that stands beside a name. */
const bidiControl = /[\u202A-\u202E\u2066-\u2069]/

export function hasVisibleSign(name: string): boolean {
  return visibleSign.test(name)
}

export function hasBidiControl(name: string): boolean {
  return bidiControl.test(name)
}

/** For what is given from now on; what was stored before is read as it is. */
export const isSeen = v.check<string, string>(
  hasVisibleSign,
  'At least one sign that can be seen is needed.',
)
export const turnsNothing = v.check<string, string>(
  (name) => !hasBidiControl(name),
  'Signs that turn the direction of writing cannot be used.',
)
