import { priorityLevels, type Conversation } from '@switchboard/protocol'
import { Flag } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { useKeyTip } from '../keys/use-key-tip.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import { useClosePopover } from '../ui/popover-context.ts'
import { Popover } from '../ui/popover.tsx'
import { leadToWrong, useRoom } from '../ui/use-room.tsx'
import { assignmentWords } from '../words/errors.ts'
import { isRaised, priorityText } from '../words/priority.ts'
import classes from './priority.module.css'
import workClasses from './work.module.css'

const MAX_REASON = 200

// The same for each thread: not drawn again with the next.
const priorityIcon = <Flag size={18} aria-hidden="true" />

/** Sets by hand where a Conversation stands in the queue, and says why it stands there. */
export function PriorityMenu({ row }: { row: Conversation }) {
  const { setPriority: words } = useAllWords()
  const tip = useKeyTip()
  return (
    <Popover
      label={words.title}
      icon={priorityIcon}
      action="priority"
      tip={tip(words.title, 'priority')}
    >
      <PriorityForm row={row} />
    </Popover>
  )
}

function PriorityForm({ row }: { row: Conversation }) {
  const { setPriority: words, teamwork } = useAllWords()
  const console = useConsole()
  const onDone = useClosePopover()
  const agents = useConsoleState((state) => state.agents)
  const [problem, setProblem] = useState<string | null>(null)
  const reason = useRoom(MAX_REASON)
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const current = row.priority?.level ?? 'normal'
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), [])

  async function set(sent: FormData): Promise<void> {
    const level = priorityLevels.find((one) => one === formText(sent, 'level')) ?? 'normal'
    const error = await console.work.setPriority(row.number, level, formText(sent, 'reason').trim())
    if (error) setProblem(assignmentWords(error, null))
    else onDone()
  }

  return (
    <form
      ref={form}
      className={workClasses.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!leadToWrong(event.currentTarget)) void set(new FormData(event.currentTarget))
      }}
    >
      {isRaised(row.priority) && (
        <p className={classes.now}>{priorityText(row.priority, agents)}</p>
      )}
      <div role="radiogroup" aria-label={words.title} className={classes.levels}>
        {priorityLevels.toReversed().map((level) => (
          <label key={level} className={classes.level}>
            <input type="radio" name="level" value={level} defaultChecked={level === current} />
            {teamwork.priority.levels[level]}
          </label>
        ))}
      </div>
      <label className={workClasses.label} htmlFor={id}>
        {words.reason}
      </label>
      <input
        id={id}
        name="reason"
        className={workClasses.field}
        autoComplete="off"
        placeholder={words.reasonPlaceholder}
        {...reason.field}
      />
      {reason.told}
      {problem !== null && (
        <p role="alert" className={workClasses.problem}>
          {problem}
        </p>
      )}
      <Button type="submit" look="primary" size="small">
        {words.set}
      </Button>
    </form>
  )
}
