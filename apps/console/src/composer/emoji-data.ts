import english from 'emojibase-data/en/data.json'
import chinese from 'emojibase-data/zh/data.json'
import type { EmojiData } from 'frimousse'

/** Newer ones than of this Emoji version are squares on many a customer's phone. */
const NEWEST_VERSION = 15

/** As the picker shows it, with all it is found by; names and tags are of both languages, in small letters. */
export type FoundEmoji = EmojiData['emojis'][number] & { names: string[] }

/** Every emoji, named in one language and found by its words in both; groups are named by their number. */
export function emojiData(
  locale: 'en' | 'zh',
  groups: Readonly<Record<number, string>>,
): Omit<EmojiData, 'emojis'> & { emojis: FoundEmoji[] } {
  const [first, second] = locale === 'en' ? [english, chinese] : [chinese, english]
  const others = new Map(second.map((emoji) => [emoji.hexcode, emoji]))
  return {
    locale,
    emojis: first.flatMap((emoji) => {
      const { group, version } = emoji
      if (group === undefined || groups[group] === undefined || version > NEWEST_VERSION) return []
      const both = [emoji, others.get(emoji.hexcode)].filter((one) => one !== undefined)
      const names = both.map(({ label }) => asSearched(label))
      const tags = both.flatMap((one) => one.tags ?? []).map(asSearched)
      const { label } = emoji
      return [{ emoji: bare(emoji.emoji), category: group, label, version, names, tags }]
    }),
    categories: Object.entries(groups).map(([index, label]) => ({ index: Number(index), label })),
    // There is no choice of tones here: one fewer thing between a person and a smile.
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  }
}

/** Without the selector that changes nothing: in an SMS it would cost a place. */
function bare(emoji: string): string {
  return emoji.replaceAll(/(\p{Emoji_Presentation})\ufe0f/gu, '$1')
}

/** Small letters, and one blank between words. */
function asSearched(text: string): string {
  return text.toLowerCase().replaceAll(/[\s:,.()“”-]+/g, ' ')
}
