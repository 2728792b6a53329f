/** A set of words as a table that inherits nothing. */
export type WordSet = Readonly<Record<string, true>>

/** What it takes to read moods in one language. */
export interface MoodLanguage {
  /** Weights by word, −5 to 5; the words of a phrase are joined by no-break spaces. */
  labels: Record<string, number>
  /** They turn round what follows within a few words. */
  negators: WordSet
  /** The same, directly after the word they turn round: "j'aime pas". */
  negatorsAfter: WordSet
  /** Whether two negators cancel each other out, as in English; in Spanish they agree. */
  doubleNegation: 'cancels' | 'agrees'
  boosters: WordSet
  /** They end what a negator reaches. */
  contrasts: WordSet
  /** What stands before one of these counts half. */
  outweighing: WordSet
  /** After a negator they take its force: "not only". */
  only: WordSet
}

/** Joins the words of a phrase, so that it is one token; the sentiment package splits at plain spaces. */
export const PHRASE_SPACE = '\u00a0'

/** Words from a list with spaces between them. */
export function wordSet(list: string): WordSet {
  const table = Object.create(null) as Record<string, true>
  for (const word of list.split(' ').filter(Boolean)) table[word] = true
  return table
}

/** Lists of words by their weight, `{ "-2": "feo, mal hecho" }`, as weights by word; later lists win. */
export function labelsOf(...lists: Readonly<Record<string, string>>[]): Record<string, number> {
  const labels: Record<string, number> = {}
  for (const list of lists)
    for (const [weight, words] of Object.entries(list))
      for (const word of words.split(/,\s*/))
        labels[word.replaceAll(' ', PHRASE_SPACE)] = Number(weight)
  return labels
}

/** Beside each word the same without accents, as phones often write it; what is a word itself stays. */
export function withPlainSpelling(labels: Record<string, number>): Record<string, number> {
  const plain = Object.entries(labels).map(
    ([word, weight]) => [plainSpelling(word), weight] as const,
  )
  return { ...Object.fromEntries(plain), ...labels }
}

export function plainSpelling(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('œ', 'oe').normalize('NFC')
}
