import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { eventText } from '../words/entries.ts'
import { fullTime } from '../words/time.ts'
import classes from './hand-overs.module.css'
import type { EventEntry } from './timeline-items.ts'
import timelineClasses from './timeline.module.css'

/** What went from hand to hand with nothing said in between: one line, and the last step, until it is opened. */
export function HandOvers({ entries }: { entries: readonly EventEntry[] }) {
  const words = useAllWords().timeline
  const [isOpen, setOpen] = useState(false)
  const last = entries.at(-1)
  return (
    <div className={timelineClasses.event}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight size={12} aria-hidden="true" />
          {words.handedAround(entries.length)}
        </button>
        {!isOpen && last && <Step entry={last} />}
      </div>
      {isOpen && (
        <ol className={classes.steps}>
          {entries.map((entry) => (
            <li key={entry.position}>
              <Step entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function Step({ entry }: { entry: EventEntry }) {
  useAllWords()
  const text = useConsoleState((state) => eventText(entry, state.agents, state.me.id))
  return <span data-tip={fullTime(entry.at)}>{text}</span>
}
