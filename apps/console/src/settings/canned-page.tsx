import { CannedManager } from '../composer/canned-manager.tsx'
import { join } from '../ui/join.ts'
import classes from './settings.module.css'

/** One's own canned responses, and everybody's. */
export function CannedPage() {
  return (
    <div className={join(classes.box, classes.inset)}>
      <CannedManager heading="h2" />
    </div>
  )
}
