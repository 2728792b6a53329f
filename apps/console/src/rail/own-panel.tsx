import { useRef, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { LaterOwnMenu } from '../later/later.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { useDismiss } from '../ui/use-dismiss.ts'
import classes from './rail.module.css'

/** Who is signed in, whether they take work, and the way out. */
export function OwnPanel() {
  const words = useWords()
  const me = useConsoleState((state) => state.me)
  const presence = useConsoleState((state) => state.presence[state.me.id])
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useDismiss(box, isOpen, () => setOpen(false))
  return (
    <div className={classes.settings} ref={box}>
      <button
        type="button"
        className={classes.item}
        aria-label={words.settings.button(me.name)}
        aria-describedby="my-presence"
        aria-expanded={isOpen}
        {...(!isOpen && { 'data-tip': me.name })}
        onClick={() => setOpen(!isOpen)}
      >
        <Avatar name={me.name} size={32} isMe presence={presence} />
      </button>
      <span id="my-presence" className="visually-hidden">
        {presence && words.presence[presence]}
      </span>
      {isOpen && <LaterOwnMenu onLeave={() => setOpen(false)} />}
    </div>
  )
}
