import type { CacheSnapshot } from 'virtua'
import { isLong, linesShown } from './text-lines.ts'
import type { TimelineItem } from './timeline-items.ts'

/** What most rows measure. */
export const ROW_PX = 72
const LINE_PX = 20
/** Below a long text, what shows the rest of it. */
const MORE_PX = 24

/**
 * What rows will measure, about, in the list's own shape: they stand in sight at once, and nearly at
 * their places, instead of being drawn unseen, measured, and shown.
 */
export function guessedSizes(items: readonly TimelineItem[]): CacheSnapshot {
  const sizes = items.map((item, index) => sizeOf(item) + (index === items.length - 1 ? 16 : 0))
  return [sizes, ROW_PX] as unknown as CacheSnapshot
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
