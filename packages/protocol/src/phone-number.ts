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

/** `+1 415 555 0100` for North American numbers, otherwise the number as it stands. Display only. */
export function formatNumber(number: string): string {
  const nanp = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number)
  return nanp ? `+1 ${nanp[1]} ${nanp[2]} ${nanp[3]}` : number
}
