import { perLanguage, words } from '../i18n/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const unitFormat = (unit: 'minute' | 'hour' | 'day') =>
  perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }))
const minutes = unitFormat('minute')
const hours = unitFormat('hour')
const days = unitFormat('day')

/** "less than a minute", "for 2 minutes", "for 3 hours": how long something has lasted. */
export function lengthText(since: string, now: number): string {
  const { time } = words()
  const past = now - Date.parse(since)
  if (past < MINUTE) return time.underAMinute
  if (past < HOUR) return time.lasting(minutes().format(Math.floor(past / MINUTE)))
  if (past < DAY) return time.lasting(hours().format(Math.floor(past / HOUR)))
  return time.lasting(days().format(Math.floor(past / DAY)))
}
