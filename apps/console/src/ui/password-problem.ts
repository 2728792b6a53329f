import { allWords } from '../i18n/later.ts'

const MIN_LENGTH = 8
const MAX_LENGTH = 256

/** What is wrong with a new password, in words. */
export function passwordProblem(password: string): string | null {
  const { forms } = allWords()
  if (password.length < MIN_LENGTH) return forms.passwordShort(MIN_LENGTH)
  return password.length > MAX_LENGTH ? forms.passwordLong(MAX_LENGTH) : null
}
