import { describe, expect, it } from 'vitest'
import { english } from '../../src/i18n/en/index.ts'
import { laterTexts } from '../../src/i18n/later.ts'
import { office } from '../../src/i18n/office.ts'
import { systemTexts } from '../../src/i18n/system.ts'
import { simplifiedChinese } from '../../src/i18n/zh-cn/index.ts'

type Words = (...args: unknown[]) => string

/** Names, which are the same in every language. */
const names = new Set(['common.switchboard', 'common.unreadTitle'])
/** What a text is made with; digits, so that every letter is the catalogue's own. */
const samples: unknown[][] = [
  ['7', '7', '7', '7'],
  ['7', ['7'], '7'],
  [null, null, ''],
  [1, 1, 1],
  [2, 2, 2],
]

function leaves(words: object, path = ''): [string, unknown][] {
  return Object.entries(words).flatMap(([key, value]): [string, unknown][] => {
    const here = path === '' ? key : `${path}.${key}`
    return typeof value === 'object' && value !== null ? leaves(value, here) : [[here, value]]
  })
}

/** For what takes the name of a thing; told only where nothing else fits. */
const named: unknown[][] = [[7, 'open', 'mine']]

/** Every text a leaf comes out as. */
function textsOf(leaf: unknown): string[] {
  if (typeof leaf === 'string') return [leaf]
  if (typeof leaf !== 'function') return []
  const texts = made(leaf as Words, samples)
  return texts.length > 0 ? texts : made(leaf as Words, named)
}

function made(make: Words, all: readonly unknown[][]): string[] {
  return all.flatMap((args) => {
    try {
      const text = make(...args)
      // A sample that does not fit shows as what it is not.
      const fits = typeof text === 'string' && !/undefined|null|NaN|\[object/.test(text)
      return fits ? [text] : []
    } catch {
      return []
    }
  })
}

const laterOf = (tag: 'en' | 'zh-CN') => ({
  later: laterTexts[tag],
  office: office[tag],
  system: systemTexts[tag],
})
const en = new Map(leaves({ ...english, ...laterOf('en') }))
const zh = new Map(leaves({ ...simplifiedChinese, ...laterOf('zh-CN') }))
const hasLetters = (text: string): boolean => /\p{L}/u.test(text)
const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** The keys of what is wrong by this. */
function wrong(isWrong: (leaf: unknown, theirs: unknown, key: string) => boolean): string[] {
  return [...en].filter(([key, leaf]) => isWrong(leaf, zh.get(key), key)).map(([key]) => key)
}

const isEmpty = (leaf: unknown): boolean =>
  textsOf(leaf).length === 0 || (typeof leaf === 'string' && leaf.trim() === '')

const takes = (leaf: unknown): number => (typeof leaf === 'function' ? leaf.length : -1)

const isForeign = (leaf: unknown, theirs: unknown, key: string): boolean =>
  !names.has(key) && textsOf(leaf).some(hasLetters) && !textsOf(theirs).some(hasHan)

describe('the catalogues', () => {
  it('[C60] hold the same texts in both languages, none of them missing or empty', () => {
    expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted())
    expect(wrong((ours, theirs) => isEmpty(ours) || isEmpty(theirs))).toEqual([])
  })

  it('[C60] hide no text that is shown first behind one that comes later', () => {
    const first = new Set(Object.keys(english))
    expect(Object.keys(laterTexts.en).filter((key) => first.has(key))).toEqual([])
  })

  it('[C60] take the same arguments in both languages', () => {
    expect(wrong((ours, theirs) => takes(ours) !== takes(theirs))).toEqual([])
  })

  it('[C60] say each text in its own language', () => {
    expect(wrong((ours) => textsOf(ours).some(hasHan))).toEqual([])
    expect(wrong(isForeign)).toEqual([])
  })
})
