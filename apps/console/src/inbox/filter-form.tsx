import { inboxSorts, type InboxSort, type MoodFilter } from '@switchboard/protocol'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import classes from './filter.module.css'
import { useChoose, useMoodName } from './use-filters.ts'
import { offeredMoods, useOffered } from './use-offered.ts'

/** What the list is narrowed to, and its order; each choice takes effect at once. */
export function FilterForm() {
  const { filter } = useWords().inbox
  const { label, agent, mood, sort } = useConsoleState((state) => state.inbox)
  const me = useConsoleState((state) => state.me.id)
  const { labels, agents } = useOffered()
  const moodName = useMoodName()
  const choose = useChoose()
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => form.current?.querySelector('select')?.focus(), [])
  return (
    <div ref={form} className={classes.form}>
      <Choice
        name={filter.order}
        value={sort}
        onChoose={(one) => choose({ sort: one as InboxSort })}
      >
        {inboxSorts.map((one) => (
          <option key={one} value={one}>
            {filter.sorts[one]}
          </option>
        ))}
      </Choice>
      <Choice name={filter.label} value={label} onChoose={(one) => choose({ label: one || null })}>
        <option value="">{filter.any}</option>
        {labels.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice name={filter.agent} value={agent} onChoose={(one) => choose({ agent: one || null })}>
        <option value="">{filter.any}</option>
        {agents.map(({ id, name }) => (
          <option key={id} value={id}>
            {id === me ? filter.me(name) : name}
          </option>
        ))}
      </Choice>
      <Choice
        name={filter.mood}
        value={mood}
        onChoose={(one) => choose({ mood: (one || null) as MoodFilter | null })}
      >
        <option value="">{filter.any}</option>
        {offeredMoods.map((one) => (
          <option key={one} value={one}>
            {moodName(one)}
          </option>
        ))}
      </Choice>
    </div>
  )
}

interface ChoiceProps {
  name: string
  value: string | null
  onChoose: (value: string) => void
  children: ReactNode
}

function Choice({ name, value, onChoose, children }: ChoiceProps) {
  const id = useId()
  return (
    <>
      <label className={classes.label} htmlFor={id}>
        {name}
      </label>
      <select
        id={id}
        className={classes.select}
        value={value ?? ''}
        onChange={(event) => onChoose(event.target.value)}
      >
        {children}
      </select>
    </>
  )
}
