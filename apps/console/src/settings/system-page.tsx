import { SystemReport } from '../system/system-report.tsx'
import classes from './settings.module.css'

/** Where texts that are missing may have gone. */
export function SystemPage() {
  return (
    <div className={classes.box}>
      <SystemReport heading="h2" />
    </div>
  )
}
