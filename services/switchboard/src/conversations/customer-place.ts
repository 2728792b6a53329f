import type { Conversation } from '@switchboard/protocol'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** One official time, though the database has a second zone. */
const official: Readonly<Record<string, string>> = { CN: 'Asia/Shanghai' }

/** Node 20 has the zones of a region as a property only, later versions as a method. */
interface RegionalLocale {
  getTimeZones?: () => string[] | undefined
  timeZones?: string[] | undefined
}

/** The country a number belongs to, and the Customer's time zone: as it was set, else the country's only one. */
export function timeZoneOf({ number, timeZone }: Pick<Conversation, 'number' | 'timeZone'>): {
  country: string | null
  timeZone: { zone: string; isDerived: boolean } | null
} {
  const country = parsePhoneNumberFromString(number)?.country ?? null
  if (timeZone != null) return { country, timeZone: { zone: timeZone, isDerived: false } }
  const zone = country === null ? undefined : onlyZoneOf(country)
  return { country, timeZone: zone === undefined ? null : { zone, isDerived: true } }
}

/** Undefined where a country's clocks differ. */
function onlyZoneOf(country: string): string | undefined {
  const locale = new Intl.Locale(`und-${country}`) as RegionalLocale
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? []
  const clocks = new Set(zones.map(clockOf))
  return official[country] ?? (clocks.size === 1 ? zones[0] : undefined)
}

/** What a zone's clocks show in January and in July. */
function clockOf(timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  return [0, 6].map((month) => format.format(Date.UTC(2026, month, 1, 12))).join()
}
