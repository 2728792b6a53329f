import type { Conversation, Face, Mood } from '@switchboard/protocol'
import { language, perLanguage, words as catalogue } from '../i18n/index.ts'

/** A score with a true minus sign: −4, 0, +3. */
export function scoreText(score: number): string {
  if (score === 0) return '0'
  return score < 0 ? `−${Math.abs(score)}` : `+${score}`
}

/** How many earlier moods are told beside the newest. */
const EARLIER_TOLD = 2

const languageName = perLanguage((tag) => new Intl.DisplayNames(tag, { type: 'language' }))

/** "Unhappy, because of broken, angry (−4)"; with the language read, where it is not the reader's own. */
export function moodText(found: Mood): string {
  const { mood } = catalogue()
  if (!found.isRead) return mood.notRead
  const { language: readIn } = found
  if (readIn === null || language().startsWith(readIn)) return becauseText(found)
  return mood.readAs(becauseText(found), languageName().of(readIn) ?? readIn)
}

/** A row's mood, from what the row alone tells. */
export function moodNowText({ moods, isMoodRead }: Pick<Conversation, 'moods' | 'isMoodRead'>) {
  const { mood } = catalogue()
  return isMoodRead === false ? mood.notRead : mood.now(mood.faces[faceOf(moods.at(-1) ?? 0)])
}

/** The newest text's mood and, a line each, those before it whose words had one. Moods come newest first. */
export function lastMoodsText([newest, ...earlier]: readonly Mood[]): string {
  if (!newest) return ''
  const { mood } = catalogue()
  const told = earlier.filter(({ words }) => words.length > 0).slice(0, EARLIER_TOLD)
  return [moodText(newest), ...told.map((found) => mood.before(moodText(found)))].join('\n')
}

function becauseText({ face, score, words }: Mood): string {
  const { mood } = catalogue()
  if (words.length === 0) return mood.noWord(mood.faces[face])
  const because = words.map(({ word }) => word).slice(0, 6)
  return mood.because(mood.faces[face], because, scoreText(score))
}

/** The face a score alone stands for, as DESIGN's thresholds have it. */
export function faceOf(score: number): Face {
  if (score < -4) return 'devil'
  if (score < 0) return 'unhappy'
  if (score === 0) return 'neutral'
  return score > 4 ? 'wink' : 'happy'
}
