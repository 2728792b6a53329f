import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { formText } from './form-text.ts'
import { isComposing } from './is-composing.ts'
import classes from './note-form.module.css'
import { leadToWrong, useRoom } from './use-room.tsx'

const MAX_NOTE = 500

interface NoteFormProps {
  /** What the note should say. */
  label: string
  /** The button that does it. */
  verb: string
  /** Resolves with null when it was done, else with why not, in words. */
  onNote: (note: string) => Promise<string | null>
  onCancel: () => void
}

/** Asks for the reason of something that is not done without one. */
export function NoteForm({ label, verb, onNote, onCancel }: NoteFormProps) {
  const { common } = useWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const note = useRoom(MAX_NOTE)
  // It was just asked for: whoever did wants to write.
  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  async function send(sent: HTMLFormElement): Promise<void> {
    const why = formText(new FormData(sent), 'note').trim()
    if (why === '') return setProblem(common.sayWhy)
    setBusy(true)
    setProblem(await onNote(why))
    setBusy(false)
  }

  return (
    // Escape leaves it wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={classes.form}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
        event.preventDefault()
        onCancel()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        if (!leadToWrong(event.currentTarget)) void send(event.currentTarget)
      }}
    >
      <Field label={label} name="note" required autoComplete="off" {...note.field} />
      {note.told}
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.actions}>
        <Button type="submit" size="small" look="primary" isBusy={isBusy}>
          {verb}
        </Button>
        <Button size="small" onClick={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
