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
import { AfterPress } from '../ui/after-press.ts'
import type { ListHeight } from './list-height.ts'
import { indexOfPosition, type TimelineItem } from './timeline-items.ts'

/** Nearer to the end than this counts as being there. */
const END_PX = 32
/** The next page is read when an end of what is loaded comes this near. */
const READ_AHEAD_PX = 600

/** For so long after it was sent somewhere the list follows what is measured meanwhile, at least. */
const GOES_ON_MS = 100

interface ScrollOptions {
  list: RefObject<VListHandle | null>
  items: readonly TimelineItem[]
  /** Otherwise it only stands ready: nobody sees it. */
  isOpen: boolean
  /** True once the first page is here; what is shown before is what was remembered. */
  isLoaded: boolean
  /** Around the list. */
  frame: RefObject<HTMLElement | null>
  listHeight: ListHeight
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
 * The scroll contract. It opens, from memory and again when the first page is here unless somebody moved
 * it meanwhile, at what was aimed at, else at the unread divider, else at the end. At the
 * end it stays at the end whatever comes; anywhere else nothing moves what is being read, also when pages
 * come or go at either side. One's own reply brings the end back.
 */
export function useScroll(options: ScrollOptions) {
  const {
    list,
    frame: around,
    listHeight,
    items,
    isOpen,
    isLoaded,
    isWholeEnd,
    isTooLong,
    target,
  } = options
  const [place, setPlace] = useState<Place>('end')
  const [seen, setSeen] = useState(0)
  const stick = useRef(false)
  const opened = useRef(false)
  const wasOpen = useRef(false)
  const placed = useRef<readonly TimelineItem[]>(null)
  const isSettled = useRef(false)
  const isMoved = useRef(false)
  const aimed = useRef<number | null>(null)

  /** How far the end of the history was below what is in sight, as last measured; it may be out of reach. */
  const below = useRef(Infinity)
  const height = useRef(0)
  const wentAt = useRef(-Infinity)
  const [afterPress] = useState(() => new AfterPress())
  useEffect(() => () => afterPress.cancel(), [afterPress])
  const toEnd = useCallback(() => {
    stick.current = true
    afterPress.do(() => {
      if (!stick.current) return
      wentAt.current = performance.now()
      list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' })
    })
  }, [list, afterPress])

  const leaveEnd = useCallback(() => {
    stick.current = false
    below.current = Infinity
  }, [])

  const look = useEffectEvent(() => {
    const { current } = list
    // Nobody has seen what may be behind.
    if (!isOpen || !current || items.length === 0 || !opened.current || !isLoaded) return
    const position = positionInSight(current, items)
    if (position === 0) return
    setSeen((before) => Math.max(before, position))
    options.onSeen(position, document.visibilityState === 'visible' && document.hasFocus())
  })

  const readAhead = useEffectEvent(() => {
    const { current } = list
    if (!isOpen || !current || !opened.current) return
    if (current.scrollOffset < READ_AHEAD_PX) options.readOlder()
    if (belowSight(current) < READ_AHEAD_PX && !isWholeEnd) options.readNewer()
  })

  const onScroll = (offset: number): void => {
    const { current } = list
    // Before it knows how high it is the list cannot tell how far the end is.
    if (!current || !opened.current || current.viewportSize === 0) return
    const left = isWholeEnd ? current.scrollSize - offset - current.viewportSize : Infinity
    // Out of sight nobody scrolled: it stays where it was put.
    if (isOpen) {
      below.current = left
      stick.current = left <= END_PX
    }
    setPlace(placeAt(left, current))
    readAhead()
    look()
  }

  const putAt = useCallback(
    (offset: number): void => {
      const box = around.current?.querySelector('[role=log]')
      if (box) box.scrollTop = Math.min(offset, box.scrollHeight)
    },
    [around],
  )

  const onResize = (): void => {
    const { current } = list
    if (current && opened.current) stay(current)
    look()
  }

  /** A field that grows or shrinks takes room from the list, or gives it back: who was at the end stays there. */
  const stay = (now: VListHandle): void => {
    const isFirst = height.current === 0
    const isOtherHeight = !isFirst && height.current !== now.viewportSize
    height.current = now.viewportSize
    listHeight.learn(now.viewportSize)
    const before = below.current
    below.current = isWholeEnd ? belowSight(now) : Infinity
    if (isFirst) setPlace(placeAt(below.current, now))
    // Before the list knows how high it is now, scrolling may have told otherwise; nearer than before is not there yet.
    if (isOtherHeight && (before <= END_PX || below.current < 1)) {
      setPlace('end')
      // At once, before it is painted; the list takes a moment longer.
      putAt(Infinity)
      return toEnd()
    }
    // Whatever is measured right after it was sent there, the list goes on to the end by itself.
    const isGoing = performance.now() - wentAt.current < GOES_ON_MS
    if (stick.current && !isGoing) toEnd()
  }

  useLayoutEffect(() => {
    const comes = isOpen && !wasOpen.current
    wasOpen.current = isOpen
    if (items.length === 0) return
    const isFirst = !opened.current
    if (!isFirst && !isOpen) return
    const isInPlace = placed.current === items && !items.some(({ kind }) => kind === 'unread')
    placed.current = items
    // At its end it stays whatever becomes of the list's height.
    if (comes && isInPlace && !target) return
    const opensAgain = comes || (isLoaded && !isSettled.current && !isMoved.current)
    opened.current = true
    if (isLoaded) isSettled.current = true
    const index =
      target && target.wish !== aimed.current ? indexOfPosition(items, target.position) : -1
    if (target && index >= 0) {
      aimed.current = target.wish
      leaveEnd()
      list.current?.scrollToIndex(index, { align: 'center' })
    } else if (isFirst || opensAgain) {
      const unread = items.findIndex((item) => item.kind === 'unread')
      // Before the list is measured: so its first rows drawn are those in sight, and not those at its top.
      if (isFirst) putAt(unread <= 0 ? Infinity : (list.current?.getItemOffset(unread) ?? 0))
      if (unread <= 0) return toEnd()
      leaveEnd()
      list.current?.scrollToIndex(unread, { align: 'start', offset: -24 })
    } else if (stick.current || below.current <= END_PX || items.at(-1)?.kind === 'outgoing')
      toEnd()
  }, [items, isOpen, isLoaded, target, list, toEnd, leaveEnd, putAt])

  const lookAgain = useEffectEvent(() => {
    look()
    readAhead()
    const { current } = list
    if (!isOpen || !isTooLong || !current) return
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

  /** Somebody reads already: what comes moves nothing any more. */
  const onMove = useCallback(() => (isMoved.current = true), [])
  const onPress = useCallback(
    (event: React.PointerEvent) => {
      onMove()
      afterPress.press(event)
    },
    [onMove, afterPress],
  )

  const onBack = useCallback(() => {
    onMove()
    toEnd()
  }, [onMove, toEnd])

  return { place, seen, onBack, onScroll, onResize, onMove, onPress, onRelease: afterPress.release }
}

function placeAt(below: number, { viewportSize }: VListHandle): Place {
  if (below <= END_PX) return 'end'
  return below > viewportSize ? 'far' : 'near'
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
