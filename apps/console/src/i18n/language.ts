import { createStore, useStore } from '../state/store.ts'
import { english } from './en/index.ts'

/** Every language the console speaks, by its BCP 47 tag, with its name in itself. */
export const languages = { en: 'English', 'zh-CN': '简体中文' } as const
export type Language = keyof typeof languages
/** `system`: the browser's, where we speak it; else English. */
export type LanguageChoice = Language | 'system'

/** Every text that is shown first; the others are in `later.ts`. English is the catalogue; the others have its shape. */
export type Catalogue = Translated<typeof english>

/** What a catalogue of another language has to hold: the same keys, the same arguments. */
export type Translated<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: Translated<T[K]> }

const loaders: Record<Language, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(english),
  'zh-CN': () => import('./zh-cn/index.ts').then((module) => module.simplifiedChinese),
}

const current = createStore<{ language: Language; words: Catalogue }>({
  language: 'en',
  words: english,
})

/** The texts of the language of the moment; in a component `useWords`, so that it follows a switch. */
export function words(): Catalogue {
  return current.get().words
}

export function useWords(): Catalogue {
  return useStore(current, (now) => now.words)
}

/** The language of the moment, for Intl and `lang`. */
export function language(): Language {
  return current.get().language
}

/** Which of ours a list of the browser's languages asks for first. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'en'
}

let newest = 0

/** Speaks another language from now on; when its texts cannot be loaded the page keeps the one it has. */
export async function speak(choice: LanguageChoice): Promise<void> {
  const mine = ++newest
  const next = choice === 'system' ? preferredLanguage(navigator.languages) : choice
  const catalogue = await loaders[next]()
  // A switch made while this one's texts were on their way counts.
  if (mine !== newest) return
  current.set({ language: next, words: catalogue })
  document.documentElement.lang = next
}
