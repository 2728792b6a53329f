import type { TimelineEntry } from '@switchboard/protocol'
import { useWords } from '../i18n/index.ts'
import { isLeaving } from '../inbox/open-row.ts'
import { filesText } from '../words/kinds.ts'

interface AnnouncerProps {
  entries: readonly TimelineEntry[]
  /** Only what came after this changeset is news. */
  after: number
}

/**
 * Says new texts of the customer, politely. The log itself is not live: its rows come and go as one
 * scrolls, and old texts would be read out as if they were new.
 */
export function Announcer({ entries, after }: AnnouncerProps) {
  const words = useWords().timeline
  const news = entries.findLast(
    (entry) => entry.kind === 'message' && entry.direction === 'inbound' && entry.seq > after,
  )
  return (
    <p className="visually-hidden" role="status">
      {!isLeaving() &&
        news?.kind === 'message' &&
        words.newText(news.body || filesText(news.media))}
    </p>
  )
}
