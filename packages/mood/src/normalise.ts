import type { MoodLanguageCode } from '@switchboard/protocol'
import { separateEmoji } from './emoji.ts'
import { isScored, languages, startsPhrase } from './languages/index.ts'
import { PHRASE_SPACE } from './languages/mood-language.ts'
import { CLAUSE_END } from './scoring.ts'
import { segmentChinese } from './segment.ts'

/** Longer texts are read up to here; the longest SMS has 1,600 characters. */
const MAX_READ_LENGTH = 10_000

/** The text as every lexicon spells it: plain apostrophes, bare emoji apart, no capitals. */
export function plainText(text: string): string {
  return separateEmoji(text.slice(0, MAX_READ_LENGTH).normalize('NFC'))
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u02bc\uff07`´]/g, "'")
}

/** A plain text as the words of its language, with a space between them, and clauses apart. */
export function normalise(text: string, language: MoodLanguageCode): string {
  const clauses = text.replaceAll(
    /[.,;:!?()\u2026\n\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a¡¿]+/g,
    ` ${CLAUSE_END} `,
  )
  if (language === 'zh') return chineseTokens(clauses).join(' ')
  const words = language === 'fr' ? clauses.replaceAll(ELISION, '$1 ') : clauses
  const tokens = words.split(/\s+/).flatMap((token) => knownWords(token, language))
  return joinPhrases(tokens, language).join(' ')
}

/** "J'aime", "n'est", "qu'on": two words each. */
const ELISION = /(?<!\p{L})(qu|[cdjlmnst])'(?=\p{L})/gu

function chineseTokens(text: string): string[] {
  const { negators, boosters, outweighing } = languages.zh
  return segmentChinese(
    text,
    (word) =>
      isScored('zh', word) || Boolean(negators[word] ?? boosters[word] ?? outweighing[word]),
  )
}

/** Nothing to take off or apart, and no letter drawn out. */
const PLAIN_WORD = /^(?:([a-z])(?!\1\1))+$/

/** The word as the lexicon may know it; a compound it does not know is read part by part. */
function knownWords(token: string, language: MoodLanguageCode): string[] {
  if (PLAIN_WORD.test(token) || isScored(language, token)) return [token]
  const word = token.replaceAll(/^[^\p{L}\p{N}\p{S}|]+|[^\p{L}\p{N}\p{S}|]+$/gu, '')
  if (isScored(language, word)) return [word]
  const parts = word.split(/[-/_\u2010-\u2015]+/)
  return parts.map((part) => squeeze(part, language))
}

/** `sooo good` → `so good`, `goood` → `good`: letters drawn out beyond two, as one that is known. */
function squeeze(word: string, language: MoodLanguageCode): string {
  if (!/(\p{L})\1\1/u.test(word)) return word
  const two = word.replaceAll(/(\p{L})\1{2,}/gu, '$1$1')
  const one = word.replaceAll(/(\p{L})\1{2,}/gu, '$1')
  return isScored(language, two) ? two : one
}

const MAX_PHRASE = 3

/** Words the lexicon knows together become one. */
function joinPhrases(tokens: readonly string[], language: MoodLanguageCode): string[] {
  const joined: string[] = []
  for (let at = 0; at < tokens.length;) {
    const length = phraseLength(tokens, at, language)
    joined.push(tokens.slice(at, at + length).join(PHRASE_SPACE))
    at += length
  }
  return joined
}

function phraseLength(tokens: readonly string[], at: number, language: MoodLanguageCode): number {
  if (!startsPhrase(language, tokens[at] ?? '')) return 1
  for (let length = MAX_PHRASE; length > 1; length -= 1) {
    const phrase = tokens.slice(at, at + length).join(PHRASE_SPACE)
    if (at + length <= tokens.length && isScored(language, phrase)) return length
  }
  return 1
}
