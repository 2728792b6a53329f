import { useId, type ComponentProps } from 'react'
import classes from './field.module.css'
import { join } from './join.ts'

interface FieldProps extends ComponentProps<'input'> {
  label: string
  hint?: string
  /** What is wrong with what is typed, in words. */
  problem?: string | null
  /** Whether somebody else said so, late: it is read out. */
  isRefused?: boolean
}

/** A labelled input, with a line of help below it, and what is wrong. */
export function Field({
  label,
  hint,
  problem = null,
  isRefused = false,
  className,
  ...input
}: FieldProps) {
  const id = useId()
  const told = join(problem !== null && `${id}-problem`, hint && `${id}-hint`)
  return (
    <div className={join(classes.field, className)}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={classes.input}
        {...(told !== '' && { 'aria-describedby': told })}
        {...(problem !== null && { 'aria-invalid': true })}
        {...input}
      />
      {problem !== null && (
        <p id={`${id}-problem`} className={classes.problem} {...(isRefused && { role: 'alert' })}>
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
