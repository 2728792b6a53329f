import * as v from 'valibot'
import { eventSchema, messageSchema, noteSchema } from './entry.ts'

export const faces = ['devil', 'unhappy', 'neutral', 'happy', 'wink'] as const

/** The languages moods are read in. */
export const moodLanguages = ['en', 'es', 'fr', 'zh'] as const

/** What packages/mood found in a text. */
export const moodSchema = v.object({
  /** Sum of the words' weights; negative is unhappy. */
  score: v.number(),
  /** The words that decided, in the order read, with their weight after negation and boosting. */
  words: v.array(v.object({ word: v.string(), score: v.number() })),
  /** `devil` < −4, `unhappy` < 0, `neutral` where nothing was found, `happy` > 0, `wink` > 4. */
  face: v.picklist(faces),
  /** What the text is written in, of what we read; null for another language, and for emoji alone. */
  language: v.nullable(v.picklist(moodLanguages)),
  /** False for a language we do not read: its face is `neutral` and says nothing. */
  isRead: v.boolean(),
})

/** The face a score stands for. Words that cancel each other out leave it neutral too. */
export function faceOf(score: number): (typeof faces)[number] {
  if (score < -4) return 'devil'
  if (score < 0) return 'unhappy'
  if (score > 4) return 'wink'
  return score > 0 ? 'happy' : 'neutral'
}

export const ageUnits = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const

/** How long ago an entry was stored, when it passed the gateway; the browser keeps it true. */
export const ageSchema = v.object({
  value: v.number(),
  unit: v.picklist(ageUnits),
  text: v.string(),
})

/** An entry as the gateway's pipeline leaves it: with its age, and each message with its mood. */
export const timelineEntrySchema = v.variant('kind', [
  v.object({ ...messageSchema.entries, age: ageSchema, mood: moodSchema }),
  v.object({ ...noteSchema.entries, age: ageSchema }),
  v.object({ ...eventSchema.entries, age: ageSchema }),
])

export type Face = (typeof faces)[number]
export type MoodLanguageCode = (typeof moodLanguages)[number]
export type Mood = v.InferOutput<typeof moodSchema>
export type AgeUnit = (typeof ageUnits)[number]
export type Age = v.InferOutput<typeof ageSchema>
export type TimelineEntry = v.InferOutput<typeof timelineEntrySchema>
export type TimelineMessage = Extract<TimelineEntry, { kind: 'message' }>
