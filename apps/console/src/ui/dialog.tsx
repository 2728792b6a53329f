import { X } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../i18n/index.ts'
import { IconButton } from './button.tsx'
import classes from './dialog.module.css'
import { keepOpen } from './is-composing.ts'
import { join } from './join.ts'

export interface DialogProps {
  title: string
  isWide?: boolean
  onClose: () => void
  children: ReactNode
}

/** Over everything else, and outside the panes, which come and go with the window's width; Escape closes it. */
export function Dialog({ title, isWide = false, onClose, children }: DialogProps) {
  const { common } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before what is inside takes the focus, which it cannot while this is closed.
  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  return createPortal(
    <dialog
      ref={dialog}
      className={join(classes.dialog, isWide && classes.wide)}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={keepOpen}
    >
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        <IconButton label={common.close} onClick={() => dialog.current?.close()}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </header>
      {children}
    </dialog>,
    document.body,
  )
}
