import { SwitchboardError, type Agent } from '@switchboard/protocol'
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import { Field } from '../ui/field.tsx'
import { signInWords } from '../words/errors.ts'
import { Problem } from './entry-page.tsx'
import classes from './entry-page.module.css'

interface CredentialsFormProps {
  verb: string
  isNew: boolean
  submit: (name: string, password: string) => Promise<Agent>
  onSignedIn: (agent: Agent) => void
}

/** Name and password, and one button; what went wrong stands above it and nothing typed is lost. */
export function CredentialsForm({ verb, isNew, submit, onSignedIn }: CredentialsFormProps) {
  const words = useWords().welcome
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function send(form: FormData): Promise<void> {
    setBusy(true)
    try {
      onSignedIn(await submit(formText(form, 'name'), formText(form, 'password')))
    } catch (error) {
      setProblem(error instanceof SwitchboardError ? signInWords(error) : words.somethingWrong)
      setBusy(false)
    }
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send(new FormData(event.currentTarget))
      }}
    >
      <Field
        label={words.name}
        name="name"
        required
        maxLength={64}
        autoComplete="username"
        // The page asks for one thing, and nothing to read stands behind the field.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        {...(isNew && { hint: words.nameHint })}
      />
      <Field
        label={words.password}
        name="password"
        type="password"
        required
        maxLength={256}
        {...(isNew && { minLength: 8, hint: words.passwordHint })}
        autoComplete={isNew ? 'new-password' : 'current-password'}
      />
      <Problem text={problem} />
      <Button type="submit" look="primary" size="wide" disabled={isBusy}>
        {verb}
      </Button>
    </form>
  )
}
