import { describe, expect, it } from 'vitest'
import { meterText } from '../src/composer/meter-text.ts'
import { bannerText } from '../src/connection/banner-text.ts'
import { Clock } from '../src/state/clock.ts'
import { KeptTexts } from '../src/state/kept.ts'
import { splitLinks } from '../src/timeline/links.ts'
import { deliveryWords } from '../src/words/delivery.ts'
import { previewText } from '../src/words/entries.ts'
import { faceOf, moodText, scoreText } from '../src/words/mood.ts'
import { ageText, shortAge } from '../src/words/time.ts'
import { speak } from '../src/i18n/index.ts'
import { makeMessage } from './factories.ts'
import { MemoryStorage } from './fake-wire.ts'

const NOON = new Date(2026, 10, 22, 12).getTime()
const ago = (ms: number): string => new Date(NOON - ms).toISOString()
const MINUTE = 60_000

describe('words', () => {
  it.each([
    [0, 'now', 'just now'],
    [-90_000, 'now', 'just now'],
    [3 * MINUTE, '3m', '3 minutes ago'],
    [59.7 * MINUTE, '1h', '1 hour ago'],
    [100 * MINUTE, '1h', '1 hour ago'],
    [125 * MINUTE, '2h', '2 hours ago'],
  ])('[C7] tells the age of what was %i ms ago', (ms, short, long) => {
    expect(shortAge(ago(ms), NOON)).toBe(short)
    expect(ageText(ago(ms), NOON)).toBe(long)
  })

  it('[C7] believes the server’s clock, not one of this computer that is slow', () => {
    const clock = new Clock()
    const ahead = new Date(Date.now() + 10 * MINUTE).toISOString()
    clock.learn(ahead, { value: 0, unit: 'second' })
    expect(clock.now()).toBeGreaterThanOrEqual(Date.parse(ahead))
  })

  it.each([
    ['delivered', undefined, 'delivered', undefined],
    ['pending', undefined, 'waiting', undefined],
    ['undelivered', 30003, 'failed', 'Not delivered: the phone is off or out of reach. Try later.'],
    [
      'undelivered',
      30011,
      'failed',
      'Not delivered: this phone takes no pictures. Send a text without them.',
    ],
    ['failed', 99999, 'failed', 'Not sent: the carrier says error 99999.'],
  ] as const)('[C11] says what became of a text that is %s (%s)', (status, code, tone, long) => {
    const words = deliveryWords({ status, ...(code && { errorCode: code }) })
    expect(words).toMatchObject({ tone })
    expect(words.long).toBe(long)
  })

  it.each([
    [['application/pdf'], 'PDF document', 'PDF 文档'],
    [['audio/ogg'], 'Voice or sound', '语音或声音'],
    [['text/vcard'], 'Contact card', '名片'],
    [['image/jpeg'], 'Picture', '图片'],
    [['image/jpeg', 'image/png'], '2 pictures', '2 张图片'],
    [['image/jpeg', 'application/pdf'], '2 files', '2 个文件'],
  ])('[C4] previews a text that is only %j by its kind', async (types, english, chinese) => {
    const media = types.map((contentType, index) => ({ id: `m${index}`, contentType }))
    const message = makeMessage({ body: '', media })
    expect(previewText(message, {}, 'ada')).toBe(english)
    await speak('zh-CN')
    expect(previewText(message, {}, 'ada')).toBe(chinese)
    await speak('en')
  })

  it('[C10] says because of which words', () => {
    const words = [
      { word: 'broken', score: -1 },
      { word: 'angry', score: -3 },
    ]
    const read = { language: 'en', isRead: true } as const
    expect(moodText({ score: -4, face: 'unhappy', words, ...read })).toBe(
      'Unhappy, because of broken, angry (−4)',
    )
    const unread = { score: 0, face: 'neutral', words: [], language: null, isRead: false } as const
    expect(moodText({ ...unread, words: [] })).toBe('Mood not read: language unknown')
    const spanish = [{ word: 'malo', score: -3 }]
    expect(
      moodText({ score: -3, face: 'unhappy', words: spanish, language: 'es', isRead: true }),
    ).toBe('Unhappy, because of malo (−3). Read as Spanish')
    expect([-5, -4, 0, 4, 5].map(faceOf)).toEqual(['devil', 'unhappy', 'neutral', 'happy', 'wink'])
    expect([-2, 0, 2].map(scoreText)).toEqual(['−2', '0', '+2'])
  })

  it('[C15] counts segments and names the character that makes them short', () => {
    expect(meterText('').text).toBe('')
    expect(meterText('Hello').text).toBe('1 segment · 155 left · GSM-7')
    expect(meterText('it’s').text).toBe('1 segment · 66 left · UCS-2')
    expect(meterText('x'.repeat(1600))).toMatchObject({ isOver: false })
    expect(meterText('x'.repeat(1602))).toMatchObject({ isOver: true })
    expect(meterText('x'.repeat(1602)).text).toContain('2 characters too many')
  })

  it('[C16] makes links of http addresses and of nothing else', () => {
    expect(splitLinks('see https://a.example/x?y=1. or javascript:alert(1)')).toEqual([
      { text: 'see ' },
      { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
      { text: '. or javascript:alert(1)' },
    ])
  })

  it.each([
    ['请看https://a.example/b，谢谢！', 'https://a.example/b'],
    ['https://a.example、还有', 'https://a.example/'],
    ['「https://a.example/b」', 'https://a.example/b'],
    ['“https://a.example/b”', 'https://a.example/b'],
    ['https://a.example/wiki/A_(b)', 'https://a.example/wiki/A_(b)'],
    ['(see https://a.example/b).', 'https://a.example/b'],
    ['(see https://a.example/A_(b))', 'https://a.example/A_(b)'],
    ['https://a.example/\u202egpj.exe', 'https://a.example/'],
  ])('[C16] ends an address where its writer did: %s', (body, href) => {
    const pieces = splitLinks(body)
    expect(pieces.map(({ text }) => text).join('')).toBe(body)
    expect(pieces.flatMap((piece) => piece.href ?? [])).toEqual([href])
  })

  it('[C16] says where an address leads that looks like another, and follows none with a name before an @', () => {
    expect(splitLinks('https://раураl.com/x')).toEqual([
      {
        text: 'https://раураl.com/x',
        href: 'https://xn--l-7sba6dbr.com/x',
        host: 'xn--l-7sba6dbr.com',
      },
    ])
    expect(splitLinks('https://bank.example@evil.example/login')).toEqual([
      { text: 'https://bank.example@evil.example/login' },
    ])
  })

  it('[C5] says how the connection stands, and what waits', () => {
    const live = { live: true, since: null }
    const facts = {
      link: 'live',
      upstream: live,
      cursor: 1,
      waiting: 0,
      caughtUpTo: null,
      isTooSlow: false,
      isSilent: false,
      isOffline: false,
    } as const
    expect(bannerText(facts)).toBeNull()
    expect(bannerText({ ...facts, link: 'reconnecting', waiting: 2 })?.text).toContain(
      '2 replies wait',
    )
    const lost = { ...facts, upstream: { live: false, since: '' } }
    expect(bannerText(lost)?.text).toContain('The switchboard is out of reach')
    expect(bannerText({ ...facts, link: 'connecting', cursor: null })?.text).toBe('Connecting…')
    expect(bannerText({ ...facts, link: 'outdated' })?.text).toContain('Reload')
  })

  it('[C6] keeps a bounded number of texts, dropping the oldest', () => {
    const storage = new MemoryStorage()
    const kept = new KeptTexts(storage, 'test:', 2)
    kept.set('a', '1', 1)
    kept.set('b', '2', 2)
    kept.set('c', '3', 3)
    storage.setItem('test:broken', '{')
    expect(Object.fromEntries(kept.all())).toEqual({ b: '2', c: '3' })
  })
})
