import type { Conversation, SwitchboardError } from '@switchboard/protocol'
import { AlarmClock } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { useKeyTip } from '../keys/use-key-tip.ts'
import { clock } from '../state/clock.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import { useClosePopover } from '../ui/popover-context.ts'
import { Popover } from '../ui/popover.tsx'
import { assignmentWords } from '../words/errors.ts'
import { whenText } from '../words/time.ts'
import { snoozeTimes } from './snooze-times.ts'
import { snooze } from './undo.ts'
import { whyNot } from './why-not.ts'
import classes from './work.module.css'

// The same for each thread: not drawn again with the next.
const snoozeIcon = <AlarmClock size={18} aria-hidden="true" />

/** Puts a Conversation aside until a time, or until the customer writes. */
export function Snooze({ row }: { row: Conversation }) {
  const console = useConsole()
  const { number } = row
  return (
    <SnoozeMenu
      action="snooze"
      number={number}
      snooze={(until) => snooze(console, number, until)}
    />
  )
}

interface SnoozeMenuProps {
  /** By what a key finds it. */
  action?: string
  /** The one Conversation it is about, whose holder a refusal may name. */
  number?: string
  /** Until a time (ISO 8601), or until the Customer writes; resolves with why not, if not. */
  snooze: (until: string | null) => Promise<SwitchboardError | null>
}

export function SnoozeMenu({ action, ...choices }: SnoozeMenuProps) {
  const tip = useKeyTip()
  const words = useAllWords().thread.snooze
  return (
    <Popover
      label={words.title}
      icon={snoozeIcon}
      tip={tip(words.title, 'snooze')}
      {...(action && { action })}
    >
      <SnoozeChoices {...choices} />
    </Popover>
  )
}

function SnoozeChoices({ number, snooze: ask }: SnoozeMenuProps) {
  const console = useConsole()
  const onDone = useClosePopover()
  const words = useAllWords().thread.snooze
  const [problem, setProblem] = useState<string | null>(null)
  const [now] = useState(() => clock.now())
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => box.current?.querySelector('button')?.focus(), [])

  async function choose(until: Date | null): Promise<void> {
    const error = await ask(until && until.toISOString())
    if (!error) return onDone()
    setProblem(number ? whyNot(console.state.get(), number, error) : assignmentWords(error, null))
  }

  /** At its word in the reader's time zone, as all times are shown; what is past the server's clock says. */
  function custom(form: FormData): void {
    const until = new Date(formText(form, 'until'))
    if (!(until.getTime() > clock.now())) return setProblem(words.past)
    void choose(until)
  }

  return (
    <div ref={box} className={classes.form}>
      <div className={classes.choices}>
        <button type="button" className={classes.choice} onClick={() => void choose(null)}>
          {words.untilTheyWrite}
        </button>
        {snoozeTimes(new Date(now)).map(({ name, until }) => (
          <button
            key={name}
            type="button"
            className={classes.choice}
            onClick={() => void choose(until)}
          >
            {words[name]}
            <span className={classes.when}>{whenText(until.toISOString(), now)}</span>
          </button>
        ))}
      </div>
      <form
        className={classes.custom}
        onSubmit={(event) => {
          event.preventDefault()
          custom(new FormData(event.currentTarget))
        }}
      >
        <label className={classes.label} htmlFor={id}>
          {words.orUntil}
        </label>
        <input id={id} name="until" type="datetime-local" required className={classes.field} />
        <Button type="submit" size="small">
          {words.verb}
        </Button>
      </form>
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}
