import type { Face, Mood, TimelineMessage } from '@switchboard/protocol'
import { words as catalogue } from '../i18n/index.ts'

/** A score with a true minus sign: −4, 0, +3. */
export function scoreText(score: number): string {
  if (score === 0) return '0'
  return score < 0 ? `−${Math.abs(score)}` : `+${score}`
}

/** "Unhappy, because of broken, angry (−4)". */
export function moodText({ face, score, words }: Mood, isRead: boolean): string {
  const { mood } = catalogue()
  if (!isRead) return mood.notRead
  if (words.length === 0) return mood.noWord(mood.faces[face])
  const because = words.map(({ word }) => word).slice(0, 6)
  return mood.because(mood.faces[face], because, scoreText(score))
}

/** Whether the text was in letters the mood words are written in; false leaves the mood line dotted. */
export function isMoodRead({ body, mood }: Pick<TimelineMessage, 'body' | 'mood'>): boolean {
  if (mood.words.length > 0) return true
  return !/\p{L}/u.test(body) || /\p{Script=Latin}/u.test(body)
}

/** The face a score alone stands for, as DESIGN's thresholds have it. */
export function faceOf(score: number): Face {
  if (score < -4) return 'devil'
  if (score < 0) return 'unhappy'
  if (score === 0) return 'neutral'
  return score > 4 ? 'wink' : 'happy'
}
