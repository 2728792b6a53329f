import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useConsoleState } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { join } from '../ui/join.ts'
import { behind } from '../inbox/whereabouts.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { CannedPage } from './canned-page.tsx'
import { LabelsPage } from './labels-page.tsx'
import { LinesPage } from './lines-page.tsx'
import { LookPage } from './look-page.tsx'
import { NotificationsPage } from './notifications-page.tsx'
import { mayOpen, pageNamed, settingsPath, type PageName } from './pages.ts'
import { PeoplePage } from './people-page.tsx'
import { ProfilePage } from './profile-page.tsx'
import { RoutingPage } from './routing-page.tsx'
import classes from './settings.module.css'
import { firstLink, SettingsNav } from './settings-nav.tsx'
import { SystemPage } from './system-page.tsx'
import { TeamsPage } from './teams-page.tsx'

const pages: Record<PageName, () => React.ReactNode> = {
  profile: ProfilePage,
  look: LookPage,
  notifications: NotificationsPage,
  canned: CannedPage,
  people: PeoplePage,
  teams: TeamsPage,
  lines: LinesPage,
  routing: RoutingPage,
  labels: LabelsPage,
  system: SystemPage,
}

/** The settings: their pages at the left, one of them at the right; on a phone one after the other. */
export function SettingsArea({ page, from }: { page: string | undefined; from: string }) {
  const isAsked = Boolean(page)
  const name = isAsked ? pageNamed(page) : 'profile'
  const leadOn = useLeadOn(behind)
  return (
    <div ref={leadOn} className={join(classes.area, isAsked && classes.chosen)}>
      <SettingsNav current={name} back={from} />
      <Page key={page} name={name} />
    </div>
  )
}

function Page({ name }: { name: PageName | null }) {
  const { settings } = useOffice()
  const me = useConsoleState((state) => state.me)
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever reads by ear begins where the page does; the links at the left stay one step back.
  useEffect(() => {
    heading.current?.focus()
    // On a phone they stand alone, as long as none was chosen.
    if (document.activeElement !== heading.current) firstLink()?.focus()
  }, [])
  const isOpen = name !== null && mayOpen(me, name)
  const Content = isOpen ? pages[name] : null
  return (
    <div className={classes.scroll}>
      <section className={classes.page} aria-labelledby="settings-page">
        <header className={classes.head}>
          <Link href={settingsPath()} className={classes.up}>
            <ArrowLeft size={16} aria-hidden="true" />
            {settings.backToAll}
          </Link>
          <h1 id="settings-page" ref={heading} tabIndex={-1} className={classes.title}>
            {name === null ? settings.title : settings.pages[name]}
          </h1>
          <p className={classes.lead}>
            {name === null
              ? settings.unknownPage
              : isOpen
                ? settings.leads[name]
                : settings.adminsOnly}
          </p>
        </header>
        {Content && <Content />}
      </section>
    </div>
  )
}
