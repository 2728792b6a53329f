import type { CustomerField } from '@switchboard/protocol'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import { isComposing } from '../ui/is-composing.ts'
import { MAX_NAME } from '../ui/name-problem.ts'
import { sendForm } from '../ui/save-keys.ts'
import { leadToWrong, useRoom } from '../ui/use-room.tsx'
import classes from './customer.module.css'
import { Problem } from './problem.tsx'

const MAX_VALUE = 500

interface FieldFormProps {
  /** Null for a new one of which nothing was typed yet. */
  initial: CustomerField | null
  /** False where it only stands there again, and takes the focus from nobody. */
  isAsked: boolean
  /** Names the others have. */
  taken: readonly string[]
  isBusy: boolean
  problem: string | null
  onSave: (field: CustomerField) => Promise<boolean>
  onType: (field: CustomerField) => void
  onCancel: () => void
}

/** Writes one thing down about a Customer; what was refused stays as it was typed. */
export function FieldForm(props: FieldFormProps) {
  const { initial, isAsked, taken, isBusy, problem, onSave, onType, onCancel } = props
  const { common, customer: words, forms } = useAllWords()
  const nameRoom = useRoom(MAX_NAME, forms.nameTooLong, initial?.name)
  const valueRoom = useRoom(MAX_VALUE, undefined, initial?.value)
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const leadIn = useEffectEvent(() => isAsked && form.current?.querySelector('input')?.focus())
  useEffect(() => void leadIn(), [])

  async function save(sent: FormData): Promise<void> {
    const name = formText(sent, 'name').trim()
    const value = formText(sent, 'value').trim()
    const isTaken = taken.some((one) => one.toLowerCase() === name.toLowerCase())
    const why = name === '' ? words.nameNeeded : isTaken ? words.nameTaken(name) : null
    setWrong(why)
    if (why === null) await onSave({ name, value })
    else form.current?.querySelector('input')?.focus()
  }
  return (
    // Escape leaves it wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isBusy || leadToWrong(event.currentTarget)) return
        void save(new FormData(event.currentTarget))
      }}
      onChange={({ currentTarget }) => {
        const typed = new FormData(currentTarget)
        onType({ name: formText(typed, 'name'), value: formText(typed, 'value') })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
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
        autoComplete="off"
        {...nameRoom.field}
        onChange={(event) => {
          nameRoom.field.onChange(event)
          setWrong(null)
        }}
      />
      {nameRoom.told}
      <textarea
        className={classes.text}
        name="value"
        aria-label={words.fieldValue}
        placeholder={words.fieldValue}
        defaultValue={initial?.value ?? ''}
        rows={2}
        {...valueRoom.field}
        onKeyDown={sendForm}
      />
      {valueRoom.told}
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
