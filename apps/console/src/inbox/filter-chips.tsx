import { X } from 'lucide-react'
import { useRef } from 'react'
import { useConsole } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { firstChoice } from '../state/inbox.ts'
import classes from './filter.module.css'
import { useActiveFilters, type ActiveFilter } from './use-filters.ts'

/** What narrows or orders the list, each with its own way out. */
export function FilterChips() {
  const console = useConsole()
  const { filter } = useWords().inbox
  const active = useActiveFilters()
  const box = useRef<HTMLDivElement>(null)
  if (active.length === 0) return null

  /** The focus goes to the next chip, or to what opens the filters. */
  function remove({ without }: ActiveFilter): void {
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const next = buttons[at + 1] ?? buttons[at - 1]
    if (active.length > 1) next?.focus()
    else document.querySelector<HTMLElement>(`.${classes.menu} button`)?.focus()
    console.showInbox(without)
  }

  return (
    <div ref={box} className={classes.bar}>
      <ul className={classes.chips} aria-label={filter.chips}>
        {active.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className={classes.chip}
              aria-label={filter.remove(one.name)}
              onClick={() => remove(one)}
            >
              <span className={classes.name}>{one.name}</span>
              <X size={13} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {active.length > 1 && (
        <button
          type="button"
          className={classes.clear}
          onClick={() => {
            document.querySelector<HTMLElement>(`.${classes.menu} button`)?.focus()
            const { label, agent, mood, sort } = firstChoice
            console.showInbox({ label, agent, mood, sort })
          }}
        >
          {filter.clear}
        </button>
      )}
    </div>
  )
}
