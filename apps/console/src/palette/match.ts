import { foldText } from '@switchboard/protocol'

/**
 * How well a text fits what was typed: 0 not at all, else more is better. Each typed word has to begin a word
 * of the name (4) or of its other words (2), stand inside the name (3), or have its signs in the name in that
 * order (1): "rsn" finds "Resolve and open the next", "解下" finds "解决并打开下一个".
 */
export function matchScore(query: string, name: string, also = ''): number {
  const typed = foldText(query).split(/\s+/).filter(Boolean)
  const [folded, others] = [foldText(name), foldText(also)]
  const scores = typed.map((word) => wordScore(word, folded, others))
  if (scores.includes(0)) return 0
  const start = folded.startsWith(foldText(query.trim())) ? 1 : 0
  return scores.reduce((sum, score) => sum + score, start) / Math.max(1, typed.length)
}

function wordScore(word: string, name: string, also: string): number {
  if (beginsWord(word, name)) return 4
  if (name.includes(word)) return 3
  if (beginsWord(word, also)) return 2
  return word.length > 1 && isScattered(word, name) ? 1 : 0
}

function beginsWord(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true
  return false
}

/** Whether all signs are there in this order, the first at the beginning of a word or in Chinese anywhere. */
function isScattered(word: string, text: string): boolean {
  const [first = ''] = word
  if (!/\p{Script=Han}/u.test(first) && !beginsWord(first, text)) return false
  let at = -1
  for (const sign of word) {
    at = text.indexOf(sign, at + 1)
    if (at === -1) return false
  }
  return true
}
