import { useCallback, useEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import { useThreadState } from '../thread-context.ts'
import { log } from '../timeline/log.ts'
import { IconButton } from './button.tsx'
import { focusBack } from './focus-back.ts'
import { isThere } from './in-sight.ts'
import { PopoverContext } from './popover-context.ts'
import classes from './popover.module.css'
import { useDismiss } from './use-dismiss.ts'
import { useLeadOn } from './use-lead-on.ts'

interface PopoverProps {
  /** Names the button and what opens below it. */
  label: string
  icon: ReactNode
  /** By what a key finds the button. */
  action?: string
  /** What the button's tip says instead of `label`. */
  tip?: string
  children: ReactNode
}

/**
 * A button with a small panel below it; Escape leads back to the button, or to where its key was pressed. One that
 * was opened in a thread is shut in the next.
 */
export function Popover({ label, icon, action, tip, children }: PopoverProps) {
  const [isOpen, setOpen] = useThreadState(false)
  const box = useRef<HTMLDivElement>(null)
  const from = useRef<HTMLElement>(null)
  // What was chosen in it may take it away: on to what it stood beside.
  const leadOn = useLeadOn((around) => (isOpen && origin()) || around?.querySelector('button'))
  useDismiss(box, isOpen, () => setOpen(false), back)
  function close(): void {
    focusBack(back(), box.current)
    setOpen(false)
  }
  function back(): HTMLElement | null | undefined {
    return origin() ?? box.current?.querySelector('button')
  }
  /** Its row may be gone since. */
  function origin(): HTMLElement | null {
    const { current: place } = from
    return place && !isThere(place) ? log() : place
  }
  /** A key presses it from wherever one is. */
  function toggle({ currentTarget }: MouseEvent): void {
    const { activeElement: place, body } = document
    from.current = place === currentTarget || place === body ? null : (place as HTMLElement)
    setOpen(!isOpen)
  }
  return (
    <div
      ref={(now) => {
        box.current = now
        return leadOn(now)
      }}
      className={classes.box}
    >
      <IconButton
        label={label}
        data-action={action}
        aria-expanded={isOpen}
        onClick={toggle}
        {...(tip && { 'data-tip': tip })}
      >
        {icon}
      </IconButton>
      {isOpen && (
        <Panel label={label} close={close}>
          {children}
        </Panel>
      )}
    </div>
  )
}

interface PanelProps {
  label: string
  close: () => void
  children: ReactNode
}

/** What is answered late, when it is shut, shuts nothing that was opened since. */
function Panel({ label, close, children }: PanelProps) {
  const latest = useRef<(() => void) | null>(null)
  useEffect(() => {
    latest.current = close
    return () => void (latest.current = null)
  })
  const closeThis = useCallback(() => latest.current?.(), [])
  return (
    <div className={classes.panel} role="group" aria-label={label}>
      <PopoverContext value={closeThis}>{children}</PopoverContext>
    </div>
  )
}
