import type { Face, Mood } from '@switchboard/protocol'
import { words as catalogue } from '../i18n/index.ts'

/** A score with a true minus sign: −4, 0, +3. */
export function scoreText(score: number): string {
  if (score === 0) return '0'
  return score < 0 ? `−${Math.abs(score)}` : `+${score}`
}

/** "Unhappy, because of broken, angry (−4)". */
export function moodText({ face, score, words, isRead }: Mood): string {
  const { mood } = catalogue()
  if (!isRead) return mood.notRead
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
