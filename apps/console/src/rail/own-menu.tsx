import { LogOut, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { settingsPath } from '../settings/pages.ts'
import { forgetUnsaved, unsavedOf } from '../settings/unsaved.ts'
import { Avatar } from '../ui/avatar.tsx'
import { EndShift, PresenceSwitch } from './presence.tsx'
import classes from './rail.module.css'

/** What opens from one's own avatar. */
export function OwnMenu({ onLeave }: { onLeave: () => void }) {
  const me = useConsoleState((state) => state.me)
  const { settings } = useWords()
  return (
    <div className={classes.panel} role="group" aria-label={settings.title}>
      <div className={classes.who}>
        <Avatar name={me.name} size={32} isMe />
        <div>
          <p className={classes.name}>{me.name}</p>
          <p className={classes.role}>{settings.roles[me.role]}</p>
        </div>
      </div>
      <PresenceSwitch />
      <div className={classes.ways}>
        <EndShift />
        <Link href={settingsPath()} className={classes.to} onClick={onLeave}>
          <SlidersHorizontal size={16} aria-hidden="true" />
          {settings.all}
        </Link>
        <SignOut />
      </div>
    </div>
  )
}

/** Asks once more where something typed into the settings would go with it. */
function SignOut() {
  const console = useConsole()
  const { settings } = useWords()
  const [problem, setProblem] = useState<'unsaved' | 'stuck' | null>(null)

  function signOut(): void {
    const isUnsaved = Object.keys(unsavedOf(console).get()).length > 0
    if (isUnsaved && problem !== 'unsaved') return setProblem('unsaved')
    console.signOut().then(
      () => forgetUnsaved(console),
      () => setProblem('stuck'),
    )
  }

  return (
    <>
      {problem !== null && (
        <p role="alert" className={classes.role}>
          {problem === 'unsaved' ? settings.unsavedOut : settings.stillSignedIn}
        </p>
      )}
      <button type="button" className={classes.to} onClick={signOut}>
        <LogOut size={16} aria-hidden="true" />
        {problem === 'unsaved' ? settings.signOutAnyway : settings.signOut}
      </button>
    </>
  )
}
