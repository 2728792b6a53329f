import { useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import { Field } from '../ui/field.tsx'
import { saidWords } from '../words/errors.ts'
import classes from './people-dialog.module.css'

/** Adds a colleague; what was refused says why and stays in the form. */
export function AddPerson() {
  const console = useConsole()
  const words = useWords().people
  const [problem, setProblem] = useState<string | null>(null)
  const [added, setAdded] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function add(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form)
    const name = formText(fields, 'name').trim()
    const role = fields.get('admin') ? 'admin' : 'agent'
    setBusy(true)
    const error = await console.createAgent({
      name,
      password: formText(fields, 'password'),
      role,
    })
    setBusy(false)
    setAdded(error ? null : name)
    setProblem(error && (error.code === 'NAME_TAKEN' ? words.here(name) : saidWords(error)))
    if (!error) form.reset()
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void add(event.currentTarget)
      }}
    >
      <h3>{words.add}</h3>
      <div className={classes.pair}>
        <Field label={words.name} name="name" required maxLength={64} autoComplete="off" />
        <Field
          label={words.password}
          name="password"
          type="password"
          required
          minLength={8}
          maxLength={256}
          autoComplete="new-password"
        />
      </div>
      <p role="status" className={problem ? classes.problem : classes.done}>
        {problem ?? (added ? words.added(added) : words.hint)}
      </p>
      <div className={classes.foot}>
        <label className={classes.check}>
          <input type="checkbox" name="admin" />
          {words.mayAdd}
        </label>
        <Button type="submit" look="primary" disabled={isBusy}>
          {words.verb}
        </Button>
      </div>
    </form>
  )
}
