import type { Face, TimelineMessage } from '@switchboard/protocol'

/** A point of the mood line: on the way from one face to another. */
export interface MoodBlend {
  from: Face
  to: Face
  /** 0 at `from`, 1 at `to`. */
  share: number
}

/** The part of the mood line beside one row. */
export interface MoodStretch {
  top: MoodBlend
  /** The customer's message the line passes through here. */
  face: Face | null
  bottom: MoodBlend
  /** Part of the way to or from a text whose mood was not read. */
  dotted: boolean
}

interface Anchor {
  index: number
  face: Face
  isRead: boolean
}

type Row = { kind: string; entry?: unknown }

/**
 * The line down the left edge, row by row: it has a face at each inbound message and blends from one
 * to the next over the rows between. Null before the customer's first loaded text.
 */
export function moodStretches(rows: readonly Row[]): (MoodStretch | null)[] {
  const anchors = rows.flatMap((row, index) => anchorOf(row, index))
  let passed = -1
  return rows.map((_, index) => {
    if (anchors[passed + 1]?.index === index) passed += 1
    const here = anchors[passed]
    if (!here) return null
    const next = anchors[passed + 1]
    const isOnMessage = here.index === index
    const before = isOnMessage ? anchors[passed - 1] : here
    return {
      top: blend(before ?? here, isOnMessage ? here : next, index),
      face: isOnMessage ? here.face : null,
      bottom: blend(here, next, index + 1),
      dotted: !here.isRead,
    }
  })
}

function anchorOf(row: Row, index: number): Anchor[] {
  if (row.kind !== 'message') return []
  const message = row.entry as TimelineMessage
  if (message.direction !== 'inbound') return []
  return [{ index, face: message.mood.face, isRead: message.mood.isRead }]
}

/** Where the line stands at the upper edge of row `edge`, messages being in the middle of theirs. */
function blend(from: Anchor, to: Anchor | undefined, edge: number): MoodBlend {
  if (!to || to.index === from.index) return { from: from.face, to: from.face, share: 0 }
  const share = (edge - from.index - 0.5) / (to.index - from.index)
  return { from: from.face, to: to.face, share: Math.min(1, Math.max(0, share)) }
}
