import { separateEmoji } from './emoji.ts'
import { isScored } from './lexicon.ts'
import { CLAUSE_END } from './scoring.ts'

/** Longer texts are read up to here; the longest SMS has 1,600 characters. */
const MAX_READ_LENGTH = 10_000

/** The text as the lexicon spells it: plain apostrophes, bare emoji apart, no drawn-out letters. */
export function normalise(text: string): string {
  return separateEmoji(text.slice(0, MAX_READ_LENGTH).normalize('NFC'))
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u02bc\uff07`´]/g, "'")
    .replaceAll(/[.,;:!?()\u2026\n\u3002\uff0c\uff01\uff1f]+/g, ` ${CLAUSE_END} `)
    .split(/\s+/)
    .flatMap(knownWords)
    .join(' ')
}

/** The word as the lexicon may know it; a compound it does not know is read part by part. */
function knownWords(token: string): string[] {
  if (isScored(token)) return [token]
  const word = token.replaceAll(/^[^\p{L}\p{N}\p{S}|]+|[^\p{L}\p{N}\p{S}|]+$/gu, '')
  if (isScored(word)) return [word]
  const parts = word.split(/[-/_\u2010-\u2015]+/)
  return parts.map(squeeze)
}

/** `sooo good` → `so good`, `goood` → `good`: letters drawn out beyond two, as one that is known. */
function squeeze(word: string): string {
  if (!/(\p{L})\1\1/u.test(word)) return word
  const two = word.replaceAll(/(\p{L})\1{2,}/gu, '$1$1')
  const one = word.replaceAll(/(\p{L})\1{2,}/gu, '$1')
  return isScored(two) ? two : one
}
