import type { Conversation, Label, SwitchboardError } from '@switchboard/protocol'
import { Check, Plus, Tag } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { useKeyTip } from '../keys/use-key-tip.ts'
import { isComposing } from '../ui/is-composing.ts'
import { LabelChip } from '../ui/label-chip.tsx'
import { Popover } from '../ui/popover.tsx'
import { assignmentWords } from '../words/errors.ts'
import classes from './labels.module.css'
import { useLabelSearch } from './use-label-search.ts'
import workClasses from './work.module.css'

const MAX_LABELS = 20

// The same for each thread: not drawn again with the next.
const labelIcon = <Tag size={18} aria-hidden="true" />

/** Marks a Conversation with labels, and takes them off; an admin makes one on the way. */
export function Labels({ row }: { row: Conversation }) {
  const { labels } = useAllWords()
  const tip = useKeyTip()
  return (
    <Popover label={labels.title} icon={labelIcon} action="labels" tip={tip(labels.title, 'label')}>
      <LabelChoices row={row} />
    </Popover>
  )
}

function LabelChoices({ row }: { row: Conversation }) {
  const { labels: words } = useAllWords()
  const id = useId()
  const chosen = new Set(row.labels)
  const { query, setQuery, name, offered, fresh, nothing } = useLabelSearch((label) =>
    chosen.has(label),
  )
  const field = useRef<HTMLInputElement>(null)
  const { problem, toggle, make } = useLabels(row.number)
  useEffect(() => field.current?.focus(), [])
  const [first] = offered

  async function enter(): Promise<void> {
    if (first) await toggle(first.id)
    else if (fresh !== null) await make(fresh)
    else return
    setQuery('')
  }

  return (
    <div className={workClasses.form}>
      <label className={workClasses.label} htmlFor={id}>
        {name}
      </label>
      <input
        ref={field}
        id={id}
        className={workClasses.field}
        value={query}
        autoComplete="off"
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
          event.preventDefault()
          void enter()
        }}
      />
      {offered.length > 0 && (
        <ul className={classes.list}>
          {offered.map((label) => (
            <li key={label.id}>
              <LabelChoice
                label={label}
                isOn={chosen.has(label.id)}
                onToggle={() => void toggle(label.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {fresh !== null && (
        <button
          type="button"
          className={classes.choice}
          onClick={() => void make(fresh).then(() => setQuery(''))}
        >
          <Plus size={14} aria-hidden="true" />
          {words.make(fresh)}
        </button>
      )}
      {offered.length === 0 && fresh === null && (
        <p className={classes.none} role="status">
          {nothing}
        </p>
      )}
      {problem !== null && (
        <p role="alert" className={workClasses.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

interface LabelChoiceProps {
  label: Label
  isOn: boolean
  onToggle: () => void
}

function LabelChoice({ label, isOn, onToggle }: LabelChoiceProps) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isOn}
      className={classes.choice}
      onClick={onToggle}
    >
      <span className={classes.tick} aria-hidden="true">
        {isOn && <Check size={14} />}
      </span>
      <LabelChip label={label} />
    </button>
  )
}

/** Puts labels on and takes them off, from how they are at that moment. */
function useLabels(number: string) {
  const console = useConsole()
  const { labels: words } = useAllWords()
  const [problem, setProblem] = useState<string | null>(null)
  const tell = (error: SwitchboardError | null): void =>
    setProblem(error && assignmentWords(error, null))

  async function toggle(label: string): Promise<void> {
    const labels = new Set(console.state.get().conversations.get(number)?.labels)
    if (!labels.delete(label)) labels.add(label)
    if (labels.size > MAX_LABELS) return setProblem(words.full)
    tell(await console.work.setLabels(number, [...labels]))
  }

  async function make(name: string): Promise<void> {
    const made = await console.work.makeLabel(name)
    if ('code' in made) return tell(made)
    await toggle(made.id)
  }

  return { problem, toggle, make }
}
