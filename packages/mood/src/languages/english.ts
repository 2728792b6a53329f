import lexicon from 'sentiment/languages/en/index.js'
import { wordSet, type MoodLanguage } from './mood-language.ts'

/** What the lexicon scores although it says nothing about a customer's mood: a negator, and a plea. */
const unscored = new Set(['no', 'help'])

export const english: MoodLanguage = {
  // A copy, since the package's own table is shared by all who load it.
  labels: Object.fromEntries(
    Object.entries(lexicon.labels).filter(([word]) => !unscored.has(word)),
  ),
  negators: wordSet(
    "not no non never nobody nothing none neither nor without hardly barely scarcely can't cant " +
      "cannot don't dont doesn't doesnt didn't didnt isn't isnt aren't arent wasn't wasnt weren't " +
      "werent won't wont wouldn't wouldnt couldn't couldnt shouldn't shouldnt hasn't hasnt " +
      "haven't havent hadn't hadnt ain't aint",
  ),
  negatorsAfter: wordSet(''),
  doubleNegation: 'cancels',
  boosters: wordSet(
    'very really so extremely absolutely totally completely incredibly super too truly highly',
  ),
  contrasts: wordSet('but however although though yet'),
  outweighing: wordSet('but however'),
  only: wordSet('only'),
}
