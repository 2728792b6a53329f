import { join } from '../ui/join.ts'
import classes from './completion-list.module.css'
import type { Completion } from './use-completion.ts'

interface CompletionListProps {
  label: string
  id: string
  options: readonly Completion[]
  current: number
  choose: (option: Completion) => void
}

/** What could stand at the caret; the field keeps the focus. */
export function CompletionList({ label, id, options, current, choose }: CompletionListProps) {
  if (options.length === 0) return null
  return (
    <div id={id} role="listbox" tabIndex={-1} aria-label={label} className={classes.list}>
      {options.map((option, index) => (
        <div
          key={option.id}
          id={`${id}-${option.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === current}
          className={join(classes.option, index === current && classes.current)}
          onPointerDown={(event) => {
            event.preventDefault()
            choose(option)
          }}
        >
          <span>{option.label}</span>
          {option.detail && <span className={classes.detail}>{option.detail}</span>}
        </div>
      ))}
    </div>
  )
}
