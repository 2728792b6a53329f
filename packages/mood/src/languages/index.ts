import { moodLanguages, type MoodLanguageCode } from '@switchboard/protocol'
import { chinese } from './chinese.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import { PHRASE_SPACE, type MoodLanguage } from './mood-language.ts'
import { spanish } from './spanish.ts'

/** Every language moods are read in. */
export const languages: Readonly<Record<MoodLanguageCode, MoodLanguage>> = {
  en: english,
  es: spanish,
  fr: french,
  zh: chinese,
}

const scored = new Map<MoodLanguageCode, ReadonlySet<string>>()

/** Own words only: `constructor` and its kin are no words of ours. */
export function isScored(language: MoodLanguageCode, word: string): boolean {
  return scoredWords(language).has(word)
}

/** Made at the first question: registering a language adds its emoji. A set is asked several times for each word. */
function scoredWords(language: MoodLanguageCode): ReadonlySet<string> {
  const known = scored.get(language)
  if (known) return known
  const words = new Set(Object.keys(languages[language].labels))
  scored.set(language, words)
  return words
}

let languagesOf: ReadonlyMap<string, readonly MoodLanguageCode[]> | undefined

/** The languages whose lexicon knows this word. */
export function scoredIn(word: string): readonly MoodLanguageCode[] {
  languagesOf ??= byWord()
  return languagesOf.get(word) ?? []
}

function byWord(): Map<string, MoodLanguageCode[]> {
  const all = new Map<string, MoodLanguageCode[]>()
  for (const language of moodLanguages)
    for (const word of scoredWords(language)) all.set(word, [...(all.get(word) ?? []), language])
  return all
}

const phraseStarts = new Map<MoodLanguageCode, ReadonlySet<string>>()

/** Whether a phrase of several words that the lexicon knows begins with this word. */
export function startsPhrase(language: MoodLanguageCode, word: string): boolean {
  const known = phraseStarts.get(language)
  if (known) return known.has(word)
  const phrases = [...scoredWords(language)].filter((one) => one.includes(PHRASE_SPACE))
  const starts = new Set(phrases.map((one) => one.slice(0, one.indexOf(PHRASE_SPACE))))
  phraseStarts.set(language, starts)
  return starts.has(word)
}
