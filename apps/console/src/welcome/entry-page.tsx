import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Mark } from '../ui/mark.tsx'
import classes from './entry-page.module.css'

interface EntryPageProps {
  title: string
  lead: ReactNode
  children?: ReactNode
}

/** The one card that stands before the console: signing in, and the first welcome. */
export function EntryPage({ title, lead, children }: EntryPageProps) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <header className={classes.head}>
          <Mark size={32} />
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>{lead}</p>
        </header>
        {children}
      </div>
    </main>
  )
}

export function Problem({ text }: { text: string | null }) {
  return (
    <div role="alert">
      {text && (
        <p className={classes.problem}>
          <CircleAlert size={16} aria-hidden="true" />
          {text}
        </p>
      )}
    </div>
  )
}
