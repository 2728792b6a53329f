import { Suspense, lazy } from 'react'
import { useWords } from '../i18n/index.ts'
import { LaterDialog } from '../later/later.tsx'
// Styles of what is loaded later have to be in the page's one sheet.
import classes from './system-dialog.module.css'

interface SystemDialogProps {
  onClose: () => void
}

const SystemDialog = lazy<React.ComponentType<SystemDialogProps>>(() =>
  import('./system-dialog.tsx').then(
    (module) => ({ default: module.SystemDialog }),
    () => ({ default: NotLoaded }),
  ),
)

/** The System dialog, fetched when an admin opens it. */
export function LaterSystemDialog({ onClose }: SystemDialogProps) {
  return (
    <Suspense fallback={null}>
      <SystemDialog onClose={onClose} />
    </Suspense>
  )
}

function NotLoaded({ onClose }: SystemDialogProps) {
  const { rail, settings } = useWords()
  return (
    <LaterDialog title={rail.system} onClose={onClose}>
      <p role="alert" className={classes.loading}>
        {settings.notLoaded}
      </p>
    </LaterDialog>
  )
}
