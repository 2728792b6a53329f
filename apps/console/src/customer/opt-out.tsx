import { isAnswerable, type Conversation, type TimelineEntry } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { NoteForm } from '../ui/note-form.tsx'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { saidWords } from '../words/errors.ts'
import classes from '../thread/thread-pane.module.css'
import ownClasses from './customer.module.css'
import { EventList } from './earlier.tsx'

const optOutEvents = ['opted-out', 'opted-in'] as const

/** Whether this Customer wants our texts, how that came, and what one of us was told in other words. */
export function OptOut({ row, entries }: { row: Conversation; entries: readonly TimelineEntry[] }) {
  const me = useConsoleState((state) => state.me)
  const [isAsking, setAsking] = useState(false)
  const console = useConsole()
  const words = useAllWords().thread.optOut
  const opener = useRef<HTMLDivElement>(null)
  const leadOn = useLeadOn(() => opener.current?.querySelector('button'))
  if (!isAnswerable(row.number)) return null
  const isAllowed = me.role === 'admin' || row.assignee === null || row.assignee === me.id

  async function record(note: string): Promise<string | null> {
    const op = row.optedOut ? 'opt-in' : 'opt-out'
    const error = await console.recordOptOut(op, row.number, note)
    if (!error) setAsking(false)
    return error && saidWords(error)
  }

  return (
    <section className={join(classes.section, ownClasses.decision)} aria-labelledby="opt-out">
      <h3 id="opt-out" className={classes.heading}>
        {row.optedOut ? words.optedOut : words.mayBeTexted}
      </h3>
      <EventList
        number={row.number}
        label={words.history}
        events={optOutEvents}
        entries={entries}
      />
      {isAllowed && isAsking && (
        <div ref={leadOn}>
          <NoteForm
            label={row.optedOut ? words.howKnown : words.whatSaid}
            verb={row.optedOut ? words.optIn : words.record}
            onNote={record}
            onCancel={() => setAsking(false)}
          />
        </div>
      )}
      {isAllowed && !isAsking && (
        <div ref={opener}>
          <Button size="small" onClick={() => setAsking(true)}>
            {row.optedOut ? words.optInAsk : words.recordAsk}
          </Button>
        </div>
      )}
    </section>
  )
}
