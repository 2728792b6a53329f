import type { ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { Broken } from './broken.tsx'
import classes from './broken.module.css'

/** Around everything: whatever breaks, there is a page that leads on. */
export function SafeApp({ children }: { children: ReactNode }) {
  const { broken: words } = useWords()
  return (
    <ErrorBoundary
      renderInstead={(caught) => (
        <main className={classes.page}>
          <Broken caught={caught} title={words.app}>
            <Button onClick={() => location.assign('/')}>{words.toInbox}</Button>
          </Broken>
        </main>
      )}
    >
      {children}
    </ErrorBoundary>
  )
}
