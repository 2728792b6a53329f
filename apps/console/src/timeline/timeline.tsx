import { formatNumber } from '@switchboard/protocol'
import { ArrowDown } from 'lucide-react'
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react'
import { Link } from 'wouter'
import { VList, type CacheSnapshot, type VListHandle } from 'virtua'
import { useConsole, useConsoleState } from '../console-context.ts'
import { isLeaving } from '../inbox/open-row.ts'
import { useAllWords } from '../i18n/later.ts'
import { isOnline } from '../state/console-state.ts'
import { problemOf } from '../state/problem-of.ts'
import { MAX_ENTRIES, type Thread } from '../state/thread.ts'
import { useThreadState } from '../thread-context.ts'
import { Lightbox } from '../media/lightbox.tsx'
import { LightboxContext } from '../media/lightbox-context.ts'
import { Button } from '../ui/button.tsx'
import { useAfterPaint } from '../ui/use-after-paint.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { Announcer } from './announcer.tsx'
import { log } from './log.ts'
import { ROW_PX, guessedSizes } from './row-size.ts'
import { timelineItems, type TimelineItem } from './timeline-items.ts'
import { TimelineRow } from './timeline-row.tsx'
import classes from './timeline.module.css'
import { useScroll } from './use-scroll.ts'

/** Drawn out of sight, at either side; not before what is in sight. */
const BUFFER_PX = 400

/** The history of one Conversation, and what is about to join it. */
export function Timeline({ thread }: { thread: Thread }) {
  const { number, entries, newer } = thread
  const [picture, setPicture] = useThreadState<string | null>(null)
  const closePicture = useCallback(() => setPicture(null), [setPicture])
  const frame = useRef<HTMLDivElement>(null)
  const firstSeq = useFirstSeq(thread)
  useOwnReplies(number, newer !== null)
  return (
    <div ref={frame} className={classes.frame}>
      <LightboxContext value={setPicture}>
        <Run key={`${number} ${thread.run}`} thread={thread} firstSeq={firstSeq} frame={frame} />
      </LightboxContext>
      {picture !== null && (
        <Lightbox entries={entries} id={picture} onShow={setPicture} onClose={closePicture} />
      )}
      <Announcer entries={entries} after={firstSeq} />
    </div>
  )
}

/** One's own reply stands at the end: wherever one reads, that is where one is led. */
function useOwnReplies(number: string, isElsewhere: boolean): void {
  const console = useConsole()
  const newest = useConsoleState(
    ({ outgoing }) => outgoing.findLast((item) => item.number === number)?.id,
  )
  const leadBack = useEffectEvent((reply: string | undefined) => {
    if (reply !== undefined && isElsewhere) console.pages.thread.goToNewest().catch(() => undefined)
  })
  useEffect(() => leadBack(newest), [newest])
}

interface RunProps {
  thread: Thread
  firstSeq: number
  /** Around the list. */
  frame: RefObject<HTMLElement | null>
}

/** The loaded part of the history; another part takes its place as a whole. */
function Run({ thread, firstSeq, frame }: RunProps) {
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
    items,
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
  const bufferPx = useAfterPaint(BUFFER_PX) ?? 0
  const sizes = useFirstSizes(items)
  useFocusKept()
  if (!sizes) return <Nothing thread={thread} />
  return (
    <>
      <ReadingChip thread={thread} />
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
        cache={sizes}
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
      {place !== 'end' && (
        <BackToEnd
          missed={missed}
          isFar={place === 'far'}
          onBack={newer === null ? onBack : () => pages.goToNewest()}
        />
      )}
    </>
  )
}

/** Where another part of the history takes the place of this one, it takes its focus as well. */
function useFocusKept(): void {
  const leadOn = useEffectEvent(useLeadOn(log))
  useLayoutEffect(() => () => leadOn(log())(), [])
}

