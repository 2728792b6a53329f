import { TellingSettings } from '../told/telling-settings.tsx'
import { WhereKept } from './look-page.tsx'
import classes from './settings.module.css'

/** How one is told of what comes. */
export function NotificationsPage() {
  return (
    <div className={classes.form}>
      <TellingSettings />
      <WhereKept />
    </div>
  )
}
