import {
  AsYouType,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/min'

/** What was typed, as one writes it, and what it comes to. */
export interface TypedNumber {
  text: string
  /** In full (E.164), where it is long enough to be one. */
  number: string | null
  country: CountryCode | null
  /** False where the country gives out no number like it; its tables may be behind. */
  isKnown: boolean
}

/** Reads a number as it is typed; one that begins with + is of its own country. */
export function readNumber(typed: string, country: CountryCode | null): TypedNumber {
  const typist = new AsYouType(country ?? undefined)
  const text = typist.input(typed)
  const found = typist.getNumber()
  const number = found?.isPossible() ? found.number : null
  const own = typist.getCountry() ?? found?.country ?? null
  return { text, number, country: own, isKnown: found?.isValid() ?? false }
}

/** The country of one of our Lines; null for a Messaging Service or a short code. */
export function countryOf(line: string): CountryCode | null {
  return parsePhoneNumberFromString(line)?.country ?? null
}

interface Country {
  code: CountryCode
  callingCode: string
}

export function countries(): Country[] {
  return getCountries().map((code) => ({ code, callingCode: getCountryCallingCode(code) }))
}
