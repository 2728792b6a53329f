import type { ComponentProps, MouseEvent } from 'react'
import classes from './button.module.css'
import { join } from './join.ts'

interface ButtonProps extends ComponentProps<'button'> {
  look?: 'plain' | 'primary' | 'link'
  size?: 'small' | 'normal' | 'wide'
  /** What it does is under way: it keeps the focus, and does nothing when pressed. */
  isBusy?: boolean | undefined
}

export function Button({
  look = 'plain',
  size = 'normal',
  isBusy,
  className,
  ...props
}: ButtonProps) {
  const names = [classes.button, classes[look], classes[size], className]
  return <button type="button" {...props} {...(isBusy && busy)} className={join(...names)} />
}

/** Nor is the form around it sent. */
const busy = {
  'aria-disabled': true,
  onClick: (event: MouseEvent): void => event.preventDefault(),
}

/** A button that shows only a sign; `label` names it, for everyone on hover. */
export function IconButton({
  label,
  className,
  ...props
}: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      {...props}
      className={join(classes.icon, className)}
    />
  )
}
