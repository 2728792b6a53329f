/** What an emoji is found by: its names and its words, in every language we have; small letters. */
interface EmojiWords {
  emoji: string
  names: readonly string[]
  tags: readonly string[]
}

/** Those people send most: of some that fit as well, the one meant. The likeliest first. */
const usual = new Map(
  '👍 👌 ✅ 🙂 😊 😀 😂 ❤ 🙏 🎉 👋 🙇 😢 👏 🔥 🤝 💪 😍 🤔 😅 📦 🚚 📞 📅'
    .split(' ')
    .map((emoji, place) => [emoji, place]),
)

/**
 * Those that fit, the best first: the one of that very name; a usual one, by a whole word or the
 * beginning of a name; then others by a word of the name, its beginning, a tag, its beginning, a part.
 */
export function findEmoji<E extends EmojiWords>(all: readonly E[], query: string): E[] {
  const wanted = query.toLowerCase().trim()
  return all
    .flatMap((emoji) => {
      const rank = rankOf(emoji, wanted)
      return rank === null ? [] : [{ emoji, rank }]
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ emoji }) => emoji)
}

const VERY_NAME = 0
const USUAL = 1
const CLOSE = 4

function rankOf(words: EmojiWords, wanted: string): number | null {
  const fit = fitOf(words, wanted)
  const place = usual.get(words.emoji.replace('\ufe0f', ''))
  const isMeant = place !== undefined && fit !== null && fit > VERY_NAME && fit <= CLOSE
  return isMeant ? USUAL + place / usual.size : fit
}

function fitOf({ names, tags }: EmojiWords, wanted: string): number | null {
  if (names.includes(wanted)) return VERY_NAME
  if (names.some((name) => ` ${name} `.includes(` ${wanted} `))) return 2
  if (names.some((name) => ` ${name}`.includes(` ${wanted}`))) return 3
  if (tags.includes(wanted)) return CLOSE
  if (tags.some((tag) => tag.startsWith(wanted))) return 5
  return [...names, ...tags].some((word) => word.includes(wanted)) ? 6 : null
}
