/** A text in pieces: what may be followed, and all the rest as it stands. */
export interface TextPiece {
  text: string
  href?: string
  /** Where it leads, where its words do not say so: letters of other alphabets look like our own. */
  host?: string
}

/** It ends at a blank, at quotes and Chinese punctuation, which an address writes otherwise, and at what is not seen. */
const LINK = /https?:\/\/[^\s<>"'\u2018-\u201f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\p{Cf}]+/giu
const TRAILING = /[.,;:!?)\]}…]$/

/** Splits a text at its http(s) addresses; nothing else is ever made a link. */
export function splitLinks(body: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of body.matchAll(LINK)) {
    const text = withoutTail(match[0])
    if (!URL.canParse(text)) continue
    const url = new URL(text)
    // What stands before an @ is made to look like where it leads.
    if (url.username || url.password) continue
    if (match.index > end) pieces.push({ text: body.slice(end, match.index) })
    const isSaid = text.toLowerCase().includes(url.host)
    pieces.push({ text, href: url.href, ...(!isSaid && { host: url.host }) })
    end = match.index + text.length
  }
  if (end < body.length) pieces.push({ text: body.slice(end) })
  return pieces
}

/** Without the sentence's own signs behind it; a bracket that it opened itself is its own. */
function withoutTail(text: string): string {
  let rest = text
  while (TRAILING.test(rest) && !(rest.endsWith(')') && isBalanced(rest))) rest = rest.slice(0, -1)
  return rest
}

const isBalanced = (text: string): boolean => text.split('(').length >= text.split(')').length
