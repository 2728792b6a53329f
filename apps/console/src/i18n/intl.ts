import { language, type Language } from './language.ts'

/**
 * One formatter per language, made when it is first asked for: `const time = perLanguage((tag) =>
 * new Intl.DateTimeFormat(tag, …))`, then `time().format(date)`. The tag is the browser's own for that
 * language where it has one, so that the clock of en-GB has 24 hours.
 */
export function perLanguage<T>(make: (tag: string) => T): () => T {
  const made = new Map<Language, T>()
  return () => {
    const tag = language()
    const known = made.get(tag)
    if (known !== undefined) return known
    const formatter = make(regionalTag(tag))
    made.set(tag, formatter)
    return formatter
  }
}

function regionalTag(tag: Language): string {
  const wanted = new Intl.Locale(tag).maximize()
  const browsers = typeof navigator === 'undefined' ? [] : navigator.languages
  const own = browsers.find((one) => {
    const { language: spoken, script } = new Intl.Locale(one).maximize()
    return spoken === wanted.language && script === wanted.script
  })
  return own ?? tag
}

const wholeNumber = perLanguage((tag) => new Intl.NumberFormat(tag))

/** "12,345", as one writes it in the language of the moment. */
export function numberText(n: number): string {
  return wholeNumber().format(n)
}
