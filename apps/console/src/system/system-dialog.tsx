import { useSystemWords } from '../i18n/system.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SystemReport } from './system-report.tsx'

/** How the system is, over the desk; for admins. */
export function SystemDialog({ onClose }: { onClose: () => void }) {
  const { title } = useSystemWords()
  return (
    <Dialog title={title} isWide onClose={onClose}>
      <SystemReport heading="h3" />
    </Dialog>
  )
}
