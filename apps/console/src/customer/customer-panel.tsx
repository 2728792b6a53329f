import {
  formatNumber,
  type Conversation,
  type TimelineEntry,
  type TimelineMessage,
} from '@switchboard/protocol'
import { memo, type ReactNode } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Sparkline } from '../inbox/sparkline.tsx'
import { useTimeText } from '../state/clock.ts'
import { labelsOf } from '../state/shared.ts'
import type { Thread } from '../state/thread.ts'
import paneClasses from '../thread/thread-pane.module.css'
import { Face, moodColor } from '../ui/face.tsx'
import { LabelChip } from '../ui/label-chip.tsx'
import { lineName } from '../words/customer.ts'
import { agentName } from '../words/entries.ts'
import { lengthText } from '../words/length.ts'
import { faceOf, scoreText } from '../words/mood.ts'
import { countryText, originText } from '../words/origin.ts'
import { fullTime } from '../words/time.ts'
import { Block } from './block.tsx'
import { CustomerFields } from './customer-fields.tsx'
import { CustomerName } from './customer-name.tsx'
import classes from './customer.module.css'
import { Earlier } from './earlier.tsx'
import { LocalTime } from './local-time.tsx'
import { NOTHING_YET } from './nothing-yet.ts'
import { OptOut } from './opt-out.tsx'
import { useCustomer, type CustomerPlace } from './use-customer.ts'

/** Who the Customer is and what was before, beside the thread where there is room. */
export const CustomerPanel = memo(function CustomerPanel({ thread }: { thread: Thread }) {
  const row = useConsoleState((state) => state.conversations.get(thread.number))
  if (!row) return null
  const { number, entries } = thread
  return (
    <>
      <CustomerName row={row} />
      <Facts row={row} entries={entries} />
      <CustomerFields row={row} />
      <Labels row={row} />
      <Mood row={row} entries={entries} />
      <Earlier number={number} entries={entries} />
      <OptOut row={row} entries={entries} />
      <Block row={row} entries={entries} />
    </>
  )
})

function Facts({ row, entries }: { row: Conversation; entries: readonly TimelineEntry[] }) {
  const { customer, thread } = useAllWords()
  const words = thread.details
  const place = useCustomer(row.number)
  const agents = useConsoleState((state) => state.agents)
  const me = useConsoleState((state) => state.me.id)
  const known = useConsoleState((state) => state.shared.lines)
  const lines = row.lines ?? (row.line ? [row.line] : [])
  const facts: [string, ReactNode][] = [
    [customer.localTime, <LocalTime key="time" row={row} place={place} />],
    [words.from, originText(entries) ?? countryOf(place)],
    [words.line, lines.map((line) => lineName(known, line)).join(', ')],
    [words.answeredBy, row.lastAgent && agentName(agents, row.lastAgent, me)],
    [words.waiting, row.waitingSince && <Waiting key="waiting" since={row.waitingSince} />],
    [words.stopped, row.optedOut && row.stoppedLines.map(formatNumber).join(', ')],
  ]
  return (
    <section className={paneClasses.section}>
      <h3 className="visually-hidden">{words.facts}</h3>
      <dl className={paneClasses.list}>
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
  )
}

function countryOf(place: CustomerPlace | null | undefined): string | null {
  if (place === undefined) return NOTHING_YET
  return place?.country ? countryText(place.country) : null
}

function Waiting({ since }: { since: string }) {
  const text = useTimeText((now) => lengthText(since, now))
  return (
    <time dateTime={since} data-tip={fullTime(since)}>
      {text}
    </time>
  )
}

function Labels({ row }: { row: Conversation }) {
  const { labels: words } = useAllWords()
  const known = useConsoleState((state) => state.shared.labels)
  const labels = labelsOf(known, row.labels)
  if (labels.length === 0) return null
  return (
    <section className={paneClasses.section} aria-labelledby="customer-labels">
      <h3 id="customer-labels" className={paneClasses.heading}>
        {words.title}
      </h3>
      <ul className={classes.labels}>
        {labels.map((label) => (
          <li key={label.id}>
            <LabelChip label={label} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface MoodProps {
  row: Conversation
  entries: readonly TimelineEntry[]
}

/** The newest text may be in a language nobody reads: its score says nothing then. */
function Mood({ row: { moods, isMoodRead = true }, entries }: MoodProps) {
  const { mood, thread } = useAllWords()
  const lastScore = moods.at(-1)
  if (lastScore === undefined) return null
  const face = faceOf(lastScore)
  const isRead = newestText(entries)?.mood.isRead ?? isMoodRead
  return (
    <section className={paneClasses.section}>
      <h3 className={paneClasses.heading}>{thread.details.mood}</h3>
      <Sparkline
        moods={moods}
        label={isRead ? mood.now(mood.faces[face]) : mood.notRead}
        isRead={isRead}
        width={268}
        height={56}
      />
      <p className={paneClasses.mood}>
        <span style={{ color: moodColor(face), lineHeight: 0 }}>
          <Face face={face} size={20} isRead={isRead} />
        </span>
        {isRead ? thread.details.moodNow(mood.faces[face], scoreText(lastScore)) : mood.notRead}
      </p>
    </section>
  )
}

function newestText(entries: readonly TimelineEntry[]): TimelineMessage | undefined {
  return entries.findLast(
    (entry): entry is TimelineMessage => entry.kind === 'message' && entry.direction === 'inbound',
  )
}
