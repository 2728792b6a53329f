import type { PhoneBusyHour } from '@switchboard/protocol'
import { useState } from 'react'
import classes from '../app.module.css'
import { ApiError, playBusyHour } from '../api.ts'

/** Lets customers text by themselves, so that one sees the other side at work. */
export function BusyHour({ state: { running, minute } }: { state: PhoneBusyHour }) {
  const [problem, setProblem] = useState<string | null>(null)
  function toggle(): void {
    playBusyHour(!running).then(
      () => setProblem(null),
      (error: unknown) => setProblem(error instanceof ApiError ? error.message : String(error)),
    )
  }
  return (
    <>
      {problem !== null && <span role="alert">{problem}</span>}
      <button type="button" className={classes.busy} aria-pressed={running} onClick={toggle}>
        {running ? `Minute ${minute + 1} of 60 · Stop` : 'Play a busy hour'}
      </button>
    </>
  )
}
