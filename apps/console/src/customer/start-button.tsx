import { MessageSquarePlus } from 'lucide-react'
import { useCallback, useRef, useState, type ComponentType } from 'react'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import { useWords } from '../i18n/index.ts'
import { runAction, useAction } from '../keys/actions.ts'
import { keysOf } from '../keys/key-text.ts'
import { LaterDialog } from '../later/later.tsx'
import { threadPath } from '../thread-path.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Problem } from './problem.tsx'
import type { StartDialogProps } from './start-dialog.tsx'
import classes from './start-dialog.module.css'

/** Writes to somebody first; what was typed and not sent is there when one comes back. */
export function StartButton() {
  const { common, errors, inbox } = useWords()
  const [, navigate] = useLocation()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { loaded: StartDialog, problem, load } = useStartDialog()
  const begin = (): void => {
    setOpen(true)
    load()
  }
  useAction('newConversation', begin)
  const close = useCallback(() => {
    setOpen(false)
    // The browser gave the focus back already, and whoever is fast has gone on with it.
    const { activeElement } = document
    const isElsewhere = activeElement !== document.body && !activeElement?.closest('dialog')
    if (!isElsewhere) button.current?.focus()
  }, [])
  const open = (number: string): void => {
    // Where it is gone and the thread is there, one may go on writing.
    flushSync(() => {
      setOpen(false)
      navigate(threadPath(number))
    })
    runAction('reply')
  }
  return (
    <>
      <IconButton
        ref={button}
        label={inbox.newConversation}
        data-tip={`${inbox.newConversation} (${keysOf('newConversation').join(' ')})`}
        onClick={begin}
      >
        <MessageSquarePlus size={16} aria-hidden="true" />
      </IconButton>
      {StartDialog && <StartDialog isOpen={isOpen} onClose={close} onOpen={open} />}
      {isOpen && !StartDialog && problem && (
        <LaterDialog title={inbox.newConversation} onClose={close}>
          <div className={classes.form}>
            <Problem text={errors.notReadNow} />
            <Button onClick={load}>{common.tryAgain}</Button>
          </div>
        </LaterDialog>
      )}
    </>
  )
}

/** The dialog brings the tables of the world's numbers along, so it is loaded when it is first asked for. */
function useStartDialog() {
  const [loaded, setLoaded] = useState<ComponentType<StartDialogProps> | null>(null)
  const [problem, setProblem] = useState(false)
  function load(): void {
    setProblem(false)
    import('./start-dialog.tsx').then(
      (module) => setLoaded(() => module.StartDialog),
      () => setProblem(true),
    )
  }
  return { loaded, problem, load }
}
