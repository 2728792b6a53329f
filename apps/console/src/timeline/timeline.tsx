import { ArrowDown } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { VList, type VListHandle } from 'virtua'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { isOnline } from '../state/console-state.ts'
import type { Thread } from '../state/thread.ts'
import { Lightbox } from '../media/lightbox.tsx'
import { LightboxContext } from '../media/lightbox-context.ts'
import { Button } from '../ui/button.tsx'
import { Announcer } from './announcer.tsx'
import { timelineItems, type TimelineItem } from './timeline-items.ts'
import { TimelineRow } from './timeline-row.tsx'
import classes from './timeline.module.css'
import { useScroll } from './use-scroll.ts'

/** The history of one Conversation, and what is about to join it. */
export function Timeline({ thread }: { thread: Thread }) {
  const console = useConsole()
  const words = useWords().timeline
  const list = useRef<VListHandle>(null)
  const { number, entries, older, asOf, unreadAfter } = thread
  const all = useConsoleState((state) => state.outgoing)
  const items = useMemo(() => {
    const outgoing = all.filter((item) => item.number === number)
    return timelineItems({
      entries,
      complete: asOf !== null && older === null,
      unreadAfter,
      outgoing,
    })
  }, [entries, asOf, older, unreadAfter, all, number])
  const [picture, setPicture] = useState<string | null>(null)
  const closePicture = useCallback(() => setPicture(null), [])
  const shift = usePrepended(items, entries[0]?.position)
  const { isAtEnd, seen, toEnd, onScroll, onResize } = useScroll({
    list,
    items,
    isLoaded: asOf !== null,
    readOlder: () => void console.pages.readOlder(),
    onSeen(position, isLookedAt) {
      console.saw(number, position)
      if (isLookedAt) console.markRead(number, position)
    },
  })
  // What was in sight while nothing could be told is told when it can be.
  useConsoleState(isOnline)
  const firstSeq = useFirstSeq(thread)
  const missed = isAtEnd
    ? 0
    : entries.filter(
        (entry) =>
          entry.kind === 'message' && entry.direction === 'inbound' && entry.position > seen,
      ).length

  return (
    <div className={classes.frame}>
      <ReadingChip thread={thread} isEmpty={items.length === 0} />
      {items.length === 0 ? (
        <Nothing thread={thread} />
      ) : (
        <LightboxContext value={setPicture}>
          <VList
            ref={list}
            className={classes.scroller}
            role="log"
            aria-label={words.title}
            aria-live="off"
            tabIndex={0}
            data={items}
            shift={shift}
            bufferSize={400}
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
        </LightboxContext>
      )}
      {missed > 0 && (
        <button type="button" className={classes.pill} onClick={toEnd}>
          <ArrowDown size={16} aria-hidden="true" />
          {words.newMessages(missed)}
        </button>
      )}
      {picture !== null && (
        <Lightbox entries={entries} id={picture} onShow={setPicture} onClose={closePicture} />
      )}
      <Announcer entries={entries} after={firstSeq} />
    </div>
  )
}

/** True while the newest change of the list put entries before those known: it then keeps its place. */
function usePrepended(items: readonly TimelineItem[], first: number | undefined): boolean {
  const [known, setKnown] = useState({ items, first, isPrepended: false })
  if (known.items === items) return known.isPrepended
  const isPrepended = first !== undefined && known.first !== undefined && first < known.first
  setKnown({ items, first, isPrepended })
  return isPrepended
}

/** The changeset the thread was first read at: what is newer came while it was looked at. */
function useFirstSeq({ asOf }: Thread): number {
  const [first, setFirst] = useState(asOf)
  if (first === null && asOf !== null) setFirst(asOf)
  return first ?? Number.MAX_SAFE_INTEGER
}

function ReadingChip({ thread, isEmpty }: { thread: Thread; isEmpty: boolean }) {
  const { pages } = useConsole()
  const { common, timeline } = useWords()
  if (thread.loading === 'older') return <p className={classes.older}>{timeline.readingOlder}</p>
  if (thread.problem === null || isEmpty) return null
  return (
    <p className={classes.older} role="alert">
      {thread.problem}{' '}
      <Button look="link" className={classes.retry} onClick={() => pages.retryThread()}>
        {common.tryAgain}
      </Button>
    </p>
  )
}

function Nothing({ thread }: { thread: Thread }) {
  const console = useConsole()
  const { common, timeline } = useWords()
  if (thread.problem)
    return (
      <div className={classes.problem} role="alert">
        {thread.problem}
        <Button size="small" onClick={() => console.pages.retryThread()}>
          {common.tryAgain}
        </Button>
      </div>
    )
  return (
    <div className={classes.skeleton} role="log" aria-label={timeline.title} aria-busy="true">
      <i />
      <i />
      <i />
      <i />
    </div>
  )
}
