import { formatNumber } from '@switchboard/protocol'
import { AtSign } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { threadPath } from '../thread-path.ts'
import { Age } from '../ui/age.tsx'
import { join } from '../ui/join.ts'
import { useDismiss } from '../ui/use-dismiss.ts'
import { agentName } from '../words/entries.ts'
import classes from './rail.module.css'

/** Notes that name me and that I have not seen; nothing while there are none. */
export function Mentions() {
  const words = useWords().rail
  const mentions = useConsoleState((state) => state.shared.mentions)
  const agents = useConsoleState((state) => state.agents)
  const [isOpen, setOpen] = useState(false)
  const [, navigate] = useLocation()
  const box = useRef<HTMLDivElement>(null)
  useDismiss(box, isOpen, () => setOpen(false))
  useSeenMentions()
  const waiting = Object.values(mentions).toSorted((a, b) => (a.at < b.at ? 1 : -1))
  if (waiting.length === 0) return null
  return (
    <div className={classes.settings} ref={box}>
      <button
        type="button"
        className={classes.item}
        aria-label={words.mentionCount(waiting.length)}
        aria-expanded={isOpen}
        {...(!isOpen && { 'data-tip': words.mentions })}
        onClick={() => setOpen(!isOpen)}
      >
        <AtSign size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className={classes.badge} aria-hidden="true">
          {waiting.length}
        </span>
      </button>
      {isOpen && (
        <div className={join(classes.panel, classes.low)} role="group" aria-label={words.mentions}>
          {waiting.map(({ id, number, by, at }) => (
            <button
              key={id}
              type="button"
              className={classes.mention}
              onClick={() => {
                setOpen(false)
                navigate(threadPath(number))
              }}
            >
              <strong>{agentName(agents, by)}</strong>
              {words.on}
              {formatNumber(number)}
              <Age at={at} className={classes.role} />
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** A mention is over once its note is read: its thread is open, read as far, and looked at. */
function useSeenMentions(): void {
  const console = useConsole()
  const mentions = useConsoleState((state) => state.shared.mentions)
  const thread = useConsoleState((state) => state.thread)
  useEffect(() => {
    const newest = thread?.entries.at(-1)?.position ?? 0
    const dismiss = (): void => {
      if (!document.hasFocus()) return
      for (const { id, number, position } of Object.values(mentions))
        if (number === thread?.number && position <= newest) console.work.dismissMention(id)
    }
    dismiss()
    addEventListener('focus', dismiss)
    return () => removeEventListener('focus', dismiss)
  }, [console, mentions, thread])
}
