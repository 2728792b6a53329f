import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { Broken } from './broken.tsx'

interface SafeThreadProps {
  /** The Customer's number. */
  of: string | undefined
  children: ReactNode
}

/** Around one thread: the inbox and the other conversations go on. */
export function SafeThread({ of, children }: SafeThreadProps) {
  const { broken: words, common } = useWords()
  const [, navigate] = useLocation()
  return (
    <ErrorBoundary
      of={of}
      renderInstead={(caught, again) => (
        <Broken caught={caught} title={words.thread}>
          <Button onClick={again}>{common.tryAgain}</Button>
          <Button onClick={() => navigate('/')}>{words.toInbox}</Button>
        </Broken>
      )}
    >
      {children}
    </ErrorBoundary>
  )
}
