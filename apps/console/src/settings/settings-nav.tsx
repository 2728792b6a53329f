import { ArrowLeft } from 'lucide-react'
import { Link } from 'wouter'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { useStore } from '../state/store.ts'
import { join } from '../ui/join.ts'
import { adminPages, ownPages, settingsPath, type PageName } from './pages.ts'
import classes from './settings.module.css'
import { unsavedOf } from './unsaved.ts'

/** The first page in it. */
export const firstLink = (): HTMLElement | null => document.querySelector(`.${classes.nav} li a`)

/** Every page of the settings one may open; a dot says where something is not saved. */
export function SettingsNav({ current, back }: { current: PageName | null; back: string }) {
  const { settings } = useOffice()
  const isAdmin = useConsoleState((state) => state.me.role === 'admin')
  return (
    <nav className={classes.nav} aria-label={settings.title}>
      <Link href={back} className={classes.back}>
        <ArrowLeft size={16} aria-hidden="true" />
        {settings.back}
      </Link>
      <Group name={settings.yours} pages={ownPages} current={current} />
      {isAdmin && <Group name={settings.everybodys} pages={adminPages} current={current} />}
    </nav>
  )
}

interface GroupProps {
  name: string
  pages: readonly PageName[]
  current: PageName | null
}

function Group({ name, pages, current }: GroupProps) {
  const { settings } = useOffice()
  const unsaved = useStore(unsavedOf(useConsole()), (all) => all)
  const isUnsaved = (page: PageName): boolean =>
    Object.keys(unsaved).some((id) => id === page || id.startsWith(`${page}/`))
  return (
    <div className={classes.group}>
      <h2 className={classes.groupName}>{name}</h2>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <Link
              href={settingsPath(page)}
              className={join(classes.link, page === current && classes.current)}
              {...(page === current && { 'aria-current': 'page' as const })}
            >
              {settings.pages[page]}
              {isUnsaved(page) && (
                <i className={classes.unsaved} data-tip={settings.notSavedHere}>
                  <span className="visually-hidden">{settings.notSavedHere}</span>
                </i>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
