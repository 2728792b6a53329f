import {
  memo,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react'
import { VList, type CacheSnapshot, type VListHandle } from 'virtua'
import { useConsole, useConsoleState } from '../console-context.ts'
import { isLeaving } from '../inbox/open-row.ts'
import { useAllWords } from '../i18n/later.ts'
import { isOnline, type ConsoleState } from '../state/console-state.ts'
import { MAX_ENTRIES, type Target, type Thread } from '../state/thread.ts'
import { useAfterPaint } from '../ui/use-after-paint.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { BackToEnd } from './back-to-end.tsx'
import type { ListHeight } from './list-height.ts'
import { log } from './log.ts'
import { Nothing } from './nothing.tsx'
import { ReadingChip } from './reading-chip.tsx'
import { ROW_PX, asCache, guessedInSight, guessedSizes } from './row-size.ts'
import { indexOfPosition, timelineItems, type TimelineItem } from './timeline-items.ts'
import { TimelineRow } from './timeline-row.tsx'
import classes from './timeline.module.css'
import { useScroll } from './use-scroll.ts'

/** Drawn out of sight, at either side; not before what is in sight. */
const BUFFER_PX = 400

export interface RunProps {
  thread: Thread
  /** Otherwise it is out of sight: likely to be opened next, or just left. */
  isOpen: boolean
  firstSeq: number
  height: ListHeight
  /** Around the list. */
  frame: RefObject<HTMLElement | null>
}

/** The loaded part of the history; another part takes its place as a whole. */
export const Run = memo(function Run(props: RunProps) {
  const { thread, isOpen, firstSeq, height, frame } = props
  const console = useConsole()
  const words = useAllWords().timeline
  const list = useRef<VListHandle>(null)
  const { number, entries, newer } = thread
  const items = useItems(thread)
  const shift = useShifted(items, entries[0]?.position)
  const { thread: pages } = console.pages
  const { place, seen, onBack, onScroll, onResize, onMove, onPress, onRelease } = useScroll({
    list,
    frame,
    listHeight: height,
    items,
    isOpen,
    isLoaded: thread.asOf !== null,
    isWholeEnd: newer === null,
    isTooLong: entries.length > MAX_ENTRIES,
    target: thread.target,
    readOlder: () => void pages.readOlder(),
    readNewer: () => void pages.readNewer(),
    dropFar: (end) => pages.dropFar(end),
    onSeen(position, isLookedAt) {
      if (isLeaving()) return
      console.saw(number, position)
      if (isLookedAt) console.markRead(number, position)
    },
  })
  // What was in sight while nothing could be told is told when it can be.
  useConsoleState(isOnline)
  const missed = useMissed(thread, seen)
  const wasOpen = useOnce(isOpen)
  const bufferPx = useAfterPaint(wasOpen ? BUFFER_PX : 0) ?? 0
  const first = useFirst(items, thread.target, height)
  useFocusKept(isOpen)
  if (!first) return isOpen && <Nothing thread={thread} />
  return (
    <>
      {isOpen && <ReadingChip thread={thread} />}
      <VList
        ref={list}
        className={classes.scroller}
        role="log"
        aria-label={words.title}
        aria-live="off"
        aria-busy={thread.asOf === null}
        tabIndex={0}
        data={items}
        shift={shift}
        bufferSize={bufferPx}
        itemSize={ROW_PX}
        cache={first.sizes}
        keepMounted={bufferPx === 0 ? first.inSight : undefined}
        onWheel={onMove}
        onTouchMove={onMove}
        onKeyDown={onMove}
        onPointerDown={onPress}
        onPointerUp={onRelease}
        onPointerCancel={onRelease}
        onScroll={onScroll}
        onResize={onResize}
      >
        {(item, index) => (
          <TimelineRow
            key={item.key}
            item={item}
            isLast={index === items.length - 1}
            isFresh={item.kind === 'message' && item.entry.seq > firstSeq}
          />
        )}
      </VList>
      {isOpen && place !== 'end' && (
        <BackToEnd
          missed={missed}
          isFar={place === 'far'}
          onBack={newer === null ? onBack : () => pages.goToNewest()}
        />
      )}
    </>
  )
})

/** Where another part of the history takes the place of this one, it takes its focus as well. */
function useFocusKept(isOpen: boolean): void {
  const leadOn = useLeadOn(log)
  const goes = useEffectEvent(() => {
    if (isOpen) leadOn(log())()
  })
  useLayoutEffect(() => () => goes(), [])
}

/** True from the first time on that this is. */
function useOnce(is: boolean): boolean {
  const [was, setWas] = useState(is)
  if (is && !was) setWas(true)
  return was || is
}

/** The same each time: replies to others change nothing here. */
const none: ConsoleState['outgoing'] = []

function useItems({ number, entries, asOf, older, newer, unreadAfter }: Thread) {
  const all = useConsoleState(({ outgoing }) =>
    outgoing.some((item) => item.number === number) ? outgoing : none,
  )
  const complete = asOf !== null && older === null
  return useMemo(() => {
    const outgoing = newer === null ? all.filter((item) => item.number === number) : []
    return timelineItems({ entries, complete, unreadAfter, outgoing })
  }, [entries, complete, newer, unreadAfter, all, number])
}

/** How many texts of the customer stand below what anyone has seen. */
function useMissed({ number, entries, newer }: Thread, seen: number): number {
  const row = useConsoleState((state) => state.conversations.get(number))
  if (newer !== null) return row?.unread ?? 0
  const from = Math.max(seen, row?.readPosition ?? 0)
  return entries.filter(
    (entry) => entry.kind === 'message' && entry.direction === 'inbound' && entry.position > from,
  ).length
}

interface First {
  sizes: CacheSnapshot
  /** Drawn with it, before the list itself knows what is in sight: else it would be drawn in two steps. */
  inSight: readonly number[]
}

/** What the list begins with, once there is something to list; from then on it measures. */
function useFirst(
  items: readonly TimelineItem[],
  target: Target | null,
  height: ListHeight,
): First | null {
  const [first, setFirst] = useState<First | null>(null)
  if (items.length === 0) return null
  if (first) return first
  const sizes = guessedSizes(items)
  const aim = { height: height.px, target: indexOfPosition(items, target?.position ?? -1) }
  const now = { sizes: asCache(sizes), inSight: guessedInSight(items, sizes, aim) }
  setFirst(now)
  return now
}

/** True while the newest change of the list put or took entries at its beginning: it then keeps its place. */
function useShifted(items: readonly TimelineItem[], first: number | undefined): boolean {
  const [known, setKnown] = useState({ items, first, isShifted: false })
  if (known.items === items) return known.isShifted
  const isShifted = first !== undefined && known.first !== undefined && first !== known.first
  setKnown({ items, first, isShifted })
  return isShifted
}
