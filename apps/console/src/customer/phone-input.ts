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
  /** The same as its country writes it, with + before. */
  said: string | null
  country: CountryCode | null
  /** False where the country gives out no number like it; its tables may be behind. */
  isKnown: boolean
  /** More than any number is, however it is written. */
  isTooLong: boolean
}

/** So many characters take a number with its blanks, brackets and what one dials before it. */
const MAX_TYPED = 32
/** ITU-T E.164. */
const MAX_DIGITS = 15

/** Reads a number as it is typed; one that begins with + is of its own country. What is too long is left as it is. */
export function readNumber(typed: string, country: CountryCode | null): TypedNumber {
  if (typed.trim().length > MAX_TYPED)
    return { text: typed, number: null, said: null, country: null, isKnown: false, isTooLong: true }
  const typist = new AsYouType(country ?? undefined)
  const text = typist.input(typed)
  const found = typist.getNumber()
  const whole = found?.isPossible() ? found : null
  const number = whole?.number ?? null
  const said = whole?.formatInternational() ?? null
  const own = typist.getCountry() ?? found?.country ?? null
  const isTooLong = number === null && text.replaceAll(/\D/g, '').length > MAX_DIGITS
  return { text, number, said, country: own, isKnown: found?.isValid() ?? false, isTooLong }
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
