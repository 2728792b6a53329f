import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'
import { behind } from '../inbox/whereabouts.ts'
import classes from '../thread/undo-notice.module.css'
import { IconButton } from './button.tsx'
import { useLeadOn } from './use-lead-on.ts'

const SHOWN_MS = 10_000

/** Where the focus goes from a notice that goes away: to the thread, else to the list. */
export const useLeadOnFromNotice = () => useLeadOn(behind)

interface NoticeProps {
  text: string
  /** It is there until somebody closes it. */
  stays?: boolean
  onGone: () => void
  /** What can be done about it. */
  children: ReactNode
}

/** What came of something that is not seen where it was done; shown for a while, and while one is at it. */
export function Notice({ text, stays = false, onGone, children }: NoticeProps) {
  const { common } = useWords()
  const [isKept, setKept] = useState(false)
  const leadOn = useLeadOnFromNotice()
  const go = useEffectEvent(onGone)
  useEffect(() => {
    // Whoever points at it or has the focus in it is about to press.
    if (isKept || stays) return
    const timer = setTimeout(() => go(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isKept, stays])
  return (
    <div
      ref={leadOn}
      className={classes.notice}
      onPointerEnter={() => setKept(true)}
      onPointerLeave={() => setKept(false)}
      onFocus={() => setKept(true)}
      onBlur={() => setKept(false)}
    >
      <span className={classes.text}>{text}</span>
      {children}
      <IconButton label={common.close} onClick={onGone}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
