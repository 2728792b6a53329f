/** Where a Customer's thread is found. */
export function threadPath(number: string): string {
  return `/c/${encodeURIComponent(number)}`
}
