import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { countSegments } from '@switchboard/protocol'
import { characterName, characterSign } from '../src/composer/character-name.ts'
import { emojiData } from '../src/composer/emoji-data.ts'
import { findEmoji } from '../src/composer/emoji-search.ts'
import { plainOffer, plainText } from '../src/composer/plain-characters.ts'
import { laterEnglish } from '../src/i18n/en/later.ts'
import { openDesk } from './open-desk.tsx'

afterEach(cleanup)

const marked = () =>
  within(screen.getByRole('listbox', { name: 'Emoji' })).getByRole('option', { selected: true })

/** The picker comes with its data, on a slow machine by and by. */
const patiently = { timeout: 10_000 }

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' })
const type = (value: string): void => fill(field(), value)
function fill(element: HTMLElement, value: string): void {
  act(() => void fireEvent.change(element, { target: { value } }))
}

describe('the composer', () => {
  it('[R3] says what a reply does: it takes what is open and free, and leaves resolved what is', async () => {
    await openDesk({ assignee: null })
    expect(field().placeholder).toBe('Reply to take this conversation…')
    cleanup()
    await openDesk({ assignee: null, status: 'resolved' })
    expect(field().placeholder).toBe('Reply by text; it stays resolved…')
    cleanup()
    await openDesk({ assignee: null, status: 'snoozed' })
    expect(field().placeholder).toBe('Reply by text…')
  })

  it.each([
    ['Reply', 'reply-mode'],
    ['Private note', 'note'],
  ])(
    '[C146] takes nothing of a million signs pasted into the %s, and says so',
    async (name, mode) => {
      await openDesk()
      act(() => document.querySelector<HTMLElement>(`[data-action="${mode}"]`)!.click())
      const pasteIn = (text: string): boolean =>
        fireEvent.paste(screen.getByRole('textbox', { name }), {
          clipboardData: { files: [], types: ['text/plain'], getData: () => text },
        })
      expect(pasteIn('x'.repeat(1_000_000))).toBe(false)
      expect(screen.getByRole('alert').textContent).toBe(
        'Not pasted: 1,000,000 characters at once are too many, 16,000 are the most.',
      )
      expect(pasteIn('x'.repeat(16_000))).toBe(true)
      expect(screen.queryByRole('alert')).toBeNull()
    },
  )

  it('[C160] writes every sign plainly that has a plain one, all at once', () => {
    expect(plainText('“It’s 3–4 km… really”\u00a0— ok')).toBe('"It\'s 3-4 km... really" - ok')
    expect(plainText('a\u200bb\u2028c')).toBe('ab\nc')
    const long = `${'x'.repeat(99)}’`
    expect(plainOffer(long)).toEqual({ text: `${'x'.repeat(99)}'`, saved: 1 })
    expect(plainOffer('it’s')).toEqual({ text: "it's", saved: 0 })
    expect(plainOffer('plain')).toBeNull()
    // What stays in UCS-2 anyway is left as it was written.
    expect(plainOffer('it’s 👍')).toBeNull()
    expect(plainOffer('naïveté’')).toBeNull()
    for (const text of ['‘a’', '…', '\t', '×', '™'])
      expect(countSegments(plainText(text)).encoding).toBe('GSM-7')
  })

  it('[C160] names the sign, offers the plain text with what it saves, and takes it at a click', async () => {
    const { console, conversation } = await openDesk()
    type(`${'x'.repeat(99)}’`)
    const meter = document.querySelector('#meter')
    expect(meter?.textContent).toContain('because of ’ curly apostrophe')
    expect(meter?.querySelector('mark')?.textContent).toBe('’')
    act(() => screen.getByRole('button', { name: 'Write it plainly, 1 segment fewer' }).click())
    expect(console.drafts.get(conversation.number)).toBe(`${'x'.repeat(99)}'`)
    expect(meter?.textContent).toContain('GSM-7')
    expect(screen.queryByRole('button', { name: /Write it plainly/ })).toBeNull()
  })

  it('[C160] names first a sign that has no plain one: replacing the others changes nothing', async () => {
    await openDesk()
    type('Hi ‘there’ 😀')
    const meter = document.querySelector('#meter')
    expect(meter?.textContent).toContain('because of 😀 emoji')
    expect(screen.queryByRole('button', { name: /Write it plainly/ })).toBeNull()
    type('Hi ‘there’')
    expect(meter?.textContent).toContain('because of ‘ curly apostrophe')
    type('Hi')
    expect(meter?.textContent).not.toContain('because of')
  })

  it('[C160] has a name for whatever makes segments short', () => {
    const names = Array.from('’“—…\t\u00a0\u200b😀好ő€☂').map(characterName)
    expect(names.slice(0, 5)).toEqual([
      'curly apostrophe',
      'curly quotation mark',
      'long dash',
      'ellipsis',
      'tab',
    ])
    expect(names.slice(5, 10)).toEqual([
      'special space',
      'invisible character',
      'emoji',
      'Chinese character',
      'letter',
    ])
    expect(characterSign('\u00a0')).toBe('U+00A0')
    expect(characterSign('’')).toBe('’')
  })

  it('[C161] keeps what is pasted beyond 1,600 characters whole, and says how much is too much', async () => {
    const { console, conversation } = await openDesk()
    expect(field().maxLength).toBe(-1)
    type('x'.repeat(2000))
    expect(console.drafts.get(conversation.number)).toHaveLength(2000)
    screen.getByText('400 characters too many; a text holds 1,600.')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
    type('x'.repeat(1590))
    expect(document.querySelector('#meter')?.textContent).toContain('10 to the limit')
  })

  it('[C161] keeps a note beyond its length whole as well', async () => {
    await openDesk()
    act(() => screen.getByRole('button', { name: 'Note' }).click())
    const note = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Private note' })
    fill(note, 'x'.repeat(4003))
    expect(note.value).toHaveLength(4003)
    screen.getByText('3 characters too many; a note holds 4,000.')
    const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add note' })
    expect(add.disabled).toBe(true)
  })

  it('[C162] finds emoji by the words of both languages, whichever is spoken', () => {
    const { groups } = laterEnglish.composer.emoji
    for (const locale of ['en', 'zh'] as const) {
      const { emojis, categories } = emojiData(locale, groups)
      expect(categories.map(({ label }) => label)).toEqual(Object.values(groups))
      expect(emojis.length).toBeGreaterThan(1700)
      const parcel = emojis.find(({ emoji }) => emoji === '📦')
      expect(parcel?.names.toSorted()).toEqual(['package', '包裹'])
      expect(parcel?.tags).toEqual(expect.arrayContaining(['parcel', '快递']))
    }
  })

  it.each([
    ['thumb', '👍'],
    ['thumbs', '👍'],
    ['thumbs down', '👎'],
    ['ok', '👌'],
    ['check', '✅'],
    ['done', '✅'],
    ['smile', '🙂'],
    ['like', '👍'],
    ['yes', '👍'],
    ['sorry', '🙇'],
    ['thanks', '🙏'],
    ['heart', '❤️'],
    ['cat', '🐈'],
    ['parcel', '📦'],
    ['赞', '👍'],
    ['拇指', '👍'],
    ['好的', '👌'],
    ['勾', '✅'],
    ['害羞', '😊'],
    ['微笑', '☺️'],
    ['对不起', '🙇'],
    ['谢谢', '🙏'],
    ['包裹', '📦'],
  ])('[C162] finds by %s first what is meant, %s', (query, wanted) => {
    const { groups } = laterEnglish.composer.emoji
    for (const locale of ['en', 'zh'] as const)
      expect(findEmoji(emojiData(locale, groups).emojis, query)[0]?.emoji).toBe(wanted)
  })

  it('[C162] marks the best one found, moves the mark, and takes it by Enter', async () => {
    // As newer browsers do.
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
    scrolled.mockImplementation(() => Promise.resolve() as unknown as void)
    onTestFinished(() => scrolled.mockRestore())
    await openDesk()
    type('Great ')
    act(() => screen.getByRole('button', { name: 'Emoji' }).click())
    const search = await screen.findByRole('searchbox', { name: 'Find an emoji' }, patiently)
    fill(search, 'thumbs')
    expect(marked().getAttribute('aria-label')).toBe('thumbs up')
    expect(search.getAttribute('aria-activedescendant')).toBe(marked().id)
    act(() => void fireEvent.keyDown(search, { key: 'ArrowRight' }))
    expect(marked().getAttribute('aria-label')).toBe('thumbs down')
    act(() => void fireEvent.keyDown(search, { key: 'ArrowLeft' }))
    act(() => void fireEvent.keyDown(search, { key: 'Enter' }))
    expect(field().value).toBe('Great 👍')
  })
})
