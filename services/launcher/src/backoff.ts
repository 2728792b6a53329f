export interface BackoffOptions {
  firstMs: number
  maxMs: number
}

/** Time to wait before the given attempt (0 is the first): doubling, with up to half taken off at random. */
export function backoffMs(
  attempt: number,
  { firstMs, maxMs }: BackoffOptions,
  random: () => number = Math.random,
): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 30))
  return Math.round(full * (1 - random() / 2))
}
