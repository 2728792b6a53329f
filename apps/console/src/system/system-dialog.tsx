import { useWords } from '../i18n/index.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SystemReport } from './system-report.tsx'

/** How the system is, over the desk; for admins. */
export function SystemDialog({ onClose }: { onClose: () => void }) {
  const { title } = useWords().system
  return (
    <Dialog title={title} isWide onClose={onClose}>
      <SystemReport />
    </Dialog>
  )
}
