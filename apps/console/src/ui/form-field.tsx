import type { ComponentProps, MouseEvent } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import classes from './field.module.css'
import type { Form } from './use-form.ts'

type TextKeys<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string

type FormFieldProps<V extends object> = Omit<ComponentProps<typeof Field>, 'form' | 'name'> & {
  form: Form<V>
  name: TextKeys<V>
}

/**
 * A field of a form: what is wrong with it stands under it, as soon as one pauses. A password nobody can read is
 * not judged before it is left.
 */
export function FormField<V extends object>({ form, name, ...field }: FormFieldProps<V>) {
  return (
    <Field
      autoComplete="off"
      {...field}
      name={name}
      value={form.values[name] as string}
      problem={form.problemOf(name)}
      isRefused={form.refusedOf(name) !== null}
      onChange={({ target: { value } }) =>
        field.type === 'password'
          ? form.set({ [name]: value } as Partial<V>)
          : form.type(name, value)
      }
      onBlur={() => form.leave(name)}
    />
  )
}

interface FormEndProps<V extends object> {
  form: Form<V>
  verb?: string
  /** Said when it is done; "Saved" if nothing else. */
  done?: string
  onCancel?: () => void
}

/** The end of a form: its button, and quietly what became of it. */
export function FormEnd<V extends object>({ form, verb, done, onCancel }: FormEndProps<V>) {
  const { common, forms } = useAllWords()
  const cancel = onCancel ?? (form.isDirty ? form.reset : null)
  return (
    <>
      {form.problem !== null && (
        <p role="alert" className={classes.problem}>
          {form.problem}
        </p>
      )}
      <div className={classes.end}>
        <Button
          type="submit"
          look={form.isDirty ? 'primary' : 'plain'}
          isBusy={form.isBusy}
          onMouseDown={stayInField}
        >
          {verb ?? forms.save}
        </Button>
        {cancel && (
          <Button
            onMouseDown={stayInField}
            onClick={({ currentTarget }) => {
              // It goes with what is given up.
              if (!onCancel && document.activeElement === currentTarget)
                currentTarget.form?.querySelector('input')?.focus()
              cancel()
            }}
          >
            {common.cancel}
          </Button>
        )}
        <p role="status" className={classes.state}>
          {form.isSaved ? (done ?? forms.saved) : form.isDirty ? forms.unsaved : ''}
        </p>
      </div>
    </>
  )
}

/** Left at the press, a field may say what is wrong with it, and move the button from under the pointer. */
export const stayInField = (event: MouseEvent): void => event.preventDefault()
