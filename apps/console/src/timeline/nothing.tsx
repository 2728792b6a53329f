import { formatNumber } from '@switchboard/protocol'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import type { Thread } from '../state/thread.ts'
import { Button } from '../ui/button.tsx'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { log } from './log.ts'
import classes from './timeline.module.css'

/** Where nothing can be shown yet, or at all. */
export function Nothing({ thread }: { thread: Thread }) {
  const console = useConsole()
  const { broken, common, timeline } = useAllWords()
  const leadOn = useLeadOn(log)
  const isKnownNow = useConsoleState(
    ({ conversations }) => conversations.get(thread.number) !== undefined,
  )
  // Their first text came while somebody waited for it here.
  useEffect(() => {
    if (thread.isUnknown && isKnownNow) console.pages.thread.retry()
  }, [console, thread.isUnknown, isKnownNow])
  if (thread.problem)
    return (
      <div ref={leadOn} className={classes.problem} role="alert">
        {thread.isUnknown ? timeline.noTexts(formatNumber(thread.number)) : thread.problem}
        {thread.isUnknown ? (
          <Link href="/">{broken.toInbox}</Link>
        ) : (
          <Button size="small" onClick={() => console.pages.thread.retry()}>
            {common.tryAgain}
          </Button>
        )}
      </div>
    )
  return (
    <div
      ref={leadOn}
      className={classes.skeleton}
      role="log"
      aria-label={timeline.title}
      aria-busy="true"
      tabIndex={-1}
    >
      <i />
      <i />
      <i />
      <i />
    </div>
  )
}
