import type { Agent } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { saidWords } from '../words/errors.ts'
import { learnAgent } from './learn-agent.ts'
import classes from './settings.module.css'

/** A person without access, and a way to give it again. */
export function ReturnAccess({ agent, onTold }: { agent: Agent; onTold: (text: string) => void }) {
  const console = useConsole()
  const { people: words, settings } = useOffice()
  const [problem, setProblem] = useState<string | null>(null)
  const { id, name, role } = agent

  async function enable(): Promise<void> {
    try {
      const answer = await console.ask('update-agent', { id, disabled: false })
      onTold(words.enabled(name))
      learnAgent(console, answer.agent)
      document.querySelector<HTMLElement>('#settings-page')?.focus()
    } catch (error) {
      setProblem(saidWords(toError(error)))
    }
  }

  return (
    <li className={classes.row}>
      <div className={classes.item}>
        <Avatar name={name} size={32} />
        <span className={classes.grow}>
          <strong>{name}</strong>
          <small>{settings.roles[role]}</small>
        </span>
        <Button size="small" aria-label={words.enableNamed(name)} onClick={() => void enable()}>
          {words.enable}
        </Button>
      </div>
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </li>
  )
}
