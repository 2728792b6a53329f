import { formatNumber } from '@switchboard/protocol'
import type { ReactNode } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Sparkline } from '../inbox/sparkline.tsx'
import type { Thread } from '../state/thread.ts'
import { Face, moodColor } from '../ui/face.tsx'
import { Age } from '../ui/age.tsx'
import { agentName } from '../words/entries.ts'
import { faceOf, scoreText } from '../words/mood.ts'
import { originText } from '../words/origin.ts'
import { OptOut } from './opt-out.tsx'
import classes from './thread-pane.module.css'
import { own } from '../state/own.ts'

/** What is known of the Customer, beside the thread where there is room. */
export function Details({ thread }: { thread: Thread }) {
  const { mood, thread: words } = useWords()
  const row = useConsoleState((state) => own(state.conversations, thread.number))
  const agents = useConsoleState((state) => state.agents)
  const me = useConsoleState((state) => state.me.id)
  if (!row) return null
  const lastScore = row.moods.at(-1)
  const facts: [string, ReactNode][] = [
    [words.details.from, originText(thread.entries)],
    [words.details.line, row.line && formatNumber(row.line)],
    [words.details.answeredBy, row.lastAgent && agentName(agents, row.lastAgent, me)],
    [words.details.waiting, row.waitingSince && <Age at={row.waitingSince} />],
    [words.details.stopped, row.optedOut && row.stoppedLines.map(formatNumber).join(', ')],
  ]
  return (
    <>
      {lastScore !== undefined && (
        <section className={classes.section}>
          <h3 className={classes.heading}>{words.details.mood}</h3>
          <Sparkline moods={row.moods} width={268} height={56} />
          <p className={classes.mood}>
            <span style={{ color: moodColor(faceOf(lastScore)), lineHeight: 0 }}>
              <Face face={faceOf(lastScore)} size={20} />
            </span>
            {words.details.moodNow(mood.faces[faceOf(lastScore)], scoreText(lastScore))}
          </p>
        </section>
      )}
      <section className={classes.section}>
        <h3 className="visually-hidden">{words.details.facts}</h3>
        <dl className={classes.list}>
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </section>
      <OptOut key={row.number} row={row} entries={thread.entries} />
    </>
  )
}
