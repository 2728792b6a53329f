import type { MoodLanguageCode } from '@switchboard/protocol'
import { chinese } from './chinese.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import type { MoodLanguage } from './mood-language.ts'
import { spanish } from './spanish.ts'

/** Every language moods are read in. */
export const languages: Readonly<Record<MoodLanguageCode, MoodLanguage>> = {
  en: english,
  es: spanish,
  fr: french,
  zh: chinese,
}

/** Own words only: `constructor` and its kin are no words of ours. */
export function isScored(language: MoodLanguageCode, word: string): boolean {
  return Object.hasOwn(languages[language].labels, word)
}
