import { X } from 'lucide-react'
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { Composer } from '../composer/composer.tsx'
import { useWords } from '../i18n/index.ts'
import { FindBar } from '../timeline/find-bar.tsx'
import { FindContext } from '../timeline/find-context.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { useFind } from '../timeline/use-find.ts'
import { IconButton } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { CustomerPanel } from '../customer/customer-panel.tsx'
import { ThreadHeader } from './thread-header.tsx'
import classes from './thread-pane.module.css'

/** One Conversation: who it is, what was said, and the place to answer. */
export function ThreadPane({ number }: { number: string }) {
  const thread = useConsoleState((state) => (state.thread?.number === number ? state.thread : null))
  const { common, thread: words } = useWords()
  const { panel, opener, isOpen, toggle, close } = usePanel()
  const { find, finding, isOpen: isFinding, open: openFind, close: closeFind } = useFind(number)
  // The thread first; what is known of its customer comes right after, without holding it up.
  const hasPanel = useDeferredValue(true, false)
  if (!thread) return null
  return (
    <div className={classes.pane}>
      <div className={classes.thread}>
        <ThreadHeader
          number={number}
          opener={opener}
          isPanelOpen={isOpen}
          onPanel={toggle}
          onFind={openFind}
        />
        {isFinding && <FindBar find={find} onClose={closeFind} />}
        <FindContext value={finding}>
          <Timeline thread={thread} />
        </FindContext>
        <Composer number={number} isReady={thread.asOf !== null} />
      </div>
      <aside
        id="customer"
        ref={panel}
        className={join(classes.details, isOpen && classes.shown)}
        aria-label={words.customer}
      >
        <div className={classes.panelHead}>
          <span>{words.customer}</span>
          <IconButton label={common.close} onClick={close}>
            <X size={18} aria-hidden="true" />
          </IconButton>
        </div>
        {hasPanel && <CustomerPanel key={number} thread={thread} />}
      </aside>
    </div>
  )
}

/** Where there is no room for it beside the thread, the customer panel lies over it until Escape. */
function usePanel() {
  const panel = useRef<HTMLElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const close = (): void => {
    setOpen(false)
    opener.current?.focus()
  }
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    close()
  })
  useEffect(() => {
    if (!isOpen) return
    panel.current?.querySelector('button')?.focus()
    const listener = (event: KeyboardEvent): void => onEscape(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [isOpen])
  return { panel, opener, isOpen, close, toggle: () => (isOpen ? close() : setOpen(true)) }
}
