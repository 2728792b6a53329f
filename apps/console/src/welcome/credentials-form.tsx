import type { Agent, SwitchboardError } from '@switchboard/protocol'
import { useState } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { toError } from '../state/to-error.ts'
import { Button } from '../ui/button.tsx'
import { FormField, stayInField } from '../ui/form-field.tsx'
import { nameProblem } from '../ui/name-problem.ts'
import { passwordProblem } from '../ui/password-problem.ts'
import { useForm } from '../ui/use-form.ts'
import { signInWords } from '../words/sign-in.ts'
import { Problem } from './entry-page.tsx'
import classes from './entry-page.module.css'

interface CredentialsFormProps {
  verb: string
  isNew: boolean
  submit: (name: string, password: string) => Promise<Agent>
  onSignedIn: (agent: Agent) => void
}

const blank = { name: '', password: '' }

/** Name and password, and one button; what went wrong is said and nothing typed is lost. */
export function CredentialsForm({ verb, isNew, submit, onSignedIn }: CredentialsFormProps) {
  const { forms, welcome: words } = useAllWords()
  const [edited, setEdited] = useState<typeof blank | null>(null)
  const form = useForm({
    initial: blank,
    edited,
    setEdited,
    check: ({ name, password }) => ({
      name: nameProblem(name),
      password: isNew ? passwordProblem(password) : password === '' ? forms.passwordNeeded : null,
    }),
    save: ({ name, password }): Promise<SwitchboardError | null> =>
      submit(name.trim(), password).then((agent) => {
        onSignedIn(agent)
        return null
      }, toError),
    refusal: (error, { name }) =>
      error.code === 'NAME_TAKEN' ? { name: forms.nameTaken(name.trim()) } : signInWords(error),
  })

  return (
    <form className={classes.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormField
        form={form}
        name="name"
        label={words.name}
        autoComplete="username"
        // The page asks for one thing, and nothing to read stands behind the field.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        {...(isNew && { hint: words.nameHint })}
      />
      <FormField
        form={form}
        name="password"
        label={words.password}
        type="password"
        {...(isNew && { hint: words.passwordHint })}
        autoComplete={isNew ? 'new-password' : 'current-password'}
      />
      <Problem text={form.problem} />
      <Button
        type="submit"
        look="primary"
        size="wide"
        isBusy={form.isBusy}
        onMouseDown={stayInField}
      >
        {verb}
      </Button>
    </form>
  )
}
