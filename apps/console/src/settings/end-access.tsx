import type { Agent } from '@switchboard/protocol'
import { useEffect, useRef, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { Button } from '../ui/button.tsx'
import { saidWords } from '../words/errors.ts'
import { countHeld, type Held } from './count-held.ts'
import { learnAgent } from './learn-agent.ts'
import classes from './settings.module.css'

interface EndAccessProps {
  agent: Agent
  onDisabled: (told: string) => void
  onCancel: () => void
}

/** Asks before a person is shut out: how much work goes back stands there first. */
export function EndAccess({ agent: { id, name }, onDisabled, onCancel }: EndAccessProps) {
  const console = useConsole()
  const { common, people: words } = useOffice()
  const [held, setHeld] = useState<Held | 'asking' | 'unknown'>('asking')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), [])
  useEffect(() => {
    let isOver = false
    countHeld(console, id).then(
      (found) => isOver || setHeld(found),
      () => isOver || setHeld('unknown'),
    )
    return () => {
      isOver = true
    }
  }, [console, id])

  async function end(): Promise<void> {
    setBusy(true)
    try {
      const { agent, givenBack } = await console.ask('update-agent', { id, disabled: true })
      onDisabled(words.disabled(agent.name, givenBack))
      learnAgent(console, agent)
    } catch (error) {
      setProblem(saidWords(toError(error)))
      setBusy(false)
    }
  }

  function countText(): string {
    if (held === 'asking') return words.counting(name)
    if (held === 'unknown') return words.notCounted
    if (held.count === 0 && !held.isMore) return words.holdsNothing(name)
    return words.holds(name, held.count, held.isMore)
  }

  return (
    <div className={classes.question} role="group" aria-label={words.disableNow(name)}>
      <p role="status">{countText()}</p>
      <p>{words.signedOut}</p>
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.buttons}>
        <Button
          className={classes.ends}
          isBusy={isBusy}
          disabled={held === 'asking'}
          onClick={() => void end()}
        >
          {words.disableNow(name)}
        </Button>
        <Button ref={cancel} onClick={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </div>
  )
}
