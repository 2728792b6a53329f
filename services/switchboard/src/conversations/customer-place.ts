import type { HistoryStore } from '@switchboard/history'
import type { Conversation, Origin } from '@switchboard/protocol'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { zoneOfState } from './zones-of-states.ts'

/** One official time, though the database has a second zone. */
const official: Readonly<Record<string, string>> = { CN: 'Asia/Shanghai' }

/** Node 20 has the zones of a region as a property only, later versions as a method. */
interface RegionalLocale {
  getTimeZones?: () => string[] | undefined
  timeZones?: string[] | undefined
}

/**
 * The country a number belongs to, and the Customer's time zone: as it was set, else the country's only one, else
 * that of the state the carrier named with a text.
 */
export function timeZoneOf(
  { number, timeZone }: Pick<Conversation, 'number' | 'timeZone'>,
  origin?: Origin,
): {
  country: string | null
  timeZone: { zone: string; isDerived: boolean } | null
} {
  const country = parsePhoneNumberFromString(number)?.country ?? null
  if (timeZone != null) return { country, timeZone: { zone: timeZone, isDerived: false } }
  const zone = country === null ? undefined : zoneIn(country, origin)
  return { country, timeZone: zone === undefined ? null : { zone, isDerived: true } }
}

/** A state of another country than the number's says nothing. */
function zoneIn(country: string, origin: Origin | undefined): string | undefined {
  const state = origin?.country === country ? origin.state : undefined
  return onlyZoneOf(country) ?? zoneOfState(country, state)
}

/** How many of the newest entries are looked through for a text of the Customer. */
const LOOKED_AT = 50

/** Where the carrier says the Customer's newest text came from. */
export async function originOf(
  store: Pick<HistoryStore, 'entries'>,
  number: string,
): Promise<Origin | undefined> {
  const { entries } = await store.entries(number, { limit: LOOKED_AT })
  const told = entries.find((entry) => entry.kind === 'message' && entry.origin)
  return told?.kind === 'message' ? told.origin : undefined
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
