import english from 'sentiment/languages/en/index.js'

/** What the lexicon scores although it says nothing about a customer's mood: a negator, and a plea. */
const unscored = new Set(['no', 'help'])

/** Weights by word, −5 to 5; a copy, since the package's own table is shared by all who load it. */
export const labels: Record<string, number> = Object.fromEntries(
  Object.entries(english.labels).filter(([word]) => !unscored.has(word)),
)

/** Own words only: `constructor` and its kin are no words of ours. */
export function isScored(word: string): boolean {
  return Object.hasOwn(labels, word)
}

/** A set of words as a table that inherits nothing. */
function words(list: string): Readonly<Record<string, true>> {
  const table = Object.create(null) as Record<string, true>
  for (const word of list.split(' ')) table[word] = true
  return table
}

export const negators = words(
  "not no non never nobody nothing none neither nor without hardly barely scarcely can't cant " +
    "cannot don't dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't " +
    "werent won't wont wouldn't wouldnt couldn't couldnt shouldn't shouldnt hasn't hasnt " +
    "haven't havent hadn't hadnt ain't aint",
)

export const boosters = words(
  'very really so extremely absolutely totally completely incredibly super too truly highly',
)

export const contrasts = words('but however although though yet')
