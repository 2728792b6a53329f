import { boosters, contrasts, negators } from './lexicon.ts'

/** Stands in the token list where a sentence or clause ended. */
export const CLAUSE_END = '|'
const NEGATION_WINDOW = 3

/**
 * The weight of the scored word at `index`, given the words around it: a booster before it adds one,
 * a negator among the three words before it in the same clause turns it round, and of "this, but
 * that" the first half counts half. Always a multiple of 0.5.
 */
export function weigh(tokens: readonly string[], index: number, weight: number): number {
  const boosted = isBoosted(tokens, index) ? weight + Math.sign(weight) : weight
  const turned = isNegated(tokens, index) ? -boosted : boosted
  return isOutweighed(tokens, index) ? turned / 2 : turned
}

function isBoosted(tokens: readonly string[], index: number): boolean {
  return boosters[tokens[index - 1] ?? ''] === true
}

function isNegated(tokens: readonly string[], index: number): boolean {
  let negations = 0
  for (let at = index - 1; at >= Math.max(0, index - NEGATION_WINDOW); at -= 1) {
    const token = tokens[at] ?? ''
    if (token === CLAUSE_END || contrasts[token]) break
    // "Not only good" praises.
    if (negators[token] && tokens[at + 1] !== 'only') negations += 1
  }
  return negations % 2 === 1
}

/** Whether a "but" follows within the same sentence, at most this far away. */
const CONTRAST_WINDOW = 12

function isOutweighed(tokens: readonly string[], index: number): boolean {
  for (let at = index + 1; at <= Math.min(tokens.length - 1, index + CONTRAST_WINDOW); at += 1) {
    const token = tokens[at] ?? ''
    if (token === CLAUSE_END) return tokens[at + 1] === 'but'
    if (token === 'but' || token === 'however') return true
  }
  return false
}
