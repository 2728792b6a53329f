import { formatNumber } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import classes from './inbox.module.css'

/** Says why nothing is listed, and one thing to do about it. */
export function EmptyInbox() {
  const console = useConsole()
  const { empty } = useWords().inbox
  const { view, status } = useConsoleState((state) => state.inbox)
  const counts = useConsoleState((state) => state.counts)
  if (status === 'snoozed')
    return (
      <p className={classes.note}>
        <strong>{empty.snoozed}</strong>
        {empty.snoozedHint}
      </p>
    )
  if (status === 'resolved')
    return (
      <p className={classes.note}>
        <strong>{empty.resolved}</strong>
        {empty.resolvedHint}
      </p>
    )
  if (view === 'mine' && counts && counts.unassigned > 0)
    return (
      <div className={classes.note}>
        <strong>{empty.mine}</strong>
        {empty.waiting(counts.unassigned)}
        <Button size="small" onClick={() => console.pages.showInbox('unassigned', 'open')}>
          {empty.showUnassigned}
        </Button>
      </div>
    )
  if (counts && counts.all > 0)
    return (
      <p className={classes.note}>
        <strong>{view === 'mine' ? empty.mine : empty.nobodyWaits}</strong>
        {view === 'mine' ? empty.mineHint : empty.nobodyWaitsHint}
      </p>
    )
  return <FirstDay />
}

function FirstDay() {
  const { empty } = useWords().inbox
  const line = useConsoleState((state) => state.lines[0])
  const simulator = useConsoleState((state) => state.simulator)
  return (
    <div className={classes.note}>
      <strong>{empty.firstDay}</strong>
      {empty.firstDayHint(line ? formatNumber(line) : null)}
      {simulator && (
        <a href="/phone" target="_blank" rel="noreferrer">
          {empty.openPhones}
        </a>
      )}
    </div>
  )
}
