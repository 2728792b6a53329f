/** How much of a search, and of each place it may match, is looked at. */
const KEPT = 24

/** Lower case without accents, so that "zoe" finds "Zoë". */
export function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Words begin after anything that is no letter or digit; in scripts without blanks each sign begins one. */
const WORD_STARTS =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

const searched = (text: string): string => foldText(text).replaceAll(/\s+/g, ' ').trim()

/** What a search is compared with the places of a name by. */
export function searchKey(q: string): string {
  return searched(q).slice(0, KEPT)
}

/** A name from each word on, folded and cut: what is typed finds it where one of them begins with that. */
export function placesInName(name: string): string[] {
  const folded = searched(name)
  const starts = [...folded.matchAll(WORD_STARTS)].map(({ index }) => index)
  return [...new Set(starts.map((start) => folded.slice(start, start + KEPT)))]
}

/** Whether a search is a part of a number, in any case and with the blanks and brackets people type. */
export function matchesNumber(number: string, q: string): boolean {
  const [held, typed] = [number.toLowerCase(), q.trim().toLowerCase()]
  const tidy = typed.replaceAll(/[\s().\-\u00a0\u2010-\u2015]/g, '')
  return held.includes(typed) || (tidy !== '' && held.includes(tidy))
}

/** Whether a search finds a Customer: a part of the number, or the beginning of a word of the name. */
export function matchesCustomer(
  { number, name }: { number: string; name?: string | null | undefined },
  q: string,
): boolean {
  if (matchesNumber(number, q)) return true
  const key = searchKey(q)
  return key !== '' && name != null && placesInName(name).some((place) => place.startsWith(key))
}

/** Where a search first stands in a text, in UTF-16 units; case and accents do not matter. */
export function findInText(text: string, q: string): { start: number; end: number } | undefined {
  const wanted = foldText(q.trim())
  if (wanted === '' || !foldText(text).includes(wanted)) return undefined
  const [folded, starts] = foldedWithPlaces(text)
  const found = folded.indexOf(wanted)
  const start = starts[found]
  if (start === undefined) return undefined
  return { start, end: starts[found + wanted.length] ?? text.length }
}

/** A text folded sign by sign, and where each of its units came from. */
function foldedWithPlaces(text: string): [folded: string, starts: number[]] {
  const starts: number[] = []
  let folded = ''
  let at = 0
  for (const sign of text) {
    const part = foldText(sign)
    folded += part
    for (let unit = 0; unit < part.length; unit += 1) starts.push(at)
    at += sign.length
  }
  return [folded, starts]
}
