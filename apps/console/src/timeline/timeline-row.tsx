import { memo } from 'react'
import { useTimeText } from '../state/clock.ts'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Age } from '../ui/age.tsx'
import { join } from '../ui/join.ts'
import { agentName, eventText } from '../words/entries.ts'
import { dayText, fullTime } from '../words/time.ts'
import { Bubble } from './bubble.tsx'
import { HandOvers } from './hand-overs.tsx'
import { PlainText } from './message-body.tsx'
import messageClasses from './message.module.css'
import { MessageRow } from './message-row.tsx'
import { MoodLine } from './mood-line.tsx'
import { OutgoingRow } from './outgoing-row.tsx'
import type { TimelineItem } from './timeline-items.ts'
import classes from './timeline.module.css'

interface TimelineRowProps {
  item: TimelineItem
  isLast: boolean
  isFresh: boolean
}

/** One row: the mood line at the left and whatever happened at the right. */
export const TimelineRow = memo(
  function TimelineRow({ item, isLast, isFresh }: TimelineRowProps) {
    return (
      <div className={join(classes.row, isLast && classes.last)}>
        {item.stretch && <MoodLine stretch={item.stretch} />}
        <RowContent item={item} isFresh={isFresh} />
      </div>
    )
  },
  (before, after) =>
    before.isLast === after.isLast &&
    before.isFresh === after.isFresh &&
    isSameItem(before.item, after.item),
)

function RowContent({ item, isFresh }: { item: TimelineItem; isFresh: boolean }) {
  const words = useAllWords().timeline
  switch (item.kind) {
    case 'beginning':
      return <p className={classes.beginning}>{words.beginning}</p>
    case 'day':
      return <Day at={item.at} />
    case 'unread':
      return <p className={classes.unread}>{words.unread}</p>
    case 'message':
      return (
        <MessageRow
          message={item.entry}
          opens={item.opens}
          closes={item.closes}
          differs={item.differs}
          isFresh={isFresh}
        />
      )
    case 'note':
      return <Note entry={item.entry} />
    case 'event':
      return <Event entry={item.entry} />
    case 'hand-overs':
      return <HandOvers entries={item.entries} />
    case 'outgoing':
      return <OutgoingRow outgoing={item.outgoing} opens={item.opens} />
  }
}

function Day({ at }: { at: string }) {
  const text = useTimeText((now) => dayText(at, now))
  return <p className={classes.day}>{text}</p>
}

type EntryOf<K extends TimelineItem['kind']> = Extract<
  TimelineItem,
  { kind: K; entry: unknown }
>['entry']

function Event({ entry }: { entry: EntryOf<'event'> }) {
  useAllWords()
  const text = useConsoleState((state) => eventText(entry, state.agents, state.me.id))
  return (
    <p className={classes.event}>
      <span data-tip={fullTime(entry.at)}>{text}</span>
    </p>
  )
}

function Note({ entry }: { entry: EntryOf<'note'> }) {
  const words = useAllWords().timeline
  const author = useConsoleState((state) => agentName(state.agents, entry.agent, state.me.id))
  const namesMe = useConsoleState((state) => entry.mentions?.includes(state.me.id) ?? false)
  return (
    <article
      className={join(
        messageClasses.message,
        messageClasses.note,
        messageClasses.opens,
        namesMe && messageClasses.namesMe,
      )}
      aria-label={words.note}
    >
      <div className={messageClasses.body}>
        <Bubble body={entry.body} position={entry.position}>
          <PlainText body={entry.body} position={entry.position} />
        </Bubble>
      </div>
      <footer className={messageClasses.foot}>
        <span className={messageClasses.dotAfter}>
          {words.note} · {author}
        </span>
        <span className={namesMe ? messageClasses.dotAfter : undefined}>
          <Age at={entry.at} />
        </span>
        {namesMe && <strong className={messageClasses.named}>{words.namesYou}</strong>}
      </footer>
    </article>
  )
}

/** Items are built anew for each change; what they show is compared, so that only changed rows render. */
function isSameItem(a: TimelineItem, b: TimelineItem): boolean {
  const [left, right] = [facts(a), facts(b)]
  return left.every((fact, index) => fact === right[index])
}

function facts(item: TimelineItem): unknown[] {
  return [
    item.key,
    item.kind,
    'entry' in item ? item.entry : null,
    'outgoing' in item ? item.outgoing : null,
    'entries' in item ? item.entries.map(({ changedSeq }) => changedSeq).join() : null,
    'opens' in item && item.opens,
    'closes' in item && item.closes,
    'differs' in item && item.differs,
    JSON.stringify(item.stretch),
  ]
}
