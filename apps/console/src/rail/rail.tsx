import { Activity, Inbox, Smartphone, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { PeopleDialog } from '../people/people-dialog.tsx'
import { SystemDialog } from '../system/system-dialog.tsx'
import { join } from '../ui/join.ts'
import { Mark } from '../ui/mark.tsx'
import { Mentions } from './mentions.tsx'
import classes from './rail.module.css'
import { Settings } from './settings.tsx'

/** The narrow bar at the left: where one is, who one is, and what is not about one Conversation. */
export function Rail() {
  const words = useWords().rail
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
        aria-label={words.all}
        data-tip={words.conversations}
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
          aria-label={words.phones}
          data-tip={words.phones}
        >
          <Smartphone size={20} strokeWidth={1.75} aria-hidden="true" />
        </a>
      )}
      {isAdmin && (
        <button
          type="button"
          className={classes.item}
          aria-label={words.people}
          data-tip={words.people}
          onClick={() => setPeopleOpen(true)}
        >
          <UsersRound size={20} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      {isAdmin && (
        <button
          type="button"
          className={classes.item}
          aria-label={words.system}
          data-tip={words.system}
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
