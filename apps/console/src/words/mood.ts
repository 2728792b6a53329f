import type { Face, Mood, TimelineMessage } from '@switchboard/protocol'

export const faceNames: Readonly<Record<Face, string>> = {
  devil: 'Furious',
  unhappy: 'Unhappy',
  neutral: 'Neutral',
  happy: 'Happy',
  wink: 'Delighted',
}

/** A score with a true minus sign: −4, 0, +3. */
export function scoreText(score: number): string {
  if (score === 0) return '0'
  return score < 0 ? `−${Math.abs(score)}` : `+${score}`
}

/** "Unhappy, because of broken, angry (−4)". */
export function moodText({ face, score, words }: Mood, isRead: boolean): string {
  if (!isRead) return 'Mood not read: not a language we know'
  if (words.length === 0) return `${faceNames[face]}: no word with a mood`
  const because = words.map(({ word }) => word).slice(0, 6)
  return `${faceNames[face]}, because of ${because.join(', ')} (${scoreText(score)})`
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
