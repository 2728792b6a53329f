import { describe, expect, it } from 'vitest'
import { formatNumber, isAnswerable, isE164, tidyNumber } from '../src/index.ts'

describe('numbers', () => {
  it.each([
    ['+14155550100', true, true],
    ['+4915112345678', true, true],
    ['72345', false, true],
    ['+0123456789', false, false],
    ['+1234567890123456', false, false],
    ['14155550100', false, false],
    ['ACME', false, false],
    ['Anonymous', false, false],
    ['whatsapp:+14155550100', false, false],
    ['', false, false],
  ])('[P4] %s: E.164 %s, answerable %s', (number, e164, answerable) => {
    expect([isE164(number), isAnswerable(number)]).toEqual([e164, answerable])
  })

  it('[P4] tidies what people type and shows North American numbers in groups', () => {
    expect(tidyNumber('+1 (415) 555-0100')).toBe('+14155550100')
    expect(formatNumber('+14155550100')).toBe('+1 415 555 0100')
    expect(formatNumber('+4915112345678')).toBe('+4915112345678')
  })
})
