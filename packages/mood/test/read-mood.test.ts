import { faces, moodSchema } from '@switchboard/protocol'
import * as fc from 'fast-check'
import Sentiment from 'sentiment'
import { describe, expect, it } from 'vitest'
import { readMood } from '../src/index.ts'

const scoreOf = (text: string) => readMood(text).score

describe('faces', () => {
  it.each([
    ['worst service ever. I hate this', -6, 'devil'],
    ["it's broken", -1, 'unhappy'],
    ['where is my order', 0, 'neutral'],
    ['Thanks so much!!', 2, 'happy'],
    ['not very good', -4, 'unhappy'],
    ['sooo happyyyy', 4, 'happy'],
    ['You are awesome, I love it 😍', 10, 'wink'],
    ['The delivery was late and the box damaged', -3, 'unhappy'],
    ['Is anyone there?', 0, 'neutral'],
    ['', 0, 'neutral'],
  ])('[M1] reads %j as %d, %s', (text, score, face) => {
    expect(readMood(text)).toMatchObject({ score, face })
  })

  it('[M2] tells the words that decided, in reading order, with the weight each had', () => {
    expect(readMood('Really great, but not good').words).toEqual([
      { word: 'great', score: 2 },
      { word: 'good', score: -3 },
    ])
  })
})

describe('negation, boosters and contrast', () => {
  it.each([
    ['not very good', -4],
    ['never good', -3],
    ["that wasn't at all nice", -3],
    ['no problem', 2],
    ['not only good', 3],
    ["can't complain", 2],
    ["isn't not good", 3],
    ['not a good day', -3],
    ['not one of those good', 3],
    ["it isn't here. Great", 3],
  ])(
    '[M3] a negator turns round up to three words on, within its clause: %j is %d',
    (text, score) => {
      expect(scoreOf(text)).toBe(score)
    },
  )

  it.each([
    ['very good', 4],
    ['really bad', -4],
    ['good but slow and broken', 0.5],
    ['Great service, but the food was bad', -1.5],
  ])('[M4] boosters add one, and what stands before "but" counts half: %j is %d', (text, score) => {
    expect(scoreOf(text)).toBe(score)
  })

  it('[M10] takes sarcasm at its word', () => {
    expect(scoreOf('oh great, another outage')).toBe(1)
  })
})

describe('spelling', () => {
  it.each([
    ['don’t like', "don't like"],
    ['I can‘t complain', "I can't complain"],
    ['goood', 'good'],
    ['GREAAAAT', 'great'],
    ['noooot happyyy', 'not happy'],
    ["'great'", 'great'],
    ['super-great', 'super great'],
    ['great/nice', 'great nice'],
    ['nai\u0308ve', 'naïve'],
    ['not\u2026good', 'not. good'],
  ])('[M5] %j reads as %j', (text, plain) => {
    expect(scoreOf(text)).toBe(scoreOf(plain))
    expect(scoreOf(text)).not.toBe(0)
  })

  it.each([
    ['great😡', 2],
    ['😡😡', -2],
    ['❤️', 3],
    ['❤', 3],
    ['👍🏽', 2],
    ['thanks❤️man', 5],
    ['👨‍👩‍👧', scoreOf('👨 👩 👧')],
  ])(
    '[M6] emoji count wherever they stand and however they are dressed: %j is %d',
    (text, score) => {
      expect(scoreOf(text)).toBe(score)
    },
  )
})

describe('what texts to a company mean otherwise', () => {
  it.each([
    'Do you have the grey one in size 44?',
    'Can I pay in three instalments?',
    'Does it contain nuts? I am allergic',
    'Ill be there at 5, leave it in the lobby of block 4',
    'Sorry to bother you, did I miss your call?',
    'Excuse me, are there any charges for delivery?',
    'I need to cancel my appointment, or postpone it to Friday',
    'I accidentally ordered two, can I drop one off?',
    'Is the discounted one a limited edition?',
    'Is Rob in today? I forgot my password',
    'The blue one, please call me',
  ])('[M14] finds no mood in %j', (text) => {
    expect(readMood(text)).toMatchObject({ score: 0, words: [], language: 'en' })
  })

  it.each([
    ['Could someone please look at this? I am worried it gets charged twice.', -4],
    ['I was charged twice for the same invoice. Please fix this.', -2],
    ['Just so you know, the link in your last text is dead.', -1],
    ['My phone died and a warning light is on', -2],
    ['My parcel got lost', -2],
    ['No worries', 2],
    ['There is no excuse for this', -2],
    ['Don’t bother, I bought it elsewhere', -2],
    ['My order was cancelled', -1],
  ])('[M14] hears trouble, but no rage, in %j: %d', (text, score) => {
    expect(scoreOf(text)).toBe(score)
  })
})

describe('what is no mood', () => {
  it.each(['STOP', ' stop ', 'Stopall', 'CANCEL', 'Yes', 'HELP', 'info', 'START', 'revoke'])(
    '[M7] the keyword %j alone says nothing',
    (text) => expect(readMood(text)).toMatchObject({ score: 0, words: [], face: 'neutral' }),
  )

  it('[M7] a keyword inside a sentence is a word like any other', () => {
    expect(readMood('stop sending me this').score).toBe(-1)
  })

  it.each(['constructor', '__proto__', 'hasOwnProperty', 'toString valueOf'])(
    '[M8] %j is no word of the lexicon and negates nothing',
    (text) => {
      expect(readMood(text)).toMatchObject({ score: 0, words: [], face: 'neutral' })
      expect(scoreOf(`${text} good`)).toBe(3)
    },
  )
})

describe('purity', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('not', 'good', 'bad', 'but', 'very', '😡', '|', '.', '\ud800', '\0'), {
        maxLength: 60,
      })
      .map((words) => words.join(' ')),
  )

  it('[M8] never throws, and always gives a whole mood whose words sum up to its score', () => {
    fc.assert(
      fc.property(text, (sms) => {
        const mood = readMood(sms)
        const sum = mood.words.reduce((total, word) => total + word.score, 0)
        expect(sum).toBe(mood.score)
        expect(Number.isInteger(mood.score * 2)).toBe(true)
        expect(faces).toContain(mood.face)
        expect(Object.keys(mood)).toEqual(Object.keys(moodSchema.entries))
      }),
    )
  })

  it('[M8] gives the same mood again, whatever was read in between', () => {
    fc.assert(
      fc.property(text, text, (sms, other) => {
        const first = readMood(sms)
        readMood(other)
        expect(readMood(sms)).toEqual(first)
      }),
    )
  })

  it('[M8] is not moved by what somebody else teaches the sentiment package', () => {
    new Sentiment().analyze('order', { extras: { order: -5 } })
    expect(scoreOf('where is my order')).toBe(0)
  })

  it('[M8] reads ten thousand characters of a longer text', () => {
    expect(scoreOf(`${'the '.repeat(2_500)}good`)).toBe(0)
    expect(scoreOf(`${'the '.repeat(2_490)}good`)).toBe(3)
  })
})
