import { laterEnglish } from './en/later.ts'
import {
  language,
  useWords,
  words,
  type Catalogue,
  type Language,
  type Translated,
} from './language.ts'
import { laterChinese } from './zh-cn/later.ts'

/** Every text that is not shown first: English is the catalogue; the others have its shape. */
export type LaterCatalogue = Translated<typeof laterEnglish>

/** They come with the code that says them, so nothing that is shown first waits for them. */
export const laterTexts: Readonly<Record<Language, LaterCatalogue>> = {
  en: laterEnglish,
  'zh-CN': laterChinese,
}

type AllWords = Catalogue & LaterCatalogue

const whole = new WeakMap<Catalogue, AllWords>()

function withLater(first: Catalogue): AllWords {
  const known = whole.get(first)
  if (known) return known
  const all = { ...first, ...laterTexts[language()] }
  whole.set(first, all)
  return all
}

/** As `words`, for what is not shown first. */
export const allWords = (): AllWords => withLater(words())

/** As `useWords`, for what is not shown first. */
export const useAllWords = (): AllWords => withLater(useWords())
