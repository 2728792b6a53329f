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
import type { TimelineItem } from './timeline-items.ts'

/** Nearer to the end than this counts as being there. */
const END_PX = 32
/** Older pages are read when the top comes this near. */
const READ_AHEAD_PX = 600

interface ScrollOptions {
  list: RefObject<VListHandle | null>
  items: readonly TimelineItem[]
  /** True once the newest page is here. */
  isLoaded: boolean
  readOlder: () => void
  /** The newest message position in sight, and whether anyone is looking. */
  onSeen: (position: number, isLookedAt: boolean) => void
}

/**
 * The scroll contract. It opens at the unread divider, else at the end. At the end it stays at the end
 * whatever comes; anywhere else nothing moves what is being read, also when older pages come. One's own
 * reply brings the end back.
 */
export function useScroll({ list, items, isLoaded, readOlder, onSeen }: ScrollOptions) {
  const [isAtEnd, setAtEnd] = useState(true)
  const [seen, setSeen] = useState(0)
  const stick = useRef(true)
  const opened = useRef(false)

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
    onSeen(position, document.visibilityState === 'visible' && document.hasFocus())
  })

  const onScroll = (offset: number): void => {
    const { current } = list
    if (!current || !opened.current) return
    stick.current = offset + current.viewportSize >= current.scrollSize - END_PX
    setAtEnd(stick.current)
    if (offset < READ_AHEAD_PX) readOlder()
    look()
  }

  const onResize = (): void => {
    if (stick.current && opened.current) toEnd()
    look()
  }

  useLayoutEffect(() => {
    if (!isLoaded || items.length === 0) return
    if (!opened.current) {
      opened.current = true
      const unread = items.findIndex((item) => item.kind === 'unread')
      if (unread > 0) {
        stick.current = false
        list.current?.scrollToIndex(unread, { align: 'start', offset: -24 })
      } else toEnd()
    } else if (stick.current || items.at(-1)?.kind === 'outgoing') toEnd()
  }, [items, isLoaded, list, toEnd])

  const lookAgain = useEffectEvent(() => {
    look()
    const { current } = list
    if (current && opened.current && current.scrollOffset < READ_AHEAD_PX) readOlder()
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

  return { isAtEnd, seen, toEnd, onScroll, onResize }
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
