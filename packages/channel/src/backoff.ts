export interface Backoff {
  /** The longest wait before the first new attempt. */
  initialMs: number
  /** The longest wait before any attempt. */
  maxMs: number
}

export const defaultBackoff: Backoff = { initialMs: 500, maxMs: 15_000 }

/**
 * How long to wait before the attempt after `failures` failed ones (1, 2, 3…): doubles each time, and is
 * drawn from the upper half, so that all who lost one server do not come back at one moment.
 */
export function backoffMs(
  { initialMs, maxMs }: Backoff,
  failures: number,
  random: () => number = Math.random,
): number {
  const longest = Math.min(maxMs, initialMs * 2 ** Math.min(failures - 1, 30))
  return Math.round(longest * (0.5 + random() / 2))
}
