import { faceOf, type Mood } from '@switchboard/protocol'
import Sentiment from 'sentiment'
import { labels } from './lexicon.ts'
import { normalise } from './normalise.ts'
import { weigh } from './scoring.ts'

// A language of our own: the package's English is shared and looks words up where `constructor` is one.
const LANGUAGE = 'switchboard'
const sentiment = new Sentiment()
sentiment.registerLanguage(LANGUAGE, { labels, scoringStrategy: { apply: weigh } })

/** The carrier's words for opting out, in and asking how; alone they are commands, not moods. */
const keywords =
  /^\s*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|unstop|yes|help|info)\s*$/i

/** What a text tells about its writer's mood: the weights of its words, which sum up to the score. */
export function readMood(text: string): Mood {
  if (keywords.test(text)) return { score: 0, words: [], face: 'neutral' }
  const { score, calculation } = sentiment.analyze(normalise(text), { language: LANGUAGE })
  const words = calculation.toReversed().flatMap(weighted)
  return { score, words, face: words.length === 0 ? 'neutral' : faceOf(score) }
}

function weighted(word: Record<string, number>): Mood['words'] {
  return Object.entries(word).map(([name, score]) => ({ word: name, score }))
}
