/** RFC 2822 as Twilio prints it: `Sun, 22 Nov 2026 09:30:00 +0000`. */
export function toRfc2822(iso: string): string
export function toRfc2822(iso: string | null): string | null
export function toRfc2822(iso: string | null): string | null {
  return iso === null ? null : new Date(iso).toUTCString().replace('GMT', '+0000')
}

/** The second an ISO time falls in, in ms: Twilio's dates have no fractions. */
export function toWholeSecond(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000) * 1000
}
