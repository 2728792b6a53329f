import { words } from '../i18n/index.ts'
import { elapsed, unitFormats } from './time.ts'

const units = unitFormats('long')

/** "less than a minute", "for 2 minutes", "for 3 hours": how long something has lasted, as a short age counts it. */
export function lengthText(since: string, now: number): string {
  const { time } = words()
  const past = elapsed(since, now)
  return past === null ? time.underAMinute : time.lasting(units[past.unit]().format(past.count))
}
