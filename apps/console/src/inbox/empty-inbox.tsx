import { formatNumber } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { Button } from '../ui/button.tsx'
import classes from './inbox.module.css'

/** Says why nothing is listed, and one thing to do about it. */
export function EmptyInbox() {
  const console = useConsole()
  const { view, status } = useConsoleState((state) => state.inbox)
  const counts = useConsoleState((state) => state.counts)
  if (status === 'resolved')
    return (
      <p className={classes.note}>
        <strong>Nothing resolved here.</strong>
        What you resolve rests here until the customer writes again.
      </p>
    )
  if (view === 'mine' && counts && counts.unassigned > 0)
    return (
      <div className={classes.note}>
        <strong>Nothing is yours right now.</strong>
        {counts.unassigned === 1 ? 'One conversation waits' : `${counts.unassigned} wait`} for
        somebody to take.
        <Button size="small" onClick={() => console.pages.showInbox('unassigned', 'open')}>
          Show unassigned
        </Button>
      </div>
    )
  if (counts && counts.all > 0)
    return (
      <p className={classes.note}>
        <strong>{view === 'mine' ? 'Nothing is yours right now.' : 'Nobody is waiting.'}</strong>
        {view === 'mine'
          ? 'New texts are handed out to whoever is here.'
          : 'Every open conversation is with somebody.'}
      </p>
    )
  return <FirstDay />
}

function FirstDay() {
  const line = useConsoleState((state) => state.lines[0])
  const simulator = useConsoleState((state) => state.simulator)
  return (
    <div className={classes.note}>
      <strong>No texts yet.</strong>
      {line ? `Text ${formatNumber(line)} from a phone` : 'Text your line from a phone'} and it
      shows up here within a second.
      {simulator && (
        <a href="/phone" target="_blank" rel="noreferrer">
          Open the practice phones
        </a>
      )}
    </div>
  )
}
