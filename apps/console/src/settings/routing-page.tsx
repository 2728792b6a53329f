import type { Settings } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { FormEnd, FormField } from '../ui/form-field.tsx'
import { numberProblem } from './checks.ts'
import classes from './settings.module.css'
import { useSettingsForm } from './use-settings-form.ts'

const typed = ({ automaticAssignment, idleMinutes, graceSeconds, defaultCapacity }: Settings) => ({
  automaticAssignment,
  idleMinutes: String(idleMinutes),
  graceSeconds: String(graceSeconds),
  defaultCapacity: String(defaultCapacity),
})

/** How work is handed out, for everybody. */
export function RoutingPage() {
  const console = useConsole()
  const { admin } = useOffice()
  const words = admin.routing
  const settings = useConsoleState((state) => state.shared.settings)
  const form = useSettingsForm({
    id: 'routing',
    initial: typed(settings),
    check: (values) => ({
      defaultCapacity: numberProblem(values.defaultCapacity, 1, 1000),
      idleMinutes: numberProblem(values.idleMinutes, 1, 480),
      graceSeconds: numberProblem(values.graceSeconds, 5, 3600),
    }),
    save: (values) =>
      console
        .ask('put-settings', {
          automaticAssignment: values.automaticAssignment,
          defaultCapacity: Number(values.defaultCapacity),
          idleMinutes: Number(values.idleMinutes),
          graceSeconds: Number(values.graceSeconds),
        })
        .then(() => null, toError),
  })
  const numbers = [
    ['defaultCapacity', words.capacity, words.capacityHint],
    ['idleMinutes', words.idle, words.idleHint],
    ['graceSeconds', words.grace, words.graceHint],
  ] as const
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <label className={classes.switch}>
        <input
          type="checkbox"
          checked={form.values.automaticAssignment}
          onChange={(event) => form.set({ automaticAssignment: event.target.checked })}
        />
        {words.automatic}
        <small>{words.automaticHint}</small>
      </label>
      {numbers.map(([name, label, hint]) => (
        <FormField
          key={name}
          form={form}
          name={name}
          label={label}
          hint={hint}
          inputMode="numeric"
          className={classes.number}
        />
      ))}
      <FormEnd form={form} />
    </form>
  )
}
