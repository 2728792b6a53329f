import { TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import type { Caught } from '../ui/error-boundary.tsx'
import classes from './broken.module.css'
import { detailsOf } from './details.ts'

interface BrokenProps {
  caught: Caught
  title: string
  /** What one can do besides reloading. */
  children?: ReactNode
}

/** What one sees where a part of the page broke: that nothing is lost, and the ways on. */
export function Broken({ caught, title, children }: BrokenProps) {
  const { broken: words, connection } = useWords()
  const [copied, setCopied] = useState<'copied' | 'shown' | null>(null)
  const details = detailsOf(caught)

  function copy(): void {
    // Without the right to the clipboard the text is there to be copied by hand.
    const { clipboard } = navigator as { clipboard?: Clipboard }
    if (!clipboard) return setCopied('shown')
    clipboard.writeText(details).then(
      () => setCopied('copied'),
      () => setCopied('shown'),
    )
  }

  return (
    <div className={classes.broken} role="alert">
      <TriangleAlert size={24} aria-hidden="true" />
      <h1 className={classes.title}>{title}</h1>
      <p>{words.kept}</p>
      <div className={classes.ways}>
        <Button look="primary" onClick={() => location.reload()}>
          {connection.reload}
        </Button>
        {children}
        <Button onClick={copy}>{copied === 'copied' ? words.copied : words.copy}</Button>
      </div>
      {copied === 'shown' && (
        <textarea className={classes.details} readOnly aria-label={words.details} value={details} />
      )}
    </div>
  )
}
