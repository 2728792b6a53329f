import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, isAnswerable, isE164, matchesNumber, tidyNumber } from '../src/index.ts'

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

  it.each([
    '+1 415 555 0100',
    '+7 912 345 6789',
    '+20 100 123 4567',
    '+33 612 345 678',
    '+354 555 1234',
    '+44 7700 900 123',
    '+44 20 7946 0001',
    '+44 28 9649 6001',
    '+44 1632 960 001',
    '+49 151 1234 5678',
    '+852 5123 4567',
    '+86 138 0013 8000',
    '+86 216 123 4567',
    '+886 912 345 678',
    '+971 501 234 567',
    '+290 2345',
    '+290 23456',
    '+43 123 456 789 0123',
  ])('[P4] shows a number in groups: %s', (shown) => {
    const number = tidyNumber(shown)
    expect(formatNumber(number)).toBe(shown)
    expect(matchesNumber(number, shown)).toBe(true)
  })

  it.each([
    '72345',
    '12345678',
    'ACME',
    'Anonymous',
    '+12',
    '+0123456789',
    'whatsapp:+14155550100',
    '',
  ])('[P4] leaves alone what is no full number: "%s"', (text) => {
    expect(formatNumber(text)).toBe(text)
  })

  it('[P4] parts no number by its groups but for blanks, whatever the number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
        const groups = formatNumber(number).split(' ')
        expect(groups.join('')).toBe(number)
        expect(groups.every((group) => /^\+?\d{1,5}$/.test(group))).toBe(true)
      }),
    )
  })

  it('[P4] tidies what people type', () => {
    expect(tidyNumber('+1 (415) 555-0100')).toBe('+14155550100')
  })
})
