import { faceOf, moodLanguages, type Mood, type MoodLanguageCode } from '@switchboard/protocol'
import Sentiment from 'sentiment'
import { detectLanguage } from './languages/detect.ts'
import { PHRASE_SPACE } from './languages/mood-language.ts'
import { languages, scoredIn } from './languages/index.ts'
import { normalise, plainText } from './normalise.ts'
import { weigher } from './scoring.ts'

const sentiment = new Sentiment()
// Names of our own: the package's English is shared and looks words up where `constructor` is one.
const nameOf = (language: MoodLanguageCode): string => `switchboard-${language}`
for (const language of moodLanguages)
  sentiment.registerLanguage(nameOf(language), {
    labels: languages[language].labels,
    scoringStrategy: { apply: weigher(languages[language]) },
  })

/** The carrier's words for opting out, in and asking how; alone they are commands, not moods. */
const keywords =
  /^\s*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|unstop|yes|help|info)\s*$/i

/**
 * What a text tells about its writer's mood: the weights of its words, which sum up to the score, in one
 * of the languages with a lexicon. Letters of any other leave it unread and neutral; emoji alone are read
 * in every language.
 */
export function readMood(text: string): Mood {
  if (keywords.test(text)) return { ...unread, language: 'en', isRead: true }
  const plain = plainText(text)
  const language = detectLanguage(plain, scoredIn)
  if (language === null && /\p{L}/u.test(plain)) return unread
  const { calculation } = sentiment.analyze(normalise(plain, language ?? 'en'), {
    language: nameOf(language ?? 'en'),
  })
  const words = calculation.toReversed().flatMap(weighted)
  const score = words.reduce((sum, word) => sum + word.score, 0)
  return { score, words, face: faceOf(score), language, isRead: true }
}

const unread: Mood = { score: 0, words: [], face: 'neutral', language: null, isRead: false }

function weighted(word: Record<string, number>): Mood['words'] {
  return Object.entries(word)
    .filter(([, score]) => score !== 0)
    .map(([name, score]) => ({ word: name.replaceAll(PHRASE_SPACE, ' '), score }))
}
