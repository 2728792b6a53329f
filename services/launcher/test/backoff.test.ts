import { describe, expect, it } from 'vitest'
import { backoffMs } from '../src/backoff.ts'

describe('the wait before a restart', () => {
  it('[L22] doubles from 250 ms to 10 s, less up to half of it at random', () => {
    const options = { firstMs: 250, maxMs: 10_000 }
    const longest = [0, 1, 2, 3, 4, 5, 6, 900].map((attempt) =>
      backoffMs(attempt, options, () => 0),
    )
    expect(longest).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
    expect(backoffMs(2, options, () => 1)).toBe(500)
  })
})
