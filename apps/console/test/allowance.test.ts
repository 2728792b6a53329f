import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Allowance } from '../src/state/allowance.ts'

describe('an allowance', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('[C188] gives no more than it has, until its time is over', () => {
    const allowance = new Allowance(3, 10_000)
    const taken = Array.from({ length: 5 }, () => allowance.take())
    expect(taken).toEqual([true, true, true, false, false])
    vi.advanceTimersByTime(9_999)
    expect(allowance.take()).toBe(false)
    vi.advanceTimersByTime(1)
    expect(allowance.take()).toBe(true)
  })
})