function useItems({ number, entries, asOf, older, newer, unreadAfter }: Thread) {
  const all = useConsoleState((state) => state.outgoing)
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

interface BackToEndProps {
  missed: number
  isFar: boolean
  onBack: () => void | Promise<void>
}

/** The way back down, with what came meanwhile; nothing ever jumps by itself. */
function BackToEnd({ missed, isFar, onBack }: BackToEndProps) {
  const words = useAllWords().timeline
  const [problem, setProblem] = useState<string | null>(null)
  const leadOn = useLeadOn(log)
  if (missed === 0 && !isFar) return null
  const back = async (): Promise<void> => {
    setProblem(null)
    try {
      await onBack()
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <button ref={leadOn} type="button" className={classes.pill} onClick={() => void back()}>
      <ArrowDown size={16} aria-hidden="true" />
      {missed > 0 ? words.newMessages(missed) : words.toNewest}
      {problem !== null && <span role="alert">{problem}</span>}
    </button>
  )
}

/** What the list begins with, once there is something to list; from then on it measures. */
function useFirstSizes(items: readonly TimelineItem[]): CacheSnapshot | null {
  const [sizes, setSizes] = useState<CacheSnapshot | null>(null)
  if (items.length === 0) return null
  if (sizes) return sizes
  const first = guessedSizes(items)
  setSizes(first)
  return first
}

/** True while the newest change of the list put or took entries at its beginning: it then keeps its place. */
function useShifted(items: readonly TimelineItem[], first: number | undefined): boolean {
  const [known, setKnown] = useState({ items, first, isShifted: false })
  if (known.items === items) return known.isShifted
  const isShifted = first !== undefined && known.first !== undefined && first !== known.first
  setKnown({ items, first, isShifted })
  return isShifted
}

/** The changeset the thread was first read at: what is newer came while it was looked at. */
function useFirstSeq({ asOf }: Thread): number {
  const [first, setFirst] = useThreadState(asOf)
  if (first === null && asOf !== null) setFirst(asOf)
  return first ?? Number.MAX_SAFE_INTEGER
}

function ReadingChip({ thread }: { thread: Thread }) {
  const { pages } = useConsole()
  const { common, timeline } = useAllWords()
  if (thread.loading === 'jump') return <p className={classes.older}>{timeline.jumping}</p>
  if (thread.loading === 'older') return <p className={classes.older}>{timeline.readingOlder}</p>
  if (thread.problem === null)
    return thread.asOf === null ? <p className={classes.older}>{timeline.catchingUp}</p> : null
  return (
    <p className={classes.older} role="alert">
      {thread.problem}{' '}
      <Button look="link" className={classes.retry} onClick={() => pages.thread.retry()}>
        {common.tryAgain}
      </Button>
    </p>
  )
}

function Nothing({ thread }: { thread: Thread }) {
  const console = useConsole()
  const { broken, common, timeline } = useAllWords()
  const leadOn = useLeadOn(log)
  const isKnownNow = useConsoleState(
    ({ conversations }) => conversations.get(thread.number) !== undefined,
  )
  // Their first text came while somebody waited for it here.
  useEffect(() => {
    if (thread.isUnknown && isKnownNow) console.pages.thread.retry()
  }, [console, thread.isUnknown, isKnownNow])
  if (thread.problem)
    return (
      <div ref={leadOn} className={classes.problem} role="alert">
        {thread.isUnknown ? timeline.noTexts(formatNumber(thread.number)) : thread.problem}
        {thread.isUnknown ? (
          <Link href="/">{broken.toInbox}</Link>
        ) : (
          <Button size="small" onClick={() => console.pages.thread.retry()}>
            {common.tryAgain}
          </Button>
        )}
      </div>
    )
  return (
    <div
      ref={leadOn}
      className={classes.skeleton}
      role="log"
      aria-label={timeline.title}
      aria-busy="true"
      tabIndex={-1}
    >
      <i />
      <i />
      <i />
      <i />
    </div>
  )
}
