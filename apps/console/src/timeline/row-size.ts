import type { CacheSnapshot } from 'virtua'
import { isLong, linesShown } from './text-lines.ts'
import type { TimelineItem } from './timeline-items.ts'

/** What most rows measure. */
export const ROW_PX = 72
const LINE_PX = 20
/** Below a long text, what shows the rest of it. */
const MORE_PX = 24

/**
 * What rows will measure, about: they stand in sight at once, and nearly at their places, instead of being drawn
 * unseen, measured, and shown.
 */
export function guessedSizes(items: readonly TimelineItem[]): number[] {
  return items.map((item, index) => sizeOf(item) + (index === items.length - 1 ? 16 : 0))
}

/** In the list's own shape. */
export function asCache(sizes: readonly number[]): CacheSnapshot {
  return [sizes, ROW_PX] as unknown as CacheSnapshot
}

/** Where a list opens. */
interface Aim {
  /** Of the list, in px; 0 when nobody knows. */
  height: number
  /** The row that is to stand in its middle; -1 for none. */
  target: number
}

/** Which rows will be in sight, about: around what is aimed at, else from the unread on, else up to the end. */
export function guessedInSight(
  items: readonly TimelineItem[],
  sizes: readonly number[],
  { height, target }: Aim,
): number[] {
  const unread = items.findIndex(({ kind }) => kind === 'unread')
  if (height === 0) return []
  if (target >= 0) return around(sizes, target, height / 2, height / 2)
  // With the foot of the row above it.
  if (unread > 0) return around(sizes, unread - 1, height + ROW_PX, 0)
  return around(sizes, sizes.length, 0, height)
}

/** From a row on down and up; what is left below, as where it is near the end, is filled above. */
function around(sizes: readonly number[], from: number, down: number, up: number): number[] {
  const below = fill(sizes, from, 1, down)
  const left = down - below.reduce((sum, index) => sum + (sizes[index] ?? 0), 0)
  return [...below, ...fill(sizes, from - 1, -1, up + Math.max(0, left))]
}

/** The rows from one on, up or down, until that many pixels are full. */
function fill(sizes: readonly number[], from: number, step: 1 | -1, px: number): number[] {
  const filled: number[] = []
  let left = px
  for (let index = from; left > 0 && index >= 0 && index < sizes.length; index += step) {
    filled.push(index)
    left -= sizes[index] ?? ROW_PX
  }
  return filled
}

function sizeOf(item: TimelineItem): number {
  switch (item.kind) {
    case 'beginning':
    case 'day':
      return 48
    case 'unread':
      return 36
    case 'event':
    case 'hand-overs':
      return 28
    case 'note':
      return 50 + bubble(item.entry.body)
    case 'outgoing':
      return (item.opens ? 32 : 23) + bubble(item.outgoing.body)
    case 'message': {
      const { body, media } = item.entry
      return (item.opens ? 12 : 3) + (item.closes ? 20 : 0) + bubble(body) + media.length * 200
    }
  }
}

function bubble(body: string): number {
  if (body === '') return 0
  return 18 + LINE_PX * linesShown(body) + (isLong(body) ? MORE_PX : 0)
}
