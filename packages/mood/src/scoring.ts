import type { MoodLanguage } from './languages/mood-language.ts'

/** Stands in the token list where a sentence or clause ended. */
export const CLAUSE_END = '|'
const NEGATION_WINDOW = 3

/**
 * Gives the weight of the scored word at `index`, given the words around it: a booster before it adds
 * one, a negator among the three words before it in the same clause turns it round, and of "this, but
 * that" the first half counts half. Always a multiple of 0.5.
 */
export function weigher(language: MoodLanguage) {
  return (tokens: readonly string[], index: number, weight: number): number => {
    const before = tokens[index - 1] ?? ''
    const boosted = language.boosters[before] ? weight + Math.sign(weight) : weight
    const turned = isNegated(language, tokens, index) ? -boosted : boosted
    return isOutweighed(language, tokens, index) ? turned / 2 : turned
  }
}

function isNegated(language: MoodLanguage, tokens: readonly string[], index: number): boolean {
  const { negators, negatorsAfter, contrasts, only, doubleNegation } = language
  let negations = negatorsAfter[tokens[index + 1] ?? ''] ? 1 : 0
  for (let at = index - 1; at >= Math.max(0, index - NEGATION_WINDOW); at -= 1) {
    const token = tokens[at] ?? ''
    if (token === CLAUSE_END || contrasts[token]) break
    // "Not only good" praises.
    if (negators[token] && !only[tokens[at + 1] ?? '']) negations += 1
  }
  return doubleNegation === 'cancels' ? negations % 2 === 1 : negations > 0
}

/** Whether a "but" follows within the same sentence, at most this far away. */
const CONTRAST_WINDOW = 12

function isOutweighed(
  { outweighing }: MoodLanguage,
  tokens: readonly string[],
  index: number,
): boolean {
  for (let at = index + 1; at <= Math.min(tokens.length - 1, index + CONTRAST_WINDOW); at += 1) {
    const token = tokens[at] ?? ''
    if (token === CLAUSE_END) return outweighing[tokens[at + 1] ?? ''] === true
    if (outweighing[token]) return true
  }
  return false
}
