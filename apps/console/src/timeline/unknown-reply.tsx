import { useRef, useState } from 'react'
import type { TimelineMessage } from '@switchboard/protocol'
import { useConsole } from '../console-context.ts'
import { Button } from '../ui/button.tsx'
import classes from './message.module.css'

/** What a person can do about a reply nobody knows of: look again, or send it again. */
export function UnknownReply({ message }: { message: TimelineMessage }) {
  const console = useConsole()
  /** One for all attempts, so that two clicks send once. */
  const clientMessageId = useRef(crypto.randomUUID())
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<string | null>(null)
  async function settle(id?: string): Promise<void> {
    setBusy(true)
    const error = await console.settleReply(message, id)
    setAnswer(error ? error.message : 'The carrier does not have it so far.')
    setBusy(false)
  }
  return (
    <span className={classes.decide}>
      {answer !== null && <span role="status">{answer}</span>}
      <Button size="small" disabled={isBusy} onClick={() => void settle()}>
        Check again
      </Button>
      <Button size="small" disabled={isBusy} onClick={() => void settle(clientMessageId.current)}>
        Send anyway
      </Button>
    </span>
  )
}
