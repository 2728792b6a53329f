import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from 'react'
import type { VListHandle } from 'virtua'
import type { Target } from '../state/thread.ts'
import { indexOfPosition, type TimelineItem } from './timeline-items.ts'

/** Nearer to the end than this counts as being there. */
const END_PX = 32
/** The next page is read when an end of what is loaded comes this near. */
const READ_AHEAD_PX = 600

interface ScrollOptions {
  list: RefObject<VListHandle | null>
  items: readonly TimelineItem[]
  /** True once the first page is here. */
  isLoaded: boolean
  /** Whether the last row is the newest of the history. */
  isWholeEnd: boolean
  /** More is loaded than is kept; what is farthest from sight should go. */
  isTooLong: boolean
  target: Target | null
  readOlder: () => void
  readNewer: () => void
  dropFar: (end: 'older' | 'newer') => void
  /** The newest message position in sight, and whether anyone is looking. */
  onSeen: (position: number, isLookedAt: boolean) => void
}

/** Where one is: at the end, or so far from it that a way back is worth showing. */
type Place = 'end' | 'near' | 'far'

/**
 * The scroll contract. It opens at what was aimed at, else at the unread divider, else at the end. At the
 * end it stays at the end whatever comes; anywhere else nothing moves what is being read, also when pages
 * come or go at either side. One's own reply brings the end back.
 */
export function useScroll(options: ScrollOptions) {
  const { list, items, isLoaded, isWholeEnd, isTooLong, target } = options
  const [place, setPlace] = useState<Place>('end')
  const [seen, setSeen] = useState(0)
  const stick = useRef(false)
  const opened = useRef(false)
  const aimed = useRef<number | null>(null)

  const toEnd = useCallback(() => {
    stick.current = true
    list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' })
  }, [list])

  const look = useEffectEvent(() => {
    const { current } = list
    if (!current || items.length === 0 || !opened.current) return
    const position = positionInSight(current, items)
    if (position === 0) return
    setSeen((before) => Math.max(before, position))
    options.onSeen(position, document.visibilityState === 'visible' && document.hasFocus())
  })

  const readAhead = useEffectEvent(() => {
    const { current } = list
    if (!current || !opened.current) return
    if (current.scrollOffset < READ_AHEAD_PX) options.readOlder()
    if (belowSight(current) < READ_AHEAD_PX && !isWholeEnd) options.readNewer()
  })

  const onScroll = (offset: number): void => {
    const { current } = list
    if (!current || !opened.current) return
    const below = current.scrollSize - offset - current.viewportSize
    stick.current = isWholeEnd && below <= END_PX
    setPlace(stick.current ? 'end' : !isWholeEnd || below > current.viewportSize ? 'far' : 'near')
    readAhead()
    look()
  }

  const onResize = (): void => {
    if (stick.current && opened.current) toEnd()
    look()
  }

  useLayoutEffect(() => {
    if (!isLoaded || items.length === 0) return
    const isFirst = !opened.current
    opened.current = true
    const index =
      target && target.wish !== aimed.current ? indexOfPosition(items, target.position) : -1
    if (target && index >= 0) {
      aimed.current = target.wish
      stick.current = false
      list.current?.scrollToIndex(index, { align: 'center' })
    } else if (isFirst) {
      const unread = items.findIndex((item) => item.kind === 'unread')
      if (unread <= 0) return toEnd()
      list.current?.scrollToIndex(unread, { align: 'start', offset: -24 })
    } else if (stick.current || items.at(-1)?.kind === 'outgoing') toEnd()
  }, [items, isLoaded, target, list, toEnd])

  const lookAgain = useEffectEvent(() => {
    look()
    readAhead()
    const { current } = list
    if (!isTooLong || !current) return
    const isInUpperHalf = current.scrollOffset < belowSight(current)
    options.dropFar(isInUpperHalf ? 'newer' : 'older')
  })
  useEffect(() => {
    const frame = requestAnimationFrame(() => lookAgain())
    return () => cancelAnimationFrame(frame)
  })

  useEffect(() => {
    const listener = (): void => look()
    addEventListener('focus', listener)
    document.addEventListener('visibilitychange', listener)
    return () => {
      removeEventListener('focus', listener)
      document.removeEventListener('visibilitychange', listener)
    }
  }, [])

  return { place, seen, toEnd, onScroll, onResize }
}

function belowSight({ scrollSize, scrollOffset, viewportSize }: VListHandle): number {
  return scrollSize - scrollOffset - viewportSize
}

/** Position of the newest message whose foot is in sight; 0 when there is none. */
function positionInSight(list: VListHandle, items: readonly TimelineItem[]): number {
  const bottom = list.scrollOffset + list.viewportSize
  let index = Math.min(list.findItemIndex(bottom - 1), items.length - 1)
  const foot = list.getItemOffset(index) + list.getItemSize(index)
  if (foot > bottom + END_PX && list.getItemSize(index) < list.viewportSize) index -= 1
  for (; index >= 0; index -= 1) {
    const item = items[index]
    if (item?.kind === 'message') return item.entry.position
  }
  return 0
}
