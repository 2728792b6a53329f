import { describe, expect, it } from 'vitest'
import { findInText, foldText, matchesCustomer } from '../src/index.ts'

describe('search', () => {
  it.each([
    ['Où est le COLIS', 'ou', 0, 2],
    ['cafe\u0301 noir', 'é n', 3, 7],
    ['ﬁne', 'i', 0, 1],
    ['😀 Straße', 'straße', 3, 9],
    ['王小明', '小', 1, 2],
  ])('[W2] finds in %j the text %j', (text, q, start, end) => {
    expect(findInText(text, q)).toEqual({ start, end })
  })

  it('[W2] finds nothing where nothing is, or nothing is looked for', () => {
    expect(findInText('hello', 'world')).toBeUndefined()
    expect(findInText('hello', ' ')).toBeUndefined()
    expect(foldText('ÀÉ')).toBe('ae')
  })

  it.each([
    ['+14155550101', null, '(415) 555', true],
    ['ACME', null, 'acm', true],
    ['+14155550101', 'Zoë O’Neill-Smith', 'zoe o', true],
    ['+14155550101', 'Zoë O’Neill-Smith', 'smi', true],
    ['+14155550101', 'Zoë O’Neill-Smith', 'mith', false],
    ['+14155550101', 'Zoë', '-', false],
    ['+14155550101', undefined, 'zoe', false],
  ])('[W1] searches %s, called %s, for %j', (number, name, q, expected) => {
    expect(matchesCustomer({ number, name }, q)).toBe(expected)
  })
})
