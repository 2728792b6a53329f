import type { Conversation } from '@switchboard/protocol'
import { Flag } from 'lucide-react'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { LabelChip } from '../ui/label-chip.tsx'
import { join } from '../ui/join.ts'
import { labelsOf } from '../state/shared.ts'
import { isRaised, priorityText } from '../words/priority.ts'
import classes from './row-extras.module.css'

const MAX_LABELS = 2

/** The last line of a row: why it goes before others, and its labels. */
export function RowExtras({ row }: { row: Conversation }) {
  const words = useWords().teamwork
  const agents = useConsoleState((state) => state.agents)
  const known = useConsoleState((state) => state.shared.labels)
  const { priority } = row
  const labels = labelsOf(known, row.labels)
  const text = isRaised(priority) ? priorityText(priority, agents) : null
  // Beside a reason there is room for one.
  const shown = labels.slice(0, text === null ? MAX_LABELS : 1)
  const more = labels.length - shown.length
  return (
    <span className={classes.extras}>
      {text !== null && (
        <span
          className={join(classes.priority, priority && classes[priority.level])}
          data-tip={text}
        >
          <Flag size={12} aria-hidden="true" />
          <span className={classes.reason}>{text}</span>
        </span>
      )}
      {shown.map((label) => (
        <LabelChip key={label.id} label={label} isSmall />
      ))}
      {more > 0 && <span className={classes.more}>{words.moreLabels(more)}</span>}
    </span>
  )
}
