import { useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { FormEnd, FormField } from '../ui/form-field.tsx'
import { passwordProblem } from '../ui/password-problem.ts'
import { useForm } from '../ui/use-form.ts'
import { nameProblem } from '../ui/name-problem.ts'
import { saidWords } from '../words/errors.ts'
import { learnAgent } from './learn-agent.ts'
import classes from './settings.module.css'
import { useSettingsForm } from './use-settings-form.ts'

/** One's own name and password. */
export function ProfilePage() {
  return (
    <>
      <NameForm />
      <PasswordForm />
    </>
  )
}

function NameForm() {
  const console = useConsole()
  const { settings } = useOffice()
  const name = useConsoleState((state) => state.me.name)
  const form = useSettingsForm({
    id: 'profile/name',
    initial: { name },
    nameField: 'name',
    check: (typed) => ({ name: nameProblem(typed.name) }),
    save: (typed) =>
      console.ask('rename-me', { name: typed.name.trim() }).then(({ agent }) => {
        learnAgent(console, agent)
        return null
      }, toError),
  })
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormField
        form={form}
        name="name"
        label={settings.name}
        hint={settings.nameHint}
        autoComplete="username"
      />
      <FormEnd form={form} />
    </form>
  )
}

const blank = { current: '', password: '' }

/** Not kept when one goes to another page: a password is never left lying about. */
function PasswordForm() {
  const console = useConsole()
  const { forms, settings } = useOffice()
  const [edited, setEdited] = useState<typeof blank | null>(null)
  const form = useForm({
    initial: blank,
    clears: true,
    edited,
    setEdited,
    check: ({ current, password }) => ({
      current: current === '' ? forms.passwordNeeded : null,
      password: passwordProblem(password),
    }),
    async save(typed) {
      const error = await console.ask('change-password', typed).then(() => null, toError)
      return error
    },
    refusal: (error) =>
      error.code === 'BAD_CREDENTIALS'
        ? { current: settings.wrongPassword }
        : forms.refused(saidWords(error)),
  })
  return (
    <form
      className={classes.form}
      noValidate
      aria-labelledby="change-password"
      onSubmit={(event) => void form.submit(event)}
    >
      <h2 id="change-password">{settings.password}</h2>
      <FormField
        form={form}
        name="current"
        type="password"
        label={settings.currentPassword}
        autoComplete="current-password"
      />
      <FormField
        form={form}
        name="password"
        type="password"
        label={settings.newPassword}
        hint={settings.newPasswordHint}
        autoComplete="new-password"
      />
      <FormEnd form={form} verb={settings.changePassword} done={settings.passwordChanged} />
    </form>
  )
}
