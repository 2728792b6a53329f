import type { Conversation } from '@switchboard/protocol'
import { Flag } from 'lucide-react'
import { useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { labelsOf } from '../state/shared.ts'
import { join } from '../ui/join.ts'
import { LabelChip } from '../ui/label-chip.tsx'
import { isRaised, priorityText } from '../words/priority.ts'
import classes from './tags.module.css'

/** So many stay on a line of a phone, or two; one more takes the room of the rest. */
const SHOWN = 3

/** Below the header: why it goes before others, and its labels; nothing while there is neither. */
export function Tags({ row }: { row: Conversation }) {
  const words = useAllWords()
  const agents = useConsoleState((state) => state.agents)
  const known = useConsoleState((state) => state.shared.labels)
  const labels = labelsOf(known, row.labels)
  const [isAsked, setAsked] = useState(false)
  const isAll = isAsked || labels.length <= SHOWN + 1
  const shown = isAll ? labels : labels.slice(0, SHOWN)
  const { priority } = row
  if (!isRaised(priority) && labels.length === 0) return null
  return (
    <div className={classes.tags}>
      {isRaised(priority) && (
        <p className={join(classes.priority, priority.level === 'urgent' && classes.urgent)}>
          <Flag size={13} aria-hidden="true" />
          <span className="visually-hidden">{words.setPriority.title}: </span>
          {priorityText(priority, agents)}
        </p>
      )}
      {labels.length > 0 && (
        <ul className={classes.labels} aria-label={words.labels.title}>
          {shown.map((label) => (
            <li key={label.id}>
              <LabelChip label={label} />
            </li>
          ))}
          {shown.length < labels.length && (
            <li>
              <button
                type="button"
                className={classes.more}
                aria-label={words.labels.showMore(labels.length - shown.length)}
                onClick={() => setAsked(true)}
              >
                {words.teamwork.moreLabels(labels.length - shown.length)}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}
