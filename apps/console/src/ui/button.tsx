import type { ComponentProps } from 'react'
import classes from './button.module.css'
import { join } from './join.ts'

interface ButtonProps extends ComponentProps<'button'> {
  look?: 'plain' | 'primary' | 'link'
  size?: 'small' | 'normal' | 'wide'
}

export function Button({ look = 'plain', size = 'normal', className, ...props }: ButtonProps) {
  const names = [classes.button, classes[look], classes[size], className]
  return <button type="button" {...props} className={join(...names)} />
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
