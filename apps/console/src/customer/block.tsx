import type { Conversation, TimelineEntry } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import paneClasses from '../thread/thread-pane.module.css'
import classes from './customer.module.css'
import { EventList } from './earlier.tsx'
import { Problem } from './problem.tsx'
import { useUpdate } from './use-update.ts'

const blockEvents = ['blocked', 'unblocked'] as const

interface BlockProps {
  row: Conversation
  entries: readonly TimelineEntry[]
}

/** Keeps a Customer's texts from bothering anybody. An opt-out is the Customer's own wish; this is ours. */
export function Block({ row, entries }: BlockProps) {
  const { common, customer: words } = useAllWords()
  const me = useConsoleState((state) => state.me)
  const { isBusy, problem, update } = useUpdate(row.number)
  const [isAsking, setAsking] = useState(false)
  const opener = useRef<HTMLDivElement>(null)
  const leadOn = useLeadOn(() => opener.current?.querySelector('button'))
  const isAllowed = me.role === 'admin' || row.assignee === null || row.assignee === me.id

  async function set(blocked: boolean): Promise<void> {
    if (await update({ blocked })) setAsking(false)
  }
  return (
    <section
      className={join(paneClasses.section, classes.decision)}
      aria-labelledby="customer-block"
    >
      <h3 id="customer-block" className={paneClasses.heading}>
        {row.blocked ? words.blocked : words.notBlocked}
      </h3>
      {row.blocked !== undefined && (
        <EventList
          number={row.number}
          label={words.blocks}
          events={blockEvents}
          entries={entries}
        />
      )}
      {(isAsking || row.blocked) && <p className={classes.hint}>{words.blockDoes}</p>}
      <Problem text={problem} />
      {isAllowed && !isAsking && (
        <div ref={opener}>
          <Button
            size="small"
            isBusy={isBusy}
            onClick={() => (row.blocked ? void set(false) : setAsking(true))}
          >
            {row.blocked ? words.unblock : words.blockAsk}
          </Button>
        </div>
      )}
      {isAllowed && isAsking && (
        // Escape is heard from its buttons.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div
          ref={leadOn}
          className={classes.buttons}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            setAsking(false)
          }}
        >
          <Button
            size="small"
            className={classes.danger}
            isBusy={isBusy}
            // It was just asked for; Escape and Cancel lead back.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            onClick={() => void set(true)}
          >
            {words.block}
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            {common.cancel}
          </Button>
        </div>
      )}
    </section>
  )
}
