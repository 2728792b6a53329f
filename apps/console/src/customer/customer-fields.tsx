import type { Conversation, CustomerField } from '@switchboard/protocol'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { focusBack } from '../ui/focus-back.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import paneClasses from '../thread/thread-pane.module.css'
import classes from './customer.module.css'
import { FieldForm } from './field-form.tsx'
import { Problem } from './problem.tsx'
import { useBegun, type BegunNote } from './use-begun.ts'
import { useUpdate } from './use-update.ts'

/** As many as the switchboard keeps. */
const MAX_FIELDS = 20

/** What people noted about a Customer, each under a name of its own. */
export function CustomerFields({ row }: { row: Conversation }) {
  const { customer: words } = useAllWords()
  const fields = row.fields ?? []
  const { isBusy, problem, put, putBack, removed } = useFields(row.number)
  const { begun: kept, keep, saved } = useBegun(row.number, 'note')
  const begun = kept && begunAmong(fields, kept)
  const [opened, open] = useState<string | null>(null)
  /** The name of the one that is changed; `''` for a new one. */
  const edited = opened ?? begun?.of ?? null
  const undo = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (removed !== null) focusBack(undo.current)
  }, [removed])
  // What is put back stands last.
  const leadOn = useLeadOn((around) => around?.querySelector<HTMLElement>('li:last-child button'))

  const box = useRef<HTMLElement>(null)
  /** The note one was at, by the name it has when its form goes. */
  const at = useRef('')
  const leadBack = useLeadOn(() => placeOf(box.current, at.current))

  async function save(field: CustomerField): Promise<boolean> {
    at.current = field.name
    const isDone = await saved(() => put(edited ?? '', field))
    if (isDone) open(null)
    return isDone
  }
  function cancel(): void {
    at.current = edited ?? ''
    keep(undefined)
    open(null)
  }
  function type(field: CustomerField): void {
    const isEmpty = field.name === '' && field.value === ''
    keep(isEmpty ? undefined : { ...field, of: edited ?? '' })
    // However little is left of it, it stays while one types there.
    open(edited)
  }
  const form = (initial: CustomerField | null) => (
    <div key="form" ref={leadBack}>
      <FieldForm
        initial={begun?.of === edited ? begun : initial}
        isAsked={opened !== null}
        taken={fields.map(({ name }) => name).filter((name) => name !== initial?.name)}
        isBusy={isBusy}
        problem={problem}
        onSave={save}
        onType={type}
        onCancel={cancel}
      />
    </div>
  )
  return (
    <section ref={box} className={paneClasses.section} aria-labelledby="customer-notes">
      <h3 id="customer-notes" className={paneClasses.heading}>
        {words.notes}
      </h3>
      {fields.length > 0 && (
        <ul className={classes.fields}>
          {fields.map((field) => (
            <li key={field.name} data-note={field.name}>
              {edited === field.name ? (
                form(field)
              ) : (
                <div className={classes.noted}>
                  <div className={classes.who}>
                    <p className={classes.label}>{field.name}</p>
                    <p className={classes.value}>{field.value}</p>
                  </div>
                  <IconButton
                    label={words.changeField(field.name)}
                    onClick={() => open(field.name)}
                  >
                    <Pencil size={14} aria-hidden="true" />
                  </IconButton>
                  <IconButton
                    label={words.removeField(field.name)}
                    aria-disabled={isBusy}
                    onClick={() => isBusy || void put(field.name, null)}
                  >
                    <Trash2 size={14} aria-hidden="true" />
                  </IconButton>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {removed !== null && (
        <p ref={leadOn} role="status" className={classes.removed}>
          {words.removed(removed.name)}{' '}
          <Button ref={undo} look="link" onClick={() => void putBack()}>
            {words.undo}
          </Button>
        </p>
      )}
      {edited === null && <Problem text={problem} />}
      {edited === '' ? (
        form(null)
      ) : fields.length < MAX_FIELDS ? (
        <div data-add>
          <Button size="small" onClick={() => open('')}>
            <Plus size={14} aria-hidden="true" /> {words.addField}
          </Button>
        </div>
      ) : (
        <p className={classes.hint}>{words.noMoreFields(MAX_FIELDS)}</p>
      )}
    </section>
  )
}

/** Where a note is changed, or a new one is added; beside the last of as many as there is room for. */
function placeOf(box: HTMLElement | null, name: string): HTMLElement | null | undefined {
  const notes = [...(box?.querySelectorAll<HTMLElement>('[data-note]') ?? [])]
  const note = notes.find(({ dataset }) => dataset['note'] === name)
  const place = note ?? box?.querySelector('[data-add]') ?? notes.at(-1)
  return place?.querySelector('button')
}

/** What was begun when one was here last: of a note that is gone since, a new one. */
function begunAmong(fields: readonly CustomerField[], begun: BegunNote): BegunNote {
  return fields.some(({ name }) => name === begun.of) ? begun : { ...begun, of: '' }
}

/** Changes one of the fields as they are at that moment, so that a colleague's stay. */
function useFields(number: string) {
  const console = useConsole()
  const { isBusy, problem, update } = useUpdate(number)
  const [removed, setRemoved] = useState<CustomerField | null>(null)

  /** In place of the one called `name`, or at the end; null takes it away. */
  async function put(name: string, field: CustomerField | null): Promise<boolean> {
    const now = console.state.get().conversations.get(number)?.fields ?? []
    const before = now.find((one) => one.name === name)
    const fields = before
      ? now.flatMap((one) => (one === before ? (field ?? []) : one))
      : [...now, ...(field ? [field] : [])]
    const isDone = await update({ fields })
    if (isDone) setRemoved(field === null ? (before ?? null) : null)
    return isDone
  }
  const putBack = async (): Promise<void> => {
    if (removed) await put('', removed)
  }
  return { isBusy, problem, put, putBack, removed }
}
