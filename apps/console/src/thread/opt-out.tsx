import { isAnswerable, type Conversation, type TimelineEntry } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { NoteForm } from '../ui/note-form.tsx'
import { eventText } from '../words/entries.ts'
import { saidWords } from '../words/errors.ts'
import classes from './thread-pane.module.css'

/** The newest of what is told; the timeline has all. */
const TOLD = 4

/** Whether this Customer wants our texts, how that came, and what one of us was told in other words. */
export function OptOut({ row, entries }: { row: Conversation; entries: readonly TimelineEntry[] }) {
  const me = useConsoleState((state) => state.me)
  const agents = useConsoleState((state) => state.agents)
  const [isAsking, setAsking] = useState(false)
  const console = useConsole()
  const words = useWords().thread.optOut
  if (!isAnswerable(row.number)) return null
  const isAllowed = me.role === 'admin' || row.assignee === null || row.assignee === me.id
  const told = entries
    .filter((entry) => entry.kind === 'event')
    .filter(({ event }) => event === 'opted-out' || event === 'opted-in')
    .slice(-TOLD)

  async function record(note: string): Promise<string | null> {
    const op = row.optedOut ? 'opt-in' : 'opt-out'
    const error = await console.recordOptOut(op, row.number, note)
    if (!error) setAsking(false)
    return error && saidWords(error)
  }

  return (
    <section className={classes.section} aria-labelledby="opt-out">
      <h3 id="opt-out" className={classes.heading}>
        {row.optedOut ? words.optedOut : words.mayBeTexted}
      </h3>
      {told.length > 0 && (
        <ul className={classes.told} aria-label={words.history}>
          {told.map((entry) => (
            <li key={entry.position}>
              {eventText(entry, agents, me.id)} <Age at={entry.at} className={classes.when} />
            </li>
          ))}
        </ul>
      )}
      {isAllowed &&
        (isAsking ? (
          <NoteForm
            label={row.optedOut ? words.howKnown : words.whatSaid}
            verb={row.optedOut ? words.optIn : words.record}
            onNote={record}
            onCancel={() => setAsking(false)}
          />
        ) : (
          <div>
            <Button size="small" onClick={() => setAsking(true)}>
              {row.optedOut ? words.optInAsk : words.recordAsk}
            </Button>
          </div>
        ))}
    </section>
  )
}
