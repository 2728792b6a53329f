import type { CustomerField } from '@switchboard/protocol'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import classes from './customer.module.css'
import { Problem } from './problem.tsx'

interface FieldFormProps {
  /** Null for a new one. */
  initial: CustomerField | null
  /** Names the others have. */
  taken: readonly string[]
  isBusy: boolean
  problem: string | null
  onSave: (field: CustomerField) => Promise<boolean>
  onCancel: () => void
}

/** Writes one thing down about a Customer; what was refused stays as it was typed. */
export function FieldForm({ initial, taken, isBusy, problem, onSave, onCancel }: FieldFormProps) {
  const { common, customer: words } = useWords()
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  async function save(sent: FormData): Promise<void> {
    const name = formText(sent, 'name').trim()
    const value = formText(sent, 'value').trim()
    const isTaken = taken.some((one) => one.toLowerCase() === name.toLowerCase())
    const why = name === '' ? words.nameNeeded : isTaken ? words.nameTaken(name) : null
    setWrong(why)
    if (why === null) await onSave({ name, value })
  }
  return (
    // Escape leaves it wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save(new FormData(event.currentTarget))
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onCancel()
      }}
    >
      <input
        className={classes.field}
        name="name"
        aria-label={words.fieldName}
        placeholder={words.fieldName}
        defaultValue={initial?.name ?? ''}
        maxLength={64}
        autoComplete="off"
      />
      <textarea
        className={classes.text}
        name="value"
        aria-label={words.fieldValue}
        placeholder={words.fieldValue}
        defaultValue={initial?.value ?? ''}
        maxLength={500}
        rows={2}
      />
      <Problem text={wrong ?? problem} />
      <div className={classes.buttons}>
        <Button type="submit" size="small" look="primary" isBusy={isBusy}>
          {words.save}
        </Button>
        <Button size="small" onClick={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
