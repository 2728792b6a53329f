import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useConsoleState } from '../console-context.ts'
import { Composer } from '../composer/composer.tsx'
import { useAllWords } from '../i18n/later.ts'
import { rowOf } from '../inbox/whereabouts.ts'
import { FindBar } from '../timeline/find-bar.tsx'
import { FindContext } from '../timeline/find-context.ts'
import { log } from '../timeline/log.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { useFind } from '../timeline/use-find.ts'
import type { Thread } from '../state/thread.ts'
import { ThreadContext, useThreadState } from '../thread-context.ts'
import { IconButton } from '../ui/button.tsx'
import { focusBack } from '../ui/focus-back.ts'
import { focusQuietly } from '../ui/focus-quietly.ts'
import { isComposing } from '../ui/is-composing.ts'
import { isTyping } from '../ui/is-typing.ts'
import { join } from '../ui/join.ts'
import { QuietBoundary } from '../ui/quiet-boundary.tsx'
import { useAfterPaint } from '../ui/use-after-paint.ts'
import { followVisibleHeight } from '../ui/visible-height.ts'
import { CustomerPanel } from '../customer/customer-panel.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { useOwnPresses } from './use-own-presses.ts'
import { writeOn } from './write-on.ts'
import classes from './thread-pane.module.css'

// The same for each thread: not drawn again with the next.
const closeIcon = <X size={18} aria-hidden="true" />

/**
 * The open Conversation: who it is, what was said, and the place to answer. It stays while one goes from
 * thread to thread, which is faster than building it anew; what is of one thread alone has its
 * number as its key or is `useThreadState`.
 */
export function ThreadPane() {
  const thread = useConsoleState((state) => state.thread)
  if (!thread) return null
  return (
    <ThreadContext value={thread.number}>
      <Pane thread={thread} />
    </ThreadContext>
  )
}

function Pane({ thread }: { thread: Thread }) {
  const { number } = thread
  const isUnknown = thread.isUnknown && thread.problem !== null
  const { common, thread: words } = useAllWords()
  const pane = useRef<HTMLDivElement>(null)
  const { panel, opener, isOpen, toggle, close } = usePanel()
  const { find, finding, isOpen: isFinding, open: openFind, close: closeFind } = useFind(number)
  const presses = useOwnPresses(number)
  useEffect(followVisibleHeight, [])
  useFocusWithin(pane, number)
  useFocusAfter(pane, number)
  return (
    <div ref={pane} className={classes.pane} {...presses}>
      <div className={classes.thread}>
        <ThreadHeader
          number={number}
          opener={opener}
          isPanelOpen={isOpen}
          onPanel={toggle}
          onFind={openFind}
        />
        {isFinding && <FindBar find={find} onClose={closeFind} />}
        <FindContext value={finding}>
          <Timeline thread={thread} />
        </FindContext>
        {!isUnknown && <Composer number={number} isReady={thread.asOf !== null} />}
      </div>
      <aside
        id="customer"
        ref={panel}
        className={join(classes.details, isOpen && classes.shown)}
        aria-label={words.customer}
      >
        <div className={classes.panelHead}>
          <span>{words.customer}</span>
          <IconButton label={common.close} onClick={close}>
            {closeIcon}
          </IconButton>
        </div>
        <PanelOf thread={thread} />
      </aside>
    </div>
  )
}

interface Shown {
  thread: Thread
  visit: number
}

/**
 * The thread first: what is known of its customer comes right after, without holding it up. Until then what was known
 * of the last one stays where it is, out of sight and reach, since to take it away takes its time as well.
 */
function PanelOf({ thread }: { thread: Thread }) {
  const visit = useVisit(thread.number)
  const isDrawn = useAfterPaint(visit) === visit
  const [last, keep] = useState<Shown | null>(null)
  if (isDrawn && (last?.thread !== thread || last.visit !== visit)) keep({ thread, visit })
  const shown = isDrawn ? { thread, visit } : last
  if (!shown) return null
  return (
    <ThreadContext value={shown.thread.number}>
      <div className={isDrawn ? undefined : classes.gone} aria-hidden={!isDrawn || undefined}>
        <QuietBoundary isShown={isDrawn}>
          <CustomerPanel key={shown.visit} thread={shown.thread} />
        </QuietBoundary>
      </div>
    </ThreadContext>
  )
}

