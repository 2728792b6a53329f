import { describe, expect, it } from 'vitest'
import { ageAt } from '../src/age.ts'

const at = '2026-11-22T12:00:00.000Z'
const english = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

describe('age', () => {
  it.each([
    [0, 0, 'second', 'now'],
    [999, 0, 'second', 'now'],
    [59_999, 59, 'second', '59 seconds ago'],
    [60_000, 1, 'minute', '1 minute ago'],
    [HOUR - 1, 59, 'minute', '59 minutes ago'],
    [HOUR, 1, 'hour', '1 hour ago'],
    [DAY - 1, 23, 'hour', '23 hours ago'],
    [DAY, 1, 'day', 'yesterday'],
    [6 * DAY, 6, 'day', '6 days ago'],
    [7 * DAY, 1, 'week', 'last week'],
    [30 * DAY, 4, 'week', '4 weeks ago'],
    [31 * DAY, 1, 'month', 'last month'],
    [800 * DAY, 2, 'year', '2 years ago'],
    [-5_000, 0, 'second', 'now'],
  ])('[Q1] after %d ms is %d %s: %s', (passedMs, value, unit, text) => {
    expect(ageAt(at, Date.parse(at) + passedMs, english)).toEqual({ value, unit, text })
  })

  it('[Q1] is worded in the language asked for', () => {
    const chinese = new Intl.RelativeTimeFormat('zh-CN', { numeric: 'auto' })
    expect(ageAt(at, Date.parse(at) + DAY, chinese).text).toBe('昨天')
  })

  it('[Q1] is now for a time that cannot be read', () => {
    expect(ageAt('soon', 5, english)).toEqual({ value: 0, unit: 'second', text: 'now' })
  })
})
