import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { EntryPage } from './entry-page.tsx'

interface UnreachableProps {
  retry: () => void
  /** It is being asked again. */
  isAsking?: boolean
}

/** Nobody answers: says so, and asks again. */
export function Unreachable({ retry, isAsking }: UnreachableProps) {
  const { broken: words, common } = useWords()
  return (
    <EntryPage title={words.unreachable} lead={words.unreachableLead}>
      <Button size="wide" isBusy={isAsking} onClick={retry}>
        {common.tryAgain}
      </Button>
    </EntryPage>
  )
}
