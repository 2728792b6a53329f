import { useRef, useState } from 'react'
import type { TimelineMessage } from '@switchboard/protocol'
import { useConsole } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { saidWords } from '../words/errors.ts'
import classes from './message.module.css'

/** What a person can do about a reply nobody knows of: look again, or send it again. */
export function UnknownReply({ message }: { message: TimelineMessage }) {
  const console = useConsole()
  const words = useWords().timeline
  /** One for all attempts, so that two clicks send once. */
  const clientMessageId = useRef(crypto.randomUUID())
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<string | null>(null)
  async function settle(id?: string): Promise<void> {
    setBusy(true)
    const error = await console.settleReply(message, id)
    setAnswer(error ? saidWords(error) : words.notThereYet)
    setBusy(false)
  }
  return (
    <span className={classes.decide}>
      {answer !== null && <span role="status">{answer}</span>}
      <Button size="small" disabled={isBusy} onClick={() => void settle()}>
        {words.checkAgain}
      </Button>
      <Button size="small" disabled={isBusy} onClick={() => void settle(clientMessageId.current)}>
        {words.sendAnyway}
      </Button>
    </span>
  )
}
