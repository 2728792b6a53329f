import { useRef, useState, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { focusBack } from './focus-back.ts'
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
  children: ReactNode
}

/** A button with a small panel below it; Escape leads back to the button. */
export function Popover({ label, icon, action, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  // What was chosen in it may take it away: on to what it stood beside.
  const leadOn = useLeadOn((around) => around?.querySelector('button'))
  useDismiss(box, isOpen, () => setOpen(false))
  function close(): void {
    focusBack(box.current?.querySelector('button'), box.current)
    setOpen(false)
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
        onClick={() => setOpen(!isOpen)}
      >
        {icon}
      </IconButton>
      {isOpen && (
        <div className={classes.panel} role="group" aria-label={label}>
          <PopoverContext value={close}>{children}</PopoverContext>
        </div>
      )}
    </div>
  )
}
