import type { EventName, TimelineEntry } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import paneClasses from '../thread/thread-pane.module.css'
import { eventText } from '../words/entries.ts'
import classes from './customer.module.css'
import { NOTHING_YET } from './nothing-yet.ts'
import { Problem } from './problem.tsx'
import { useEventHistory } from './use-event-history.ts'

interface EventListProps {
  number: string
  label: string
  events: readonly EventName[]
  entries: readonly TimelineEntry[]
  /** What stands where there is none. */
  none?: string
}

/** So many are told at once. */
const TOLD = 5

const workEvents = ['assigned', 'taken', 'transferred', 'released', 'resolved', 'reopened'] as const

/** Who had this Customer before, and how it ended. */
export function Earlier({ number, entries }: Pick<EventListProps, 'number' | 'entries'>) {
  const { customer: words } = useAllWords()
  return (
    <section className={paneClasses.section} aria-labelledby="customer-earlier">
      <h3 id="customer-earlier" className={paneClasses.heading}>
        {words.earlier}
      </h3>
      <EventList
        number={number}
        label={words.earlier}
        events={workEvents}
        entries={entries}
        none={words.nobodyYet}
      />
    </section>
  )
}

/** Events of one kind, newest first; each leads to its place in the timeline. */
export function EventList({ number, label, events, entries, none }: EventListProps) {
  const { pages } = useConsole()
  const { common, customer: words } = useAllWords()
  const agents = useConsoleState((state) => state.agents)
  const me = useConsoleState((state) => state.me.id)
  const [shown, setShown] = useState(TOLD)
  const history = useEventHistory({ number, events, entries, wanted: TOLD })
  const { all, hasMore, isWhole, isLooking, problem, more } = history
  const isUnknown = !isWhole && !hasMore && problem === null

  function showMore(): void {
    if (all.length < shown + TOLD && hasMore) void more()
    setShown(shown + TOLD)
  }
  return (
    <>
      {all.length > 0 && (
        <ul className={paneClasses.told} aria-label={label}>
          {all.slice(0, shown).map((entry) => (
            <li key={entry.position}>
              <button
                type="button"
                className={classes.event}
                onClick={() => void pages.thread.goTo(entry.position).catch(() => undefined)}
              >
                {eventText(entry, agents, me)}{' '}
                <span className={paneClasses.when}>
                  · <Age at={entry.at} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {all.length === 0 && none !== undefined && (isWhole || isUnknown) && (
        <p className={classes.hint}>{isWhole ? none : NOTHING_YET}</p>
      )}
      {problem !== null && (
        <>
          <Problem text={problem} />
          <Button look="link" className={classes.small} onClick={() => void more()}>
            {common.tryAgain}
          </Button>
        </>
      )}
      {problem === null && (hasMore || all.length > shown) && (
        <div>
          <Button look="link" className={classes.small} isBusy={isLooking} onClick={showMore}>
            {isLooking ? words.looking : words.showEarlier}
          </Button>
        </div>
      )}
    </>
  )
}
