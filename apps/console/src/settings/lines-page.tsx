import { formatNumber, type Line } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { Age } from '../ui/age.tsx'
import { FormEnd, FormField } from '../ui/form-field.tsx'
import { nameProblem } from '../ui/name-problem.ts'
import classes from './settings.module.css'
import { useSettingsForm } from './use-settings-form.ts'

/** Our own numbers, and what each is called. */
export function LinesPage() {
  const { admin } = useOffice()
  const known = useConsoleState((state) => state.shared.lines)
  const lines = Object.values(known).toSorted((a, b) => a.line.localeCompare(b.line))
  if (lines.length === 0) return <p className={classes.none}>{admin.lines.none}</p>
  return (
    <ul className={classes.box} aria-label={admin.lines.list}>
      {lines.map((line) => (
        <LineRow key={line.line} line={line} others={lines.filter((one) => one !== line)} />
      ))}
    </ul>
  )
}

function LineRow({ line: { line, name, lastUsedAt }, others }: { line: Line; others: Line[] }) {
  const console = useConsole()
  const { admin } = useOffice()
  const words = admin.lines
  const number = formatNumber(line)
  const taken = others.flatMap((other) => other.name ?? [])
  const form = useSettingsForm({
    id: `lines/${line}`,
    initial: { name: name ?? '' },
    nameField: 'name',
    check: (typed) => ({ name: typed.name.trim() === '' ? null : nameProblem(typed.name, taken) }),
    save: (typed) =>
      console.ask('name-line', { line, name: typed.name.trim() || null }).then(() => null, toError),
  })
  return (
    <li className={classes.row}>
      <form className={classes.line} noValidate onSubmit={(event) => void form.submit(event)}>
        <p className={classes.facts}>
          <span className={classes.digits}>{number}</span>
          {lastUsedAt === null ? (
            <small>{words.neverUsed}</small>
          ) : (
            <small>
              {words.lastUsed} <Age at={lastUsedAt} />
            </small>
          )}
        </p>
        <FormField
          form={form}
          name="name"
          label={words.name(number)}
          placeholder={words.namePlaceholder}
          className={classes.bare}
        />
        {(form.isDirty || form.isSaved) && <FormEnd form={form} />}
      </form>
    </li>
  )
}
