import { ListFilter } from 'lucide-react'
import { useWords } from '../i18n/index.ts'
import { LaterFilterForm } from '../later/later.tsx'
import { Popover } from '../ui/popover.tsx'
import classes from './filter.module.css'
import { useActiveFilters } from './use-filters.ts'

/** The button of what the list is narrowed to; marked where that is something. */
export function FilterMenu() {
  const { filter } = useWords().inbox
  const isActive = useActiveFilters().length > 0
  return (
    <div className={classes.menu} data-active={isActive || undefined}>
      <Popover
        label={filter.title}
        icon={<ListFilter size={16} aria-hidden="true" />}
        action="filter"
      >
        <LaterFilterForm />
      </Popover>
    </div>
  )
}
