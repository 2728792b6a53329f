import { Activity, Inbox, SlidersHorizontal, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { Link, useRoute } from 'wouter'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { settingsPath } from '../settings/pages.ts'
import { LaterSystemDialog } from '../system/later-system-dialog.tsx'
import { join } from '../ui/join.ts'
import { Mark } from '../ui/mark.tsx'
import { Mentions } from './mentions.tsx'
import classes from './rail.module.css'
import { OwnPanel } from './own-panel.tsx'

/** The narrow bar at the left: where one is, who one is, and what is not about one Conversation. */
export function Rail() {
  const words = useWords().rail
  const isAdmin = useConsoleState((state) => state.me.role === 'admin')
  const simulator = useConsoleState((state) => state.simulator)
  const [isSettings] = useRoute('/settings/*?')
  const [isSystemOpen, setSystemOpen] = useState(false)
  return (
    <div className={classes.rail}>
      <span className={classes.mark}>
        <Mark />
      </span>
      <Link
        href="/"
        className={join(classes.item, !isSettings && classes.active)}
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
          aria-label={words.system}
          data-tip={words.system}
          onClick={() => setSystemOpen(true)}
        >
          <Activity size={20} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      <span className={classes.space} />
      <Link
        href={settingsPath()}
        className={join(classes.item, isSettings && classes.active)}
        aria-label={words.settings}
        data-tip={words.settings}
        {...(isSettings && { 'aria-current': 'page' as const })}
      >
        <SlidersHorizontal size={20} strokeWidth={1.75} aria-hidden="true" />
      </Link>
      <OwnPanel />
      {isSystemOpen && <LaterSystemDialog onClose={() => setSystemOpen(false)} />}
    </div>
  )
}