/** Another one each time a thread is opened. */
function useVisit(number: string): number {
  const [now, setNow] = useState({ number, visit: 1 })
  if (now.number === number) return now.visit
  const visit = now.visit + 1
  setNow({ number, visit })
  return visit
}

type Whereabouts = 'writing' | 'within' | 'elsewhere'

/**
 * A key that was meant for one thread does nothing in the next: whatever of it had the focus loses it to what was
 * said there. Whoever was writing is in the field of the next at once, or what they type would be single keys.
 */
function useFocusWithin(pane: RefObject<HTMLElement | null>, number: string): void {
  const [now, setNow] = useState({ number, was: 'elsewhere' as Whereabouts })
  // Seen before what of the last thread is gone.
  if (now.number !== number) setNow({ number, was: whereabouts(pane.current) })
  const shown = useRef(now)
  useLayoutEffect(() => {
    if (shown.current === now) return
    shown.current = now
    if (now.was === 'writing') write(pane.current)
    else if (now.was === 'within') log()?.focus({ preventScroll: true })
  }, [pane, now])
}

function whereabouts(pane: HTMLElement | null): Whereabouts {
  const { activeElement } = document
  if (!pane?.contains(activeElement)) return 'elsewhere'
  return isTyping(activeElement) ? 'writing' : 'within'
}

/** Closed, it leads back to its row; where the list comes back in its place, that is drawn a moment later. */
function useFocusAfter(pane: RefObject<HTMLElement | null>, number: string): void {
  const leadFrom = useEffectEvent((place: Element | null) =>
    queueMicrotask(() => backToRow(number, place)),
  )
  useLayoutEffect(() => {
    const { current } = pane
    return () => {
      if (current?.contains(document.activeElement)) leadFrom(current.parentElement)
    }
  }, [pane])
}

/** Not once another thread is open, or nothing of the desk is there any more. */
function backToRow(number: string, place: Element | null, tries = 4): void {
  if (!place?.isConnected || log()) return
  const row = rowOf(number)
  if (row) focusBack(row)
  else if (tries > 0) requestAnimationFrame(() => backToRow(number, place, tries - 1))
}

/** Behind what is written here already; where nothing can be written the reason has the focus. */
function write(pane: HTMLElement | null): void {
  const locked = pane?.querySelector<HTMLElement>('[data-locked]')
  if (!writeOn(pane) && locked) focusQuietly(locked)
}

/** Where there is no room for it beside the thread, the customer panel lies over it until Escape, or a press elsewhere. */
function usePanel() {
  const panel = useRef<HTMLElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useThreadState(false)
  const close = (): void => {
    setOpen(false)
    opener.current?.focus()
  }
  const isWithin = ({ target }: Event): boolean =>
    target instanceof Node && panel.current?.contains(target) === true
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return
    // One leaves the field beside it first.
    if (!isWithin(event) && isTyping(event.target)) return
    event.preventDefault()
    setOpen(false)
    focusBack(opener.current, panel.current)
  })
  const onPress = useEffectEvent((event: PointerEvent) => {
    const { target } = event
    const isOver = target instanceof Element && target.closest('dialog') !== null
    if (!isWithin(event) && !isOver && !opener.current?.contains(target as Node)) setOpen(false)
  })
  useEffect(() => {
    if (!isOpen) return
    panel.current?.querySelector('button')?.focus()
    const ends = new AbortController()
    const { signal } = ends
    document.addEventListener('keydown', (event) => onEscape(event), { signal })
    document.addEventListener('pointerdown', (event) => onPress(event), { signal })
    return () => ends.abort()
  }, [isOpen])
  return { panel, opener, isOpen, close, toggle: () => (isOpen ? close() : setOpen(true)) }
}
