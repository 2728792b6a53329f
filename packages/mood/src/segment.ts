import { CLAUSE_END } from './scoring.ts'

let segmenter: Intl.Segmenter | undefined

/** The words of a Chinese text; what the segmenter joins and nobody knows is read by its longest known parts. */
export function segmentChinese(text: string, isKnown: (word: string) => boolean): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  const words = Array.from(segmenter.segment(text), ({ segment }) => segment.trim())
  const tokens = words.flatMap((word) => {
    if (word === '') return []
    return word === CLAUSE_END || isKnown(word) ? [word] : knownParts(word, isKnown)
  })
  return joinKnown(tokens, isKnown)
}

const MAX_JOINED = 4

/** What the segmenter took apart and is known as one word, is one again. */
function joinKnown(tokens: readonly string[], isKnown: (word: string) => boolean): string[] {
  const joined: string[] = []
  for (let at = 0; at < tokens.length;) {
    let length = Math.min(MAX_JOINED, tokens.length - at)
    while (length > 1 && !isKnown(tokens.slice(at, at + length).join(''))) length -= 1
    joined.push(tokens.slice(at, at + length).join(''))
    at += length
  }
  return joined
}

function knownParts(word: string, isKnown: (part: string) => boolean): string[] {
  const letters = Array.from(word)
  const parts: string[] = []
  for (let at = 0; at < letters.length;) {
    const part = longestKnown(letters, at, isKnown)
    parts.push(part)
    at += Array.from(part).length
  }
  return parts
}

function longestKnown(letters: string[], at: number, isKnown: (part: string) => boolean): string {
  for (let end = Math.min(letters.length, at + 6); end > at + 1; end -= 1) {
    const part = letters.slice(at, end).join('')
    if (isKnown(part)) return part
  }
  return letters[at] ?? ''
}
