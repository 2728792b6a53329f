import type { TimelineEntry } from '@switchboard/protocol'
import { perLanguage } from '../i18n/index.ts'

const countries = perLanguage(
  (tag) => new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' }),
)

/** "Seattle, WA, United States": where the carrier says the newest text came from; null if it never did. */
export function originText(entries: readonly TimelineEntry[]): string | null {
  const told = entries.findLast((entry) => entry.kind === 'message' && entry.origin)
  if (told?.kind !== 'message' || !told.origin) return null
  const { city, state, country } = told.origin
  const parts = [city && titleCase(city), state, country && countryText(country)]
  return parts.filter(Boolean).join(', ') || null
}

/** The name of a country by its ISO 3166 code. */
export function countryText(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries().of(code) ?? code) : code
}

/** Carriers shout: SAN FRANCISCO. */
function titleCase(text: string): string {
  return text.toLowerCase().replaceAll(/(^|[\s-])\p{L}/gu, (first) => first.toUpperCase())
}
