import { useId } from 'react'
import field from '../ui/field.module.css'
import classes from './settings.module.css'

interface SelectFieldProps<T extends string> {
  label: string
  hint?: string
  disabled?: boolean
  value: T
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
}

/** A labelled choice of a few. */
export function SelectField<T extends string>({
  label,
  hint,
  disabled = false,
  value,
  options,
  onChange,
}: SelectFieldProps<T>) {
  const id = useId()
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={classes.select}
        value={value}
        disabled={disabled}
        {...(hint && { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value as T)}
      >
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className={field.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
