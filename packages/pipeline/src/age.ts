import type { Age, AgeUnit } from '@switchboard/protocol'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The largest unit first; months and years by their mean length. */
const lengths: readonly (readonly [AgeUnit, number])[] = [
  ['year', 365.25 * DAY],
  ['month', 30.44 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
]

/** How old `at` (ISO 8601) is at `now` (ms), in whole units; a time to come counts as now. */
export function ageAt(at: string, now: number, wording: Intl.RelativeTimeFormat): Age {
  const passedMs = Math.max(0, now - Date.parse(at)) || 0
  const [unit, length] = lengths.find(([, unitMs]) => passedMs >= unitMs) ?? ['second', SECOND]
  const value = Math.floor(passedMs / length)
  return { value, unit, text: wording.format(-value, unit) }
}
