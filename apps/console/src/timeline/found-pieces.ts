import { findInText } from '@switchboard/protocol'

interface Piece {
  text: string
  isFound: boolean
}

/** A text in pieces: each place where `q` stands, by the switchboard's own rule, and what is between. */
export function foundPieces(text: string, q: string): Piece[] {
  const pieces: Piece[] = []
  let rest = text
  for (;;) {
    const found = q === '' ? undefined : findInText(rest, q)
    if (!found || found.end <= found.start) break
    if (found.start > 0) pieces.push({ text: rest.slice(0, found.start), isFound: false })
    pieces.push({ text: rest.slice(found.start, found.end), isFound: true })
    rest = rest.slice(found.end)
  }
  if (rest !== '') pieces.push({ text: rest, isFound: false })
  return pieces
}
