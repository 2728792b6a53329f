import { chosenPresences } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { useWords } from '../i18n/index.ts'
import classes from './rail.module.css'

/** Whether one takes new work, for all of one's tabs. */
export function PresenceSwitch() {
  const words = useWords()
  const console = useConsole()
  const presence = useConsoleState((state) => state.presence[state.me.id])
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>You are</legend>
      <div className={classes.choices}>
        {chosenPresences.map((word) => (
          <label key={word} className={classes.choice}>
            <input
              type="radio"
              name="presence"
              checked={presence === word}
              onChange={() => void console.work.setPresence(word).then(tell(setProblem))}
            />
            <span>
              <i className={join(classes.dot, classes[word])} aria-hidden="true" />
              {words.presence[word]}
            </span>
          </label>
        ))}
      </div>
      {problem && (
        <p role="alert" className={classes.role}>
          {problem}
        </p>
      )}
    </fieldset>
  )
}

type Count = { open: number; unanswered: number }

/** Gives all one's open work back; how much that is stands there first. */
export function EndShift() {
  const console = useConsole()
  const [count, setCount] = useState<Count | null>(null)
  const [isDone, setDone] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function ask(dryRun: boolean): Promise<void> {
    setProblem(null)
    try {
      const counted = await console.ask('end-shift', { dryRun })
      setCount(counted)
      setDone(!dryRun)
    } catch {
      setProblem(lost)
    }
  }

  return (
    <div className={classes.shift}>
      {count === null ? (
        <Button onClick={() => void ask(true)}>End of shift…</Button>
      ) : isDone ? (
        <p role="status">
          {count.open === 0 ? 'You are away now.' : `${given(count)} You are away.`}
        </p>
      ) : (
        <>
          <p role="status">{countText(count)}</p>
          <div className={classes.pair}>
            <Button look="primary" size="small" onClick={() => void ask(false)}>
              {count.open === 0 ? 'Be away' : `Give back ${count.open}`}
            </Button>
            <Button size="small" onClick={() => setCount(null)}>
              Cancel
            </Button>
          </div>
        </>
      )}
      {problem && (
        <p role="alert" className={classes.role}>
          {problem}
        </p>
      )}
    </div>
  )
}

const lost = 'That could not be done just now. Please try again.'

const tell = (say: (problem: string | null) => void) => (error: unknown) => say(error ? lost : null)

const given = ({ open }: Count): string =>
  open === 1 ? 'One went back to the queue.' : `${open} went back to the queue.`

function countText({ open, unanswered }: Count): string {
  if (open === 0) return 'You hold nothing that is open. You will be away.'
  const held = open === 1 ? 'one open conversation' : `${open} open conversations`
  return `You hold ${held}, ${unanswered} unanswered. All go back to the queue, and you will be away.`
}
