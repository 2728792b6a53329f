import { language, perLanguage, words } from '../i18n/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const relative = perLanguage(
  (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'long' }),
)
const dateFormat = (options: Intl.DateTimeFormatOptions) =>
  perLanguage((tag) => new Intl.DateTimeFormat(tag, options))
const clockTime = dateFormat({ hour: 'numeric', minute: '2-digit' })
const exactClock = dateFormat({ timeStyle: 'medium' })
const exactDate = dateFormat({ dateStyle: 'medium', timeStyle: 'medium' })
const fullToMinute = dateFormat({ dateStyle: 'full', timeStyle: 'short' })
const full = dateFormat({ dateStyle: 'full', timeStyle: 'medium' })
/** What rows say on hover, each time they are drawn. */
const fullTexts = perLanguage(() => new Map<string, string>())
const MAX_FULL_TEXTS = 1000
const shortDate = dateFormat({ day: 'numeric', month: 'short' })
const weekday = dateFormat({ weekday: 'short' })
const longDate = dateFormat({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})
const dateWithYear = dateFormat({ dateStyle: 'long' })
const regional = perLanguage((tag) => tag)
/** Numbers of minutes, hours and days, in words as long as that. */
export const unitFormats = (unitDisplay: 'narrow' | 'long') => {
  const of = (unit: 'minute' | 'hour' | 'day') =>
    perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay }))
  return { minute: of('minute'), hour: of('hour'), day: of('day') }
}
const shortUnits = unitFormats('narrow')

/** "just now", "3 minutes ago", "2 hours ago"; from a day on the time of day, since a divider names the day. */
export function ageText(at: string, now: number): string {
  const past = elapsed(at, now)
  if (past === null) return words().time.justNow
  const { unit, count } = past
  if (unit === 'minute' || (unit === 'hour' && isSameDay(Date.parse(at), now)))
    return relative().format(-count, unit)
  return clockTime().format(new Date(at))
}

interface Elapsed {
  unit: 'minute' | 'hour' | 'day'
  count: number
}

/** How long ago something was, in the unit one says it in; null for what is now. */
export function elapsed(at: string, now: number): Elapsed | null {
  const past = Math.max(0, now - Date.parse(at))
  if (past < 45_000) return null
  const minutes = Math.max(1, Math.round(past / MINUTE))
  if (minutes < 60) return { unit: 'minute', count: minutes }
  const hours = Math.max(1, Math.floor(past / HOUR))
  if (hours < 24) return { unit: 'hour', count: hours }
  return { unit: 'day', count: Math.floor(past / DAY) }
}

/** The shortest true age, for a row of the inbox: "now", "3m", "2h", "4d", "12 Nov". */
export function shortAge(at: string, now: number): string {
  const past = elapsed(at, now)
  if (past === null) return words().time.now
  const { unit, count } = past
  return isDated(past) ? shortDate().format(new Date(at)) : shortUnits[unit]().format(count)
}

/** From a week on one names the day. */
const isDated = ({ unit, count }: Elapsed): boolean => unit === 'day' && count >= 7

/** "Waiting 12 min" and its like. */
export function waitingText(since: string, now: number): string {
  const { time } = words()
  const past = elapsed(since, now)
  if (past === null) return time.waiting
  const age = shortAge(since, now)
  return isDated(past) ? time.waitingSince(age) : time.waitingFor(age)
}

/** "12:03", as one writes it here. */
export function timeOfDay(at: string): string {
  return clockTime().format(new Date(at))
}

/** When something will be: "17:30" today, else with its day. */
export function whenText(at: string, now: number): string {
  const time = clockTime().format(new Date(at))
  if (isSameDay(Date.parse(at), now)) return time
  const isSoon = Date.parse(at) - now < 6 * DAY
  return words().time.dayAndTime((isSoon ? weekday : shortDate)().format(new Date(at)), time)
}

/** "14:32:05" today, else with its day: up to when something is true. */
export function exactTime(at: string, now: number): string {
  return (isSameDay(Date.parse(at), now) ? exactClock : exactDate)().format(new Date(at))
}

/** Day, date and time to the minute: when something ends. */
export function endTime(at: string): string {
  return fullToMinute().format(new Date(at))
}

/** Day, date and time to the second, for whoever wants to know exactly. */
export function fullTime(at: string): string {
  const texts = fullTexts()
  const known = texts.get(at)
  if (known !== undefined) return known
  if (texts.size >= MAX_FULL_TEXTS) texts.clear()
  const text = full().format(new Date(at))
  texts.set(at, text)
  return text
}

/** The name of a day as a divider says it: "Today", "Yesterday", "Tuesday, 3 March". */
export function dayText(at: string, now: number): string {
  const day = Date.parse(at)
  if (isSameDay(day, now)) return capitalise(relative().format(0, 'day'))
  if (isSameDay(day, now - DAY)) return capitalise(relative().format(-1, 'day'))
  const isRecent = now - day < 300 * DAY
  return (isRecent ? longDate : dateWithYear)().format(day)
}

export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase(language()) + text.slice(1)
}

/** "Fri 23:14": what a clock shows in another time zone, with the day where that is another one. */
export function localTime(timeZone: string, now: number): string {
  const [there, here] = [timeZone, undefined].map((zone) =>
    new Date(now).toLocaleDateString('en', { timeZone: zone }),
  )
  const day = there === here ? undefined : 'short'
  const options = { timeZone, hour: 'numeric', minute: '2-digit', weekday: day } as const
  return new Date(now).toLocaleTimeString(regional(), options)
}
