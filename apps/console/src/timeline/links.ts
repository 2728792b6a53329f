/** A text in pieces: what may be followed, and all the rest as it stands. */
export interface TextPiece {
  text: string
  href?: string
}

const LINK = /https?:\/\/[^\s<>"']+/gi
const TRAILING = /[.,;:!?)\]}…]+$/

/** Splits a text at its http(s) addresses; nothing else is ever made a link. */
export function splitLinks(body: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of body.matchAll(LINK)) {
    const text = match[0].replace(TRAILING, '')
    if (!URL.canParse(text)) continue
    if (match.index > end) pieces.push({ text: body.slice(end, match.index) })
    pieces.push({ text, href: new URL(text).href })
    end = match.index + text.length
  }
  if (end < body.length) pieces.push({ text: body.slice(end) })
  return pieces
}
