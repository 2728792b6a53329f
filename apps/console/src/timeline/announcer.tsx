import type { Agent, TimelineEntry } from '@switchboard/protocol'
import { useConsoleState } from '../console-context.ts'
import { allWords, useAllWords } from '../i18n/later.ts'
import { isLeaving } from '../inbox/open-row.ts'
import type { ConsoleState } from '../state/console-state.ts'
import { deliveryWords } from '../words/delivery.ts'
import { previewText } from '../words/entries.ts'
import { filesText } from '../words/kinds.ts'

interface AnnouncerProps {
  entries: readonly TimelineEntry[]
  /** Only what came after this changeset is news. */
  after: number
}

interface News {
  key: string
  text: string
}

/** What was said is not said again when it goes: a few stand here for those that come at once. */
const MOST = 5

/**
 * Says politely what comes into the thread: texts of the customer, what colleagues do, and a reply that went
 * wrong. The log itself is not live: its rows come and go as one scrolls, and old texts would be read out as if
 * they were new. Each has an element of its own, so that the same words twice are said twice.
 */
export function Announcer({ entries, after }: AnnouncerProps) {
  useAllWords()
  const agents = useConsoleState((state) => state.agents)
  const me = useConsoleState((state) => state.me.id)
  const news = isLeaving()
    ? []
    : newest(entries, after).flatMap((entry) => newsOf(entry, { after, agents, me }) ?? [])
  return (
    <div className="visually-hidden" role="status" aria-atomic="false" aria-relevant="additions">
      {news.slice(-MOST).map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  )
}

function newest(entries: readonly TimelineEntry[], after: number): TimelineEntry[] {
  return entries
    .filter(({ changedSeq }) => changedSeq > after)
    .toSorted((a, b) => a.changedSeq - b.changedSeq)
}

interface Reader {
  after: number
  agents: ConsoleState['agents']
  me: Agent['id']
}

function newsOf(entry: TimelineEntry, { after, agents, me }: Reader): News | null {
  const key = String(entry.position)
  const isNew = entry.seq > after
  if (entry.kind !== 'message') {
    const isOthers = entry.agent !== undefined && entry.agent !== me
    return isNew && isOthers ? { key, text: previewText(entry, agents, me) } : null
  }
  const { timeline } = allWords()
  const body = entry.body || filesText(entry.media)
  if (entry.direction === 'inbound') return isNew ? { key, text: timeline.newText(body) } : null
  const { tone, long } = deliveryWords(entry)
  const isWrong = (tone === 'failed' || tone === 'unsure') && entry.resentAs === undefined
  if (isWrong && long !== undefined)
    return { key: `${key} ${tone}`, text: timeline.wentWrong(body, long) }
  return isNew && entry.agent !== me ? { key, text: previewText(entry, agents, me) } : null
}
