import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import type { Thread } from '../state/thread.ts'
import { Button } from '../ui/button.tsx'
import { useAfterPaint } from '../ui/use-after-paint.ts'
import classes from './timeline.module.css'

/** What of the thread is on its way, or could not be read. */
export function ReadingChip({ thread }: { thread: Thread }) {
  const { pages } = useConsole()
  const { common, timeline } = useAllWords()
  // Mostly it has caught up by then: nothing comes only to go.
  const isShown = useAfterPaint(true)
  if (thread.loading === 'jump') return <p className={classes.older}>{timeline.jumping}</p>
  if (thread.loading === 'older') return <p className={classes.older}>{timeline.readingOlder}</p>
  if (thread.problem === null)
    return thread.asOf === null && isShown ? (
      <p className={classes.older}>{timeline.catchingUp}</p>
    ) : null
  return (
    <p className={classes.older} role="alert">
      {thread.problem}{' '}
      <Button look="link" className={classes.retry} onClick={() => pages.thread.retry()}>
        {common.tryAgain}
      </Button>
    </p>
  )
}
