import lexicon from 'sentiment/languages/en/index.js'
import { labelsOf, wordSet, type MoodLanguage } from './mood-language.ts'

/** What the lexicon scores although it says nothing about a customer's mood: a negator, and a plea. */
const unscored = new Set(['no', 'help'])

/**
 * Words that mean something else in a text to a company than in the posts the lexicon was weighed on;
 * these win over it. Only what is plain in nearly every such text: a doubtful word keeps its weight.
 */
const ours = {
  // Something is amiss, which is no rage: "I am worried I was charged twice", "my parcel got lost".
  '-2': [
    'charged, worried, worry, worries, worrying, lost',
    // Denials that are complaints, and would be praise if they turned the word round.
    "don't bother, dont bother, no excuse",
  ].join(', '),
  // A fault, as "broken" is: a dead link, a phone that died, a loose screw, a warning light.
  '-1': 'dead, died, loose, warning',
  '0': [
    // Goods and places: "the grey one", "does it contain nuts", "in the lobby of block 4".
    'grey, gray, nuts, lobby, block, alarm, demonstration',
    // What one does with a company: "can I pay at the door", "please cancel my appointment".
    'pay, charges, discounted, limited, withdrawal, leave, drop, await, cancel, cancelling, postpone',
    // Manners, and what one says of oneself: "sorry to bother you", "I forgot my password".
    'please, sorry, excuse me, to bother, oops, accidentally, forgot, miss, allergic',
    // "Ill be there", and a name.
    'ill, rob',
  ].join(', '),
}

export const english: MoodLanguage = {
  // A copy, since the package's own table is shared by all who load it.
  labels: {
    ...Object.fromEntries(Object.entries(lexicon.labels).filter(([word]) => !unscored.has(word))),
    ...labelsOf(ours),
  },
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
