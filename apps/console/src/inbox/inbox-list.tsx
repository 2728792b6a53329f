import { useCallback, useEffect, useMemo, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { choiceOf, type InboxChoice } from '../state/inbox.ts'
import { Button } from '../ui/button.tsx'
import { InboxItem } from './inbox-item.tsx'
import classes from './inbox.module.css'
import { LaterEmptyInbox } from '../later/later.tsx'
import { ListEnd } from './list-end.tsx'
import { useInboxActions } from './use-inbox-actions.ts'
import { useReadAhead } from './use-read-ahead.ts'
import { useStillRows } from './use-still-rows.ts'

const ROW_PX = 96
/** The next page is read this many rows before the end is seen. */
const READ_AHEAD = 12

export function InboxList() {
  const console = useConsole()
  const inbox = useConsoleState((state) => state.inbox)
  const isListed = inbox.asOf !== null
  const { rows, aimed } = useStillRows(isListed ? keyOf(inbox) : '')
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows])
  const onKeyDown = useInboxActions({ numbers, list, scroller })
  const { onScrollEnd, ...pointed } = useReadAhead({ list, numbers, isListed })
  useSelectionWithin(numbers)
  const extend = useCallback(
    (number: string) => console.selection.extend(number, numbers),
    [console, numbers],
  )

  if (rows.length === 0 && inbox.problem) return <InboxProblem text={inbox.problem} />
  if (rows.length === 0 && inbox.loading) return <Skeletons />
  if (rows.length === 0) return <LaterEmptyInbox />

  function readMore(): void {
    const { current } = list
    if (!current) return
    const last = current.findItemIndex(current.scrollOffset + current.viewportSize)
    if (last + READ_AHEAD >= rows.length) void console.pages.readMoreInbox()
  }

  return (
    // The keys move among the links inside; the box itself only listens and scrolls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      key={keyOf(inbox)}
      ref={scroller}
      className={classes.scroller}
      onKeyDown={onKeyDown}
      {...pointed}
      {...aimed}
    >
      <Virtualizer
        ref={list}
        scrollRef={scroller}
        as={InboxUl}
        item="li"
        itemSize={ROW_PX}
        data={rows}
        onScroll={readMore}
        onScrollEnd={onScrollEnd}
      >
        {(row) => <InboxItem key={row.number} row={row} onRange={extend} />}
      </Virtualizer>
      <ListEnd listed={rows.length} />
    </div>
  )
}

/** Another choice is another list: it is read from its top. */
function keyOf(inbox: InboxChoice): string {
  return JSON.stringify(choiceOf(inbox))
}

/** What left the list is chosen no longer. */
function useSelectionWithin(numbers: readonly string[]): void {
  const { selection } = useConsole()
  useEffect(() => {
    if (selection.numbers.size === 0) return
    const listed = new Set(numbers)
    selection.drop([...selection.numbers].filter((number) => !listed.has(number)))
  }, [selection, numbers])
}

function InboxUl(props: React.ComponentProps<'ul'>) {
  const { inbox } = useWords()
  return <ul {...props} aria-label={inbox.title} />
}

function InboxProblem({ text }: { text: string }) {
  const console = useConsole()
  const { common } = useWords()
  return (
    <div className={classes.note} role="alert">
      {text}
      <Button size="small" onClick={() => void console.pages.readInbox()}>
        {common.tryAgain}
      </Button>
    </div>
  )
}

function Skeletons() {
  return (
    <div aria-hidden="true">
      {[1, 2, 3, 4].map((row) => (
        <div key={row} className={classes.skeleton}>
          <i />
          <i />
        </div>
      ))}
    </div>
  )
}
