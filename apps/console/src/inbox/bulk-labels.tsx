import { Check, Minus, Plus, Tag } from 'lucide-react'
import type { Label } from '@switchboard/protocol'
import { useEffect, useId, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { useKeyTip } from '../keys/use-key-tip.ts'
import { useStore } from '../state/store.ts'
import listClasses from '../thread/labels.module.css'
import { useLabelSearch } from '../thread/use-label-search.ts'
import workClasses from '../thread/work.module.css'
import { isComposing } from '../ui/is-composing.ts'
import { LabelChip } from '../ui/label-chip.tsx'
import { Popover } from '../ui/popover.tsx'
import { useClosePopover } from '../ui/popover-context.ts'
import { assignmentWords } from '../words/errors.ts'

interface BulkLabelsProps {
  onLabel: (action: 'label' | 'unlabel', label: string) => void
}

/** Puts a label on all that are selected, or takes it off where all have it. */
export function BulkLabels(props: BulkLabelsProps) {
  const { labels } = useAllWords()
  const tip = useKeyTip()
  return (
    <Popover
      label={labels.title}
      icon={<Tag size={16} aria-hidden="true" />}
      action="bulk-labels"
      tip={tip(labels.title, 'label')}
    >
      <Choices {...props} />
    </Popover>
  )
}

function Choices({ onLabel }: BulkLabelsProps) {
  const { labels: words } = useAllWords()
  const id = useId()
  const close = useClosePopover()
  const console = useConsole()
  const share = useShare()
  const { query, setQuery, name, offered, fresh, nothing } = useLabelSearch(
    (label) => share(label) !== 'none',
  )
  const [problem, setProblem] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const [first] = offered

  function toggle({ id: label }: Label): void {
    onLabel(share(label) === 'all' ? 'unlabel' : 'label', label)
    close()
  }

  async function make(named: string): Promise<void> {
    const made = await console.work.makeLabel(named)
    if ('code' in made) return setProblem(assignmentWords(made, null))
    toggle(made)
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
          if (first) toggle(first)
          else if (fresh !== null) void make(fresh)
        }}
      />
      {offered.length === 0 && fresh === null && (
        <p className={listClasses.none} role="status">
          {nothing}
        </p>
      )}
      {offered.length > 0 && (
        <ul className={listClasses.list}>
          {offered.map((label) => (
            <li key={label.id}>
              <button
                type="button"
                role="checkbox"
                aria-checked={checkedBy[share(label.id)]}
                className={listClasses.choice}
                onClick={() => toggle(label)}
              >
                <span className={listClasses.tick} aria-hidden="true">
                  {share(label.id) === 'all' && <Check size={14} />}
                  {share(label.id) === 'some' && <Minus size={14} />}
                </span>
                <LabelChip label={label} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {fresh !== null && (
        <button type="button" className={listClasses.choice} onClick={() => void make(fresh)}>
          <Plus size={14} aria-hidden="true" />
          {words.make(fresh)}
        </button>
      )}
      {problem !== null && (
        <p role="alert" className={workClasses.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

type Share = 'all' | 'some' | 'none'

const checkedBy = { all: true, some: 'mixed', none: false } as const

/** How many of those that are selected carry a label. */
function useShare(): (label: string) => Share {
  const { selection } = useConsole()
  const numbers = useStore(selection.store, (selected) => selected.numbers)
  const known = useConsoleState((state) => state.conversations)
  return (label) => {
    const have = [...numbers].filter((number) => known.get(number)?.labels?.includes(label)).length
    if (have === 0) return 'none'
    return have === numbers.size ? 'all' : 'some'
  }
}
