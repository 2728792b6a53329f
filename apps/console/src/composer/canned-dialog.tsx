import { useAllWords } from '../i18n/later.ts'
import { Dialog } from '../ui/dialog.tsx'
import { CannedManager } from './canned-manager.tsx'

/** The canned responses, over the conversation one is writing in. */
export function CannedDialog({ onClose }: { onClose: () => void }) {
  const { canned: words } = useAllWords()
  return (
    <Dialog title={words.title} isWide onClose={onClose}>
      <CannedManager heading="h3" />
    </Dialog>
  )
}
