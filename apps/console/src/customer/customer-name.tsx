import { formatNumber, type Conversation } from '@switchboard/protocol'
import { Pencil } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { focusBack } from '../ui/focus-back.ts'
import { formText } from '../ui/form-text.ts'
import { isComposing } from '../ui/is-composing.ts'
import { join } from '../ui/join.ts'
import { MAX_NAME } from '../ui/name-problem.ts'
import { leadToWrong, useRoom } from '../ui/use-room.tsx'
import classes from './customer.module.css'
import { Problem } from './problem.tsx'
import { useBegun } from './use-begun.ts'
import { useUpdate } from './use-update.ts'

/** What people call the Customer, in place of the number everywhere; it is changed where it stands. */
export function CustomerName({ row }: { row: Conversation }) {
  const { customer: words } = useAllWords()
  const { begun, keep, saved } = useBegun(row.number, 'name')
  const [isOpened, open] = useState(false)
  const isEditing = isOpened || begun !== undefined
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpened = useRef(false)
  useEffect(() => {
    if (wasOpened.current && !isOpened) focusBack(opener.current)
    wasOpened.current = isOpened
  }, [isOpened])
  if (isEditing)
    return (
      <NameForm
        row={row}
        begun={begun}
        onEnter={() => open(true)}
        onType={(name) => keep(name === (row.name ?? '') ? undefined : name)}
        save={saved}
        onDone={() => open(false)}
        onCancel={() => {
          keep(undefined)
          open(false)
        }}
      />
    )
  return (
    <div className={classes.name}>
      <div className={classes.who}>
        <h3 className={row.name ? classes.called : classes.nameless}>{row.name || words.noName}</h3>
        <p className={classes.number}>{formatNumber(row.number)}</p>
      </div>
      <IconButton
        ref={opener}
        label={row.name ? words.changeName : words.addName}
        onClick={() => open(true)}
      >
        <Pencil size={16} aria-hidden="true" />
      </IconButton>
    </div>
  )
}

interface NameFormProps {
  row: Conversation
  /** What was typed when one was here last: it stands there again, and takes the focus from nobody. */
  begun: string | undefined
  /** Somebody is in it: it stays until they are done. */
  onEnter: () => void
  onType: (name: string) => void
  save: (update: () => Promise<boolean>) => Promise<boolean>
  onDone: () => void
  onCancel: () => void
}

function NameForm(props: NameFormProps) {
  const { row, begun, onEnter, onType, save: saved, onDone, onCancel } = props
  const { common, customer: words, forms } = useAllWords()
  const name = useRoom(MAX_NAME, forms.nameTooLong, begun)
  const { isBusy, problem, update } = useUpdate(row.number)
  const form = useRef<HTMLFormElement>(null)
  const leadIn = useEffectEvent(() => {
    const field = begun === undefined ? form.current?.querySelector('input') : null
    field?.focus()
    field?.select()
  })
  useEffect(() => leadIn(), [])

  async function save(sent: FormData): Promise<void> {
    const called = formText(sent, 'name').trim() || null
    if (await saved(() => update({ name: called }))) onDone()
  }
  return (
    // Escape leaves it wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={join(classes.form, classes.edited)}
      onFocus={onEnter}
      onSubmit={(event) => {
        event.preventDefault()
        if (!leadToWrong(event.currentTarget)) void save(new FormData(event.currentTarget))
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      <input
        className={classes.field}
        name="name"
        aria-label={words.name}
        defaultValue={begun ?? row.name ?? ''}
        placeholder={words.name}
        autoComplete="off"
        {...name.field}
        onChange={(event) => {
          name.field.onChange(event)
          onType(event.target.value)
        }}
      />
      {name.told}
      <Problem text={problem} />
      <div className={classes.buttons}>
        <Button type="submit" size="small" look="primary" isBusy={isBusy}>
          {words.save}
        </Button>
        <Button size="small" onClick={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
