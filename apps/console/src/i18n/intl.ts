import { language, type Language } from './language.ts'

/**
 * One formatter per language, made when it is first asked for: `const time = perLanguage((tag) =>
 * new Intl.DateTimeFormat(tag, …))`, then `time().format(date)`.
 */
export function perLanguage<T>(make: (tag: Language) => T): () => T {
  const made = new Map<Language, T>()
  return () => {
    const tag = language()
    const known = made.get(tag)
    if (known !== undefined) return known
    const formatter = make(tag)
    made.set(tag, formatter)
    return formatter
  }
}

const wholeNumber = perLanguage((tag) => new Intl.NumberFormat(tag))

/** "12,345", as one writes it in the language of the moment. */
export function numberText(n: number): string {
  return wholeNumber().format(n)
}
