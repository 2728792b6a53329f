import english from 'sentiment/languages/en/index.js'

// The lexicon scores emoji beside words: whatever key of it is one symbol, not a word.
const scored = Object.keys(english.labels).filter((key) => /^[^\p{L}\p{N}\s'-]$/u.test(key))

/** Every symbol that counts as a token of its own, scored or not. */
const symbol = new RegExp(`\\p{Extended_Pictographic}|[${scored.join('')}]`, 'gu')

/** No symbol that counts is ASCII. */
const BEYOND_ASCII = /[^\0-\x7f]/

/** Emoji stand alone and bare: without skin tone, variation selector and joiner, with a space on each side. */
export function separateEmoji(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text
  return text
    .replaceAll(/\p{Emoji_Modifier}|\p{Variation_Selector}/gu, '')
    .replaceAll('\u200d', ' ')
    .replaceAll(symbol, ' $& ')
}
