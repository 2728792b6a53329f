import { allWords } from '../i18n/later.ts'

/** What is wrong with a whole number, in words. */
export function numberProblem(text: string, least: number, most: number): string | null {
  const isWhole = /^\d+$/.test(text.trim())
  const n = Number(text)
  return isWhole && n >= least && n <= most ? null : allWords().forms.wholeNumber(least, most)
}
