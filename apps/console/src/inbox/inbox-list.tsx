import { useMemo, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { inboxRows } from '../state/inbox.ts'
import { Button } from '../ui/button.tsx'
import { EmptyInbox } from './empty-inbox.tsx'
import { InboxRow } from './inbox-row.tsx'
import classes from './inbox.module.css'
import { useInboxKeys } from './use-inbox-keys.ts'

const ROW_PX = 83
/** The next page is read this many rows before the end is seen. */
const READ_AHEAD = 12

interface InboxListProps {
  open: string | null
  onOpen: (number: string) => void
}

export function InboxList({ open, onOpen }: InboxListProps) {
  const console = useConsole()
  const inbox = useConsoleState((state) => state.inbox)
  const known = useConsoleState((state) => state.conversations)
  const me = useConsoleState((state) => state.me.id)
  const rows = useMemo(() => inboxRows(known, inbox, me), [known, inbox, me])
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const onKeyDown = useInboxKeys({ rows, open, onOpen, list, scroller })

  if (rows.length === 0 && inbox.problem) return <InboxProblem text={inbox.problem} />
  if (rows.length === 0 && inbox.asOf === null) return <Skeletons />
  if (rows.length === 0) return <EmptyInbox />

  function readAhead(): void {
    const { current } = list
    if (!current) return
    const last = current.findItemIndex(current.scrollOffset + current.viewportSize)
    if (last + READ_AHEAD >= rows.length) void console.pages.readMoreInbox()
  }

  return (
    // The keys move among the links inside; the box itself only listens and scrolls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={scroller} className={classes.scroller} onKeyDown={onKeyDown}>
      <Virtualizer
        ref={list}
        scrollRef={scroller}
        as={InboxUl}
        item="li"
        itemSize={ROW_PX}
        data={rows}
        onScroll={readAhead}
      >
        {(row) => <InboxRow key={row.number} row={row} isOpen={row.number === open} />}
      </Virtualizer>
    </div>
  )
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
