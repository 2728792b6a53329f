import { moodLanguages, type MoodLanguageCode } from '@switchboard/protocol'
import { words as evidence, marks, type Known } from './evidence.ts'
import { plainSpelling } from './mood-language.ts'

/** Words that say nothing of their language by themselves are told by the lexicons. */
type ScoredIn = (word: string) => readonly MoodLanguageCode[]

/** A text this short without a word we know tells nothing; it is taken for English, where it has no mood. */
const MAX_TELLING_NOTHING = 3
const BEYOND_ASCII = /[^\0-\x7f]/
/** Enough of a long text to know its language by. */
const MAX_TOKENS = 60
const LEXICON_WEIGHT = 0.75
/** Said in every language around: they hardly tell which, and beside words we do not know nothing at all. */
const EVERYWHERE: ReadonlySet<string> = new Set(['super', 'top', 'bravo', 'service'])
const EVERYWHERE_WEIGHT = 0.2

/**
 * The language of a lower-case text as far as we read it: `null` for any other. By its script, then by its commonest
 * words and letters, each language against the others.
 */
export function detectLanguage(text: string, scoredIn: ScoredIn): MoodLanguageCode | null {
  if (!BEYOND_ASCII.test(text)) return /[a-z]/i.test(text) ? detectLatin(text, scoredIn) : null
  const letters = count(text, /\p{L}/gu)
  const han = count(text, /\p{Script=Han}/gu)
  if (han > 0 && han * 3 >= letters) return isJapaneseOrKorean(text) ? null : 'zh'
  if (letters === 0 || count(text, /\p{Script=Latin}/gu) * 2 < letters) return null
  return detectLatin(text, scoredIn)
}

function isJapaneseOrKorean(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function detectLatin(text: string, scoredIn: ScoredIn): MoodLanguageCode | null {
  const letters = BEYOND_ASCII.test(text) ? /\p{L}+(?:'\p{L}+)*/gu : /[a-z]+(?:'[a-z]+)*/g
  const tokens = text.match(letters)?.slice(0, MAX_TOKENS) ?? []
  const points = new Map<Known, number>()
  const add = (language: Known, n: number): void =>
    void points.set(language, (points.get(language) ?? 0) + n)
  for (const token of new Set(tokens)) {
    const known =
      evidence.get(token) ?? (BEYOND_ASCII.test(token) && evidence.get(plainSpelling(token)))
    for (const language of known || []) add(language, 1)
    const weight = EVERYWHERE.has(token) ? EVERYWHERE_WEIGHT : LEXICON_WEIGHT
    for (const language of scoredIn(token)) add(language, weight)
  }
  if (/[^\0-\x7f]|'/.test(text))
    for (const [language, pattern] of marks) add(language, Math.min(2, count(text, pattern)))
  return winner(points, tokens)
}

/** Ours come first among equals; English first of all. */
function winner(
  points: ReadonlyMap<Known, number>,
  tokens: readonly string[],
): MoodLanguageCode | null {
  const [best] = [...points].filter(([, n]) => n > 0).toSorted(byPoints)
  const isTold = !best || best[1] >= LEXICON_WEIGHT || tokens.every((one) => EVERYWHERE.has(one))
  if (!isTold) return null
  if (best) return moodLanguages.find((language) => language === best[0]) ?? null
  return tokens.length <= MAX_TELLING_NOTHING ? 'en' : null
}

const rank = (language: Known): number =>
  (moodLanguages as readonly string[]).indexOf(language) + (isOurs(language) ? 0 : 100)
const isOurs = (language: Known): boolean => (moodLanguages as readonly string[]).includes(language)

function byPoints([a, m]: [Known, number], [b, n]: [Known, number]): number {
  return n - m || rank(a) - rank(b)
}
