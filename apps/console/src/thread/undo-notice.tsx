import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useRoute } from 'wouter'
import { useConsole } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { useAction } from '../keys/actions.ts'
import { keysOf } from '../keys/key-text.ts'
import { useStore } from '../state/store.ts'
import { log } from '../timeline/log.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { forgetDeed, latestDeed, takeBack, type Deed } from './undo.ts'
import classes from './undo-notice.module.css'

const SHOWN_MS = 10_000

/** What one press did, wherever that led, and for a while the way to take it back. */
export function UndoNotice() {
  const console = useConsole()
  const [isInThread] = useRoute('/c/:number')
  const deed = useStore(latestDeed, (now) => (now?.console === console ? now : null))
  useAction(
    'undo',
    () => deed && void takeBack(deed),
    () => deed?.isOpen === true,
  )
  return (
    <div role="status" className={join(classes.place, isInThread && classes.below)}>
      {deed && <Notice key={deed.text} deed={deed} />}
    </div>
  )
}

function Notice({ deed }: { deed: Deed }) {
  const { common, thread } = useWords()
  const [isKept, setKept] = useState(false)
  const leadOn = useLeadOn(() => log() ?? document.querySelector('#inbox a'))
  useEffect(() => {
    // Whoever points at it or has the focus in it is about to press.
    if (isKept) return
    const timer = setTimeout(() => forgetDeed(deed), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [deed, isKept])
  return (
    <div
      ref={leadOn}
      className={classes.notice}
      onPointerEnter={() => setKept(true)}
      onPointerLeave={() => setKept(false)}
      onFocus={() => setKept(true)}
      onBlur={() => setKept(false)}
    >
      <span className={classes.text}>{deed.text}</span>
      {deed.isOpen && (
        <Button
          ref={leadOn}
          look="link"
          className={classes.verb}
          data-tip={`${thread.undo.verb} (${keysOf('undo').join(' ')})`}
          onClick={() => void takeBack(deed)}
        >
          {thread.undo.verb}
        </Button>
      )}
      <IconButton label={common.close} onClick={() => forgetDeed(deed)}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
