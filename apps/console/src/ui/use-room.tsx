import { useId, useState, type ChangeEvent } from 'react'
import { useAllWords } from '../i18n/later.ts'
import classes from './field.module.css'
import { firstWrong } from './use-form.ts'

/**
 * For a field that has room for `most` characters: nothing typed or pasted is cut, and `told`, below it, says
 * what is too much. Blanks around it do not count, as they are not sent. `text` is what stands there at first.
 */
export function useRoom(most: number, say?: (most: number, n: number) => string, text = '') {
  const { forms } = useAllWords()
  const [length, setLength] = useState(text.trim().length)
  const id = useId()
  const isOver = length > most
  return {
    field: {
      onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        setLength(target.value.trim().length),
      ...(isOver && { 'aria-invalid': true, 'aria-describedby': id }),
    },
    told: isOver && (
      <p id={id} className={classes.problem}>
        {(say ?? forms.tooLong)(most, length)}
      </p>
    ),
  }
}

/** Leads to the first field of a form that is wrong; false where none is. */
export function leadToWrong(form: HTMLFormElement): boolean {
  const wrong = firstWrong(form)
  wrong?.focus()
  return wrong !== null
}
