import { Activity, Inbox, Smartphone, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useConsoleState } from '../console-context.ts'
import { PeopleDialog } from '../people/people-dialog.tsx'
import { SystemDialog } from '../system/system-dialog.tsx'
import { join } from '../ui/join.ts'
import { Mark } from '../ui/mark.tsx'
import { Mentions } from './mentions.tsx'
import classes from './rail.module.css'
import { Settings } from './settings.tsx'

/** The narrow bar at the left: where one is, who one is, and what is not about one Conversation. */
export function Rail() {
  const isAdmin = useConsoleState((state) => state.me.role === 'admin')
  const simulator = useConsoleState((state) => state.simulator)
  const [isPeopleOpen, setPeopleOpen] = useState(false)
  const [isSystemOpen, setSystemOpen] = useState(false)
  return (
    <div className={classes.rail}>
      <span className={classes.mark}>
        <Mark />
      </span>
      <Link
        href="/"
        className={join(classes.item, classes.active)}
        aria-label="All conversations"
        data-tip="Conversations"
      >
        <Inbox size={20} strokeWidth={1.75} aria-hidden="true" />
      </Link>
      <Mentions />
      {simulator && (
        <a
          href="/phone"
          target="_blank"
          rel="noreferrer"
          className={classes.item}
          aria-label="Practice phones"
          data-tip="Practice phones"
        >
          <Smartphone size={20} strokeWidth={1.75} aria-hidden="true" />
        </a>
      )}
      {isAdmin && (
        <button
          type="button"
          className={classes.item}
          aria-label="People"
          data-tip="People"
          onClick={() => setPeopleOpen(true)}
        >
          <UsersRound size={20} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      {isAdmin && (
        <button
          type="button"
          className={classes.item}
          aria-label="System"
          data-tip="System"
          onClick={() => setSystemOpen(true)}
        >
          <Activity size={20} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      <span className={classes.space} />
      <Settings />
      {isSystemOpen && <SystemDialog onClose={() => setSystemOpen(false)} />}
      {isPeopleOpen && <PeopleDialog onClose={() => setPeopleOpen(false)} />}
    </div>
  )
}
