import { vi } from 'vitest'

/** Waits until the check no longer throws; the bound is for a machine that is busy with other things. */
export function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 10_000, interval: 20 })
}
