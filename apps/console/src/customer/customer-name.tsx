import { formatNumber, type Conversation } from '@switchboard/protocol'
import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { focusBack } from '../ui/focus-back.ts'
import { formText } from '../ui/form-text.ts'
import { join } from '../ui/join.ts'
import { MAX_NAME } from '../ui/name-problem.ts'
import { leadToWrong, useRoom } from '../ui/use-room.tsx'
import classes from './customer.module.css'
import { Problem } from './problem.tsx'
import { useUpdate } from './use-update.ts'

/** What people call the Customer, in place of the number everywhere; it is changed where it stands. */
export function CustomerName({ row }: { row: Conversation }) {
  const { customer: words } = useWords()
  const [isEditing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !isEditing) focusBack(opener.current)
    wasEditing.current = isEditing
  }, [isEditing])
  if (isEditing) return <NameForm row={row} onDone={() => setEditing(false)} />
  return (
    <div className={classes.name}>
      <div className={classes.who}>
        <h3 className={row.name ? classes.called : classes.nameless}>{row.name || words.noName}</h3>
        <p className={classes.number}>{formatNumber(row.number)}</p>
      </div>
      <IconButton
        ref={opener}
        label={row.name ? words.changeName : words.addName}
        onClick={() => setEditing(true)}
      >
        <Pencil size={16} aria-hidden="true" />
      </IconButton>
    </div>
  )
}

function NameForm({ row, onDone }: { row: Conversation; onDone: () => void }) {
  const { common, customer: words, forms } = useWords()
  const name = useRoom(MAX_NAME, forms.nameTooLong)
  const { isBusy, problem, update } = useUpdate(row.number)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const field = form.current?.querySelector('input')
    field?.focus()
    field?.select()
  }, [])

  async function save(sent: FormData): Promise<void> {
    if (await update({ name: formText(sent, 'name').trim() || null })) onDone()
  }
  return (
    // Escape leaves it wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={join(classes.form, classes.edited)}
      onSubmit={(event) => {
        event.preventDefault()
        if (!leadToWrong(event.currentTarget)) void save(new FormData(event.currentTarget))
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onDone()
      }}
    >
      <input
        className={classes.field}
        name="name"
        aria-label={words.name}
        defaultValue={row.name ?? ''}
        placeholder={words.name}
        autoComplete="off"
        {...name.field}
      />
      {name.told}
      <Problem text={problem} />
      <div className={classes.buttons}>
        <Button type="submit" size="small" look="primary" isBusy={isBusy}>
          {words.save}
        </Button>
        <Button size="small" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
