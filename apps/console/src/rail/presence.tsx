import { chosenPresences } from '@switchboard/protocol'
import { Moon } from 'lucide-react'
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
      <legend className={classes.legend}>{words.shift.youAre}</legend>
      <div className={classes.choices}>
        {chosenPresences.map((word) => (
          <label key={word} className={classes.choice}>
            <input
              type="radio"
              name="presence"
              checked={presence === word}
              onChange={() =>
                void console.work
                  .setPresence(word)
                  .then((error) => setProblem(error && words.errors.notDone))
              }
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
  const { common, errors, shift } = useWords()
  const console = useConsole()
  const [count, setCount] = useState<Count | null>(null)
  const [isDone, setDone] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function ask(dryRun: boolean): Promise<void> {
    setProblem(null)
    try {
      const counted = await console.work.endShift(dryRun)
      setCount(counted)
      setDone(!dryRun)
    } catch {
      setProblem(errors.notDone)
    }
  }

  return (
    <div className={join(classes.shift, count !== null && classes.asking)}>
      {count === null ? (
        <button type="button" className={classes.to} onClick={() => void ask(true)}>
          <Moon size={16} aria-hidden="true" />
          {shift.end}
        </button>
      ) : isDone ? (
        <p role="status">{count.open === 0 ? shift.awayNow : shift.givenBack(count.open)}</p>
      ) : (
        <>
          <p role="status">
            {count.open === 0 ? shift.nothingHeld : shift.held(count.open, count.unanswered)}
          </p>
          <div className={classes.pair}>
            <Button look="primary" size="small" onClick={() => void ask(false)}>
              {count.open === 0 ? shift.beAway : shift.giveBack(count.open)}
            </Button>
            <Button size="small" onClick={() => setCount(null)}>
              {common.cancel}
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
