import { formatNumber } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { isNarrowed } from '../state/inbox.ts'
import { Button } from '../ui/button.tsx'
import classes from './inbox.module.css'
import { NothingFits } from './nothing-fits.tsx'

/** Says why nothing is listed, and one thing to do about it. */
export function EmptyInbox() {
  const console = useConsole()
  const { empty } = useAllWords()
  const { view, status } = useConsoleState((state) => state.inbox)
  const counts = useConsoleState((state) => state.counts)
  const isByItself = useConsoleState(({ shared }) => shared.settings.automaticAssignment)
  const hasMore = useConsoleState(({ inbox }) => inbox.next !== null)
  const isNarrow = useConsoleState(({ inbox }) => isNarrowed(inbox))
  if (hasMore) return <NothingYet />
  if (isNarrow) return <NothingFits />
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
        <Button size="small" onClick={() => console.showInbox({ view: 'unassigned' })}>
          {empty.showUnassigned}
        </Button>
      </div>
    )
  if (counts && counts.all > 0)
    return (
      <p className={classes.note}>
        <strong>{view === 'mine' ? empty.mine : empty.nobodyWaits}</strong>
        {view !== 'mine' ? empty.nobodyWaitsHint : isByItself ? empty.mineHint : empty.mineByHand}
      </p>
    )
  if (counts && [counts.snoozed, counts.resolved].some(({ all }) => all > 0))
    return (
      <p className={classes.note}>
        <strong>{empty.allDone}</strong>
        {empty.allDoneHint}
      </p>
    )
  return <FirstDay />
}

/** Much was looked through; a person says whether to go on. */
function NothingYet() {
  const console = useConsole()
  const { empty, inbox } = useAllWords()
  return (
    <div className={classes.note} role="status">
      <strong>{empty.soFar}</strong>
      {empty.soFarHint}
      <Button size="small" onClick={() => void console.pages.readMoreInbox()}>
        {inbox.list.further}
      </Button>
    </div>
  )
}

function FirstDay() {
  const { empty } = useAllWords()
  const line = useConsoleState((state) => state.lines[0])
  const simulator = useConsoleState((state) => state.simulator)
  return (
    <div className={classes.note}>
      <strong>{empty.firstDay}</strong>
      {simulator ? empty.firstDayOfPractice : empty.firstDayHint(line ? formatNumber(line) : null)}
      {simulator && (
        <a href="/phone" target="_blank" rel="noreferrer" className={classes.alone}>
          {empty.openPhones}
        </a>
      )}
    </div>
  )
}
