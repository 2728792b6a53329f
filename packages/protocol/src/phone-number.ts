/** ITU-T E.164: a plus sign, a country code that does not begin with 0, at most 15 digits. */
const E164 = /^\+[1-9]\d{6,14}$/

export function isE164(text: string): boolean {
  return E164.test(text)
}

/**
 * Whether a text can be sent to this Customer: a full number, or a short code of 3 to 8 digits.
 * Alphanumeric senders and withheld numbers can be shown but never answered.
 */
export function isAnswerable(number: string): boolean {
  return isE164(number) || /^\d{3,8}$/.test(number)
}

/** Removes the blanks, dots, dashes and brackets people type into a number; nothing else changes. */
export function tidyNumber(text: string): string {
  return text.replace(/[\s().\-\u00a0\u2010-\u2015]/g, '')
}

/** The calling codes of one and two digits (ITU-T E.164 annex); all others have three. */
const CODE = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/
/** Where a group ends: threes, and one or two fours at the end where the length wants them. */
const BREAKS = [
  /\d{3}(?!$)/g,
  /\d{3}(?=\d{4})/g,
  /\d{3}(?=(\d{3})*\d{8}$)|\d{4}(?=\d{4}$)/g,
] as const
/** The British begin with a four, or with an area of two digits, of which the first is a 2 (Ofcom). */
const BRITISH = /^\d{4}|\d{3}(?!$)/g
const BRITISH_2 = /^\d\d|\d{4}(?!$)/g

/**
 * A full number in groups: `+1 415 555 0100`, `+44 20 7946 0001`, `+86 138 0013 8000`; anything else as it stands.
 * Display only; what takes a number takes it so, too.
 */
export function formatNumber(number: string): string {
  const [, code, rest] = (isE164(number) && CODE.exec(number)) || []
  if (!code || !rest) return number
  return `+${code} ${rest.replace(breaksOf(code, rest), '$& ')}`
}

function breaksOf(code: string, rest: string): RegExp {
  if (code === '44' && rest.length === 10) return rest.startsWith('2') ? BRITISH_2 : BRITISH
  return BREAKS[(rest.length % 3) as 0 | 1 | 2]
}
