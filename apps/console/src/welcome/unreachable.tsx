import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { EntryPage } from './entry-page.tsx'

/** Nobody answers: says so, and asks again. */
export function Unreachable({ retry }: { retry: () => void }) {
  const { common, welcome: words } = useWords()
  return (
    <EntryPage title={words.unreachable} lead={words.unreachableLead}>
      <Button size="wide" onClick={retry}>
        {common.tryAgain}
      </Button>
    </EntryPage>
  )
}
