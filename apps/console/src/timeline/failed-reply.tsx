import type { TimelineMessage } from '@switchboard/protocol'
import { useState } from 'react'
import { lockReason } from '../composer/composer-lock.ts'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { resendId } from '../state/resend.ts'
import { Button } from '../ui/button.tsx'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { saidWords } from '../words/errors.ts'
import { log } from './log.ts'
import classes from './message.module.css'

/** Sends a reply that failed once more, as a new one; or says that it was. */
export function FailedReply({ message }: { message: TimelineMessage }) {
  const console = useConsole()
  const { timeline: words } = useAllWords()
  const id = resendId(message)
  const wasResent = useConsoleState(
    ({ thread, outgoing }) =>
      message.resentAs !== undefined ||
      outgoing.some((item) => item.id === id) ||
      (thread?.entries.some(
        (entry) => 'clientMessageId' in entry && entry.clientMessageId === id,
      ) ??
        false),
  )
  const mayAnswer = useConsoleState(({ conversations, me }) => {
    const row = conversations.get(message.conversation)
    const isFree = row?.assignee == null || row.assignee === me.id
    return isFree && lockReason(message.conversation, row) === null
  })
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const leadOn = useLeadOn(log)
  if (wasResent)
    return (
      <span className={classes.decide} role="status">
        {words.sentAgainBelow}
      </span>
    )
  if (!mayAnswer) return null

  async function again(): Promise<void> {
    setBusy(true)
    const error = await console.resend(message)
    setProblem(error && saidWords(error))
    setBusy(false)
  }
  return (
    <span className={classes.decide}>
      {problem !== null && <span role="alert">{problem}</span>}
      <Button ref={leadOn} size="small" isBusy={isBusy} onClick={() => void again()}>
        {words.sendAgain}
      </Button>
    </span>
  )
}
