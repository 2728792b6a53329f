import type { ReactNode } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'

interface QuietBoundaryProps {
  /** Whether it is in sight. */
  isShown: boolean
  children: ReactNode
}

/** What breaks out of sight is nobody's concern before it is shown. */
export function QuietBoundary({ isShown, children }: QuietBoundaryProps) {
  return (
    <ErrorBoundary
      of={isShown ? 'shown' : 'hidden'}
      renderInstead={({ error }) => isShown && passOn(error)}
    >
      {children}
    </ErrorBoundary>
  )
}

function passOn(error: unknown): never {
  throw error
}
