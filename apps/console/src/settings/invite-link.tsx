import { useEffect, useRef, useState } from 'react'
import { useOffice } from '../i18n/office.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import classes from './settings.module.css'

/** A link that is shown this once, with a button that copies it. */
export function InviteLink({ link }: { link: string }) {
  const { people: words } = useOffice()
  const [copied, setCopied] = useState<boolean | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const field = (): HTMLInputElement | null | undefined => box.current?.querySelector('input')
  // It was just asked for: the next thing one wants is to have it.
  useEffect(() => box.current?.querySelector('button')?.focus(), [])

  async function copy(): Promise<void> {
    // Where the page is not served securely there is no clipboard.
    const clipboard = navigator.clipboard as Clipboard | undefined
    const isDone = await (clipboard?.writeText(link) ?? Promise.reject(new Error('none'))).then(
      () => true,
      () => false,
    )
    setCopied(isDone)
    if (!isDone) field()?.select()
  }

  return (
    <div ref={box} className={classes.newLink}>
      <div className={classes.copyRow}>
        <Field
          label={words.link}
          hint={words.linkHint}
          value={link}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onClick={() => void copy()}>{words.copy}</Button>
      </div>
      <p role="status" className={classes.state}>
        {copied === null ? '' : copied ? words.copied : words.copyByHand}
      </p>
    </div>
  )
}
