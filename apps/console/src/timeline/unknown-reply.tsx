import { useId, useRef, useState } from 'react'
import type { SwitchboardError, TimelineMessage } from '@switchboard/protocol'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { clock } from '../state/clock.ts'
import { Button } from '../ui/button.tsx'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { saidWords } from '../words/errors.ts'
import { exactTime } from '../words/time.ts'
import classes from './message.module.css'
import { log } from './log.ts'
import { useSecondsUntil } from './use-seconds-until.ts'
import { newId } from '../state/new-id.ts'

/** So long after its attempt a reply is not sent again, since the carrier's lists lag (O14). */
const UNDECIDED_MS = 2 * 60_000

/** What a person can do about a reply nobody knows of: look again, or send it again. */
export function UnknownReply({ message }: { message: TimelineMessage }) {
  const console = useConsole()
  const words = useAllWords().timeline
  /** One for all attempts, so that two clicks send once. */
  const clientMessageId = useRef(newId())
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<string | null>(null)
  const [from, setFrom] = useState(Date.parse(message.at) + UNDECIDED_MS)
  const leadOn = useLeadOn(log)
  async function settle(id?: string): Promise<void> {
    setBusy(true)
    const error = await console.settleReply(message, id)
    const seconds = error === null ? null : secondsToWait(error)
    const later = clock.now() + (seconds ?? 0) * 1000
    if (seconds !== null) setFrom(later)
    setAnswer(seconds !== null ? tooEarly(later) : error ? saidWords(error) : words.notThereYet)
    setBusy(false)
  }
  const tooEarly = (then: number): string => words.decideFrom(clockTime(then))
  return (
    <span ref={leadOn} className={classes.decide}>
      {answer !== null && <span role="status">{answer}</span>}
      <Button size="small" isBusy={isBusy} onClick={() => void settle()}>
        {words.checkAgain}
      </Button>
      <SendAnyway
        from={from}
        isBusy={isBusy}
        onPress={() => void settle(clientMessageId.current)}
        onEarly={() => setAnswer(tooEarly(from))}
      />
    </span>
  )
}

interface SendAnywayProps {
  /** From when on it can be pressed; ms since 1970. */
  from: number
  isBusy: boolean
  onPress: () => void
  onEarly: () => void
}

/** Counts down for the eye; for a screen reader the time stands still, so that nothing is read out each second. */
function SendAnyway({ from, isBusy, onPress, onEarly }: SendAnywayProps) {
  const words = useAllWords().timeline
  const seconds = useSecondsUntil(from)
  const id = useId()
  const early = seconds > 0 && {
    'aria-disabled': true,
    'aria-label': words.sendAnyway,
    'aria-describedby': id,
    onClick: onEarly,
  }
  return (
    <>
      <Button size="small" isBusy={isBusy} onClick={onPress} {...early}>
        {early ? words.sendAnywayIn(seconds) : words.sendAnyway}
      </Button>
      {early && (
        <span id={id} hidden>
          {words.decideFrom(clockTime(from))}
        </span>
      )}
    </>
  )
}

const clockTime = (at: number): string => exactTime(new Date(at).toISOString(), clock.now())

/** How long the switchboard says to wait; null where it was refused for something else. */
function secondsToWait({ code, data }: SwitchboardError): number | null {
  const seconds = data?.['retryAfterSeconds']
  return code === 'TOO_MANY_REQUESTS' && typeof seconds === 'number' ? seconds : null
}
