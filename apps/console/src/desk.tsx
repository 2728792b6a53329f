import { useEffect, useLayoutEffect } from 'react'
import { useLocation, useRoute } from 'wouter'
import { SafeThread } from './broken/safe-thread.tsx'
import { Banners } from './connection/banners.tsx'
import { useConsole, useConsoleState } from './console-context.ts'
import classes from './desk.module.css'
import { EmptyPane, NoSuchPage } from './inbox/empty-pane.tsx'
import { Inbox } from './inbox/inbox.tsx'
import { useWords } from './i18n/index.ts'
import { useAction } from './keys/actions.ts'
import { KeyLayer } from './keys/key-layer.tsx'
import { PracticeBanner } from './practice/practice-banner.tsx'
import { Rail } from './rail/rail.tsx'
import { Settings, useRememberPlace } from './settings/lazy-settings.tsx'
import { settingsPath } from './settings/pages.ts'
import { LaterThreadPane, LaterTold } from './later/later.tsx'
import { join } from './ui/join.ts'
import { SkipLinks } from './ui/skip-links.tsx'

// What stands beside the thread does not depend on which one it is: it is not drawn again with each.
const banners = <Banners />
const practice = <PracticeBanner />
const rail = <Rail />
const inbox = <Inbox />
const keys = <KeyLayer />
const thread = <OpenThread />

/** The whole desk: rail, inbox and the open thread; one pane at a time where it is narrow. */
export function Desk() {
  const console = useConsole()
  const { common } = useWords()
  const [isOpen, params] = useRoute('/c/:number')
  const [, navigate] = useLocation()
  const [isSettings, settings] = useRoute('/settings/*?')
  const [isInbox] = useRoute('/')
  const isNowhere = !isInbox && !isOpen && !isSettings
  const number = isOpen ? decodeNumber(params.number) : null
  useRememberPlace(isSettings)
  useAction('settings', () => navigate(settingsPath()))

  // Before anything is painted: the address and the thread below it are one.
  useLayoutEffect(() => console.pages.openThread(number), [console, number])
  useEffect(() => console.activity.view(number), [console, number])

  return (
    <div
      className={join(
        classes.desk,
        (isOpen || isNowhere) && classes.open,
        isSettings && classes.settings,
      )}
    >
      {!isSettings && <SkipLinks hasThread={number !== null} />}
      <div className={classes.banners}>
        {banners}
        {practice}
      </div>
      <nav className={classes.rail} aria-label={common.main}>
        {rail}
      </nav>
      <section className={classes.inbox} aria-label={common.conversations} inert={isSettings}>
        {inbox}
      </section>
      {keys}
      <LaterTold open={number} />
      <main id="thread" className={classes.pane}>
        {isSettings ? (
          <Settings page={settings['*']} />
        ) : isNowhere ? (
          <NoSuchPage />
        ) : number === null ? (
          <EmptyPane />
        ) : (
          thread
        )}
      </main>
    </div>
  )
}

function OpenThread() {
  const number = useConsoleState((state) => state.thread?.number)
  return (
    <SafeThread of={number}>
      <LaterThreadPane />
    </SafeThread>
  )
}

/** The number in an address, however often it was escaped on its way. */
function decodeNumber(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
