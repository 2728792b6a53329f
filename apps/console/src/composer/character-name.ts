import { allWords } from '../i18n/later.ts'

/** A sign as one can see it: its code where it has no shape of its own. */
export function characterSign(character: string): string {
  if (!/^[\p{Z}\p{C}\p{M}\ufe0f]$/u.test(character)) return character
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** What people call a sign that SMS cannot send in its short alphabet. */
export function characterName(character: string): string {
  const { signs } = allWords().composer
  for (const [pattern, name] of kinds) if (pattern.test(character)) return signs[name]
  return signs.other
}

type Sign = keyof ReturnType<typeof allWords>['composer']['signs']

// The first that fits names it.
const kinds: readonly (readonly [RegExp, Sign])[] = [
  [/^[\u2018-\u201b\u2032\u02bc]$/u, 'apostrophe'],
  [/^[\u00b4`]$/u, 'accent'],
  [/^[\u201c-\u201f\u2033\u00ab\u00bb\u2039\u203a]$/u, 'quote'],
  [/^[\u2010-\u2015\u2212]$/u, 'dash'],
  [/^\u2026$/u, 'ellipsis'],
  [/^\t$/u, 'tab'],
  [/^\p{Z}$/u, 'space'],
  [/^\p{C}$/u, 'invisible'],
  [/^[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]$/u, 'emoji'],
  [/^\p{Script=Han}$/u, 'han'],
  [/^\p{L}$/u, 'letter'],
]
