import type { Label } from '@switchboard/protocol'
import { useRef, useState, type FormEvent } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { byName } from '../i18n/in-order.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { Button } from '../ui/button.tsx'
import { FormEnd, FormField } from '../ui/form-field.tsx'
import { LabelChip } from '../ui/label-chip.tsx'
import { nameProblem } from '../ui/name-problem.ts'
import { saidWords } from '../words/errors.ts'
import classes from './settings.module.css'
import { useEscape } from './use-escape.ts'
import { useFocusBack } from './use-focus-back.ts'
import { useSettingsForm } from './use-settings-form.ts'

/** Every label: made, renamed, retired and offered again. */
export function LabelsPage() {
  const { admin } = useOffice()
  const known = useConsoleState((state) => state.shared.labels)
  const labels = Object.values(known).toSorted(
    (a, b) => Number(a.retired) - Number(b.retired) || byName(a, b),
  )
  return (
    <>
      <NewLabel labels={labels} />
      {labels.length === 0 ? (
        <p className={classes.none}>{admin.labels.none}</p>
      ) : (
        <ul className={classes.box} aria-label={admin.labels.list}>
          {labels.map((label) => (
            <LabelRow key={label.id} label={label} labels={labels} />
          ))}
        </ul>
      )}
    </>
  )
}

function NewLabel({ labels }: { labels: readonly Label[] }) {
  const console = useConsole()
  const { labels: words } = useOffice().admin
  const [made, setMade] = useState('')
  const form = useSettingsForm({
    id: 'labels/new',
    initial: { name: '' },
    nameField: 'name',
    nameTaken: words.taken,
    check: ({ name }) => ({ name: nameProblem(name, namesOf(labels), words.taken) }),
    save: ({ name }) => console.ask('put-label', { name: name.trim() }).then(() => null, toError),
  })

  async function make(event: FormEvent<HTMLFormElement>): Promise<void> {
    const { name } = form.values
    if (!(await form.submit(event))) return
    setMade(name.trim())
    form.reset()
  }

  return (
    <form className={classes.make} noValidate onSubmit={(event) => void make(event)}>
      <FormField form={form} name="name" label={words.make} />
      <FormEnd form={form} verb={words.verb} />
      <p role="status" className={classes.state}>
        {made !== '' && !form.isDirty && words.made(made)}
      </p>
    </form>
  )
}

function LabelRow({ label, labels }: { label: Label; labels: readonly Label[] }) {
  const console = useConsole()
  const { labels: words } = useOffice().admin
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const row = useRef<HTMLLIElement>(null)
  const { id, name, retired } = label

  async function retire(): Promise<void> {
    const asked = console.ask('put-label', { id, name, retired: !retired })
    const error = await asked.then(() => null, toError)
    setProblem(error && saidWords(error))
  }
  useFocusBack(row, isOpen)

  return (
    <li ref={row} className={classes.row}>
      {isOpen ? (
        <LabelForm label={label} labels={labels} onDone={() => setOpen(false)} />
      ) : (
        <div className={classes.item}>
          <span className={classes.grow}>
            <LabelChip label={label} />
            {retired && <small data-tip={words.retiredHint}> {words.retired}</small>}
          </span>
          <Button size="small" aria-label={words.changeNamed(name)} onClick={() => setOpen(true)}>
            {words.rename}
          </Button>
          <Button
            size="small"
            aria-label={retired ? words.restoreNamed(name) : words.retireNamed(name)}
            onClick={() => void retire()}
          >
            {retired ? words.restore : words.retire}
          </Button>
        </div>
      )}
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </li>
  )
}

interface LabelFormProps {
  label: Label
  labels: readonly Label[]
  onDone: () => void
}

function LabelForm({ label: { id, name, retired }, labels, onDone }: LabelFormProps) {
  const console = useConsole()
  const { labels: words } = useOffice().admin
  const box = useRef<HTMLFormElement>(null)
  const others = namesOf(labels.filter((one) => one.id !== id))
  const form = useSettingsForm({
    id: `labels/${id}`,
    initial: { name },
    nameField: 'name',
    nameTaken: words.taken,
    check: (typed) => ({ name: nameProblem(typed.name, others, words.taken) }),
    save: (typed) =>
      console.ask('put-label', { id, name: typed.name.trim(), retired }).then(() => null, toError),
  })
  function cancel(): void {
    form.reset()
    onDone()
  }
  // What was typed is not thrown away by one key.
  useEscape(box, () => form.isDirty || cancel())
  return (
    <form
      ref={box}
      className={classes.edit}
      noValidate
      aria-label={words.changeNamed(name)}
      onSubmit={(event) => void form.submit(event).then((isDone) => isDone && onDone())}
    >
      <FormField
        form={form}
        name="name"
        label={words.name}
        // It was just asked for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <FormEnd form={form} onCancel={cancel} />
    </form>
  )
}

function namesOf(labels: readonly Label[]): string[] {
  return labels.map(({ name }) => name)
}
