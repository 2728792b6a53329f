import { useEffect, type ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'

interface SafePartProps {
  /** Of what stands in its place. */
  className: string | undefined
  children: ReactNode
}

/** Around a part whose code may not have come: what stands around it goes on. */
export function SafePart({ className, children }: SafePartProps) {
  return (
    <ErrorBoundary renderInstead={(_, again) => <NotHere className={className} again={again} />}>
      {children}
    </ErrorBoundary>
  )
}

function NotHere({ className, again }: Pick<SafePartProps, 'className'> & { again: () => void }) {
  const { common, keys } = useWords()
  useEffect(() => {
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [again])
  return (
    <div role="alert" className={className}>
      {keys.notLoaded}
      <Button size="small" onClick={again}>
        {common.tryAgain}
      </Button>
    </div>
  )
}
