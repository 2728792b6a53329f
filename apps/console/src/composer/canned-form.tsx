import { MAX_BODY_LENGTH, type CannedResponse } from '@switchboard/protocol'
import { useEffect, useId, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { useUnsaved } from '../settings/use-unsaved.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { join } from '../ui/join.ts'
import { signsProblem } from '../ui/name-problem.ts'
import { sendForm } from '../ui/save-keys.ts'
import { assignmentWords } from '../words/errors.ts'
import classes from './canned-dialog.module.css'
import { cannedKey } from './canned-unsaved.ts'
import { cannedVariables, unknownVariables } from './canned.ts'

interface CannedFormProps {
  heading: 'h2' | 'h3'
  /** The one that is changed; null: a new one. */
  edited: CannedResponse | null
  known: readonly CannedResponse[]
  /** What was told of the last one holds no longer. */
  onTry: () => void
  onDone: (told: string) => void
  onCancel: () => void
}

/** Makes or changes one; says what is wrong as soon as it is. */
export function CannedForm({
  heading: Heading,
  edited,
  known,
  onTry,
  onDone,
  onCancel,
}: CannedFormProps) {
  const console = useConsole()
  const { canned: words } = useAllWords()
  const isAdmin = useConsoleState((state) => state.me.role === 'admin')
  const initial = {
    shortcut: edited?.shortcut ?? '',
    text: edited?.text ?? '',
    isPersonal: edited ? edited.owner !== null : !isAdmin,
  }
  const [typed, keep] = useUnsaved(cannedKey(edited), initial)
  const { shortcut, text, isPersonal } = typed ?? initial
  const [refused, setRefused] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const shortcutProblem = problemOfShortcut()
  const textProblem = problemOfText()
  const unknown = unknownVariables(text)

  const set = (change: Partial<typeof initial>): void =>
    keep({ shortcut, text, isPersonal, ...change })

  function problemOfShortcut(): string | null {
    if (shortcut === '' && !isTried) return null
    if (!/^[^\s/]{1,32}$/u.test(shortcut)) return words.shortcutBad
    const unseen = signsProblem(shortcut)
    if (unseen !== null) return unseen
    const isTaken = known.some(
      (one) =>
        one.id !== edited?.id &&
        (one.owner !== null) === isPersonal &&
        one.shortcut.toLocaleLowerCase() === shortcut.toLocaleLowerCase(),
    )
    return isTaken ? words.shortcutTaken : null
  }

  /** Nothing pasted is cut: how long it is stands there until it fits. */
  function problemOfText(): string | null {
    const { length } = text.trim()
    if (length > MAX_BODY_LENGTH) return words.textLong(MAX_BODY_LENGTH, length)
    return isTried && length === 0 ? words.textEmpty : null
  }

  async function save(): Promise<void> {
    onTry()
    setTried(true)
    if (shortcut === '' || shortcutProblem !== null)
      return form.current?.querySelector('input')?.focus()
    if (text.trim() === '' || textProblem !== null) return field.current?.focus()
    const args = { shortcut, text: text.trim(), personal: isPersonal }
    setBusy(true)
    const error = await console.work.putCannedResponse({
      ...args,
      ...(edited && { id: edited.id }),
    })
    setBusy(false)
    if (error) return setRefused(assignmentWords(error, null))
    startOver()
    onDone(words.saved(shortcut))
  }

  function startOver(): void {
    keep(null)
    setTried(false)
    setRefused(null)
  }

  function insert(name: string): void {
    const at = field.current?.selectionStart ?? text.length
    const after = text.slice(field.current?.selectionEnd ?? at)
    set({ text: `${text.slice(0, at)}{${name}}${after}` })
    field.current?.focus()
  }

  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={edited ? words.changeNamed(edited.shortcut) : words.make}
      onChange={onTry}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void save()
      }}
    >
      <Heading>{edited ? words.changeNamed(edited.shortcut) : words.make}</Heading>
      <Field
        label={words.shortcut}
        hint={words.shortcutHint}
        problem={shortcutProblem}
        value={shortcut}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => set({ shortcut: event.target.value.replace(/^\//, '') })}
      />
      <div className={classes.field}>
        <label className={classes.label} htmlFor={id}>
          {words.text}
        </label>
        <textarea
          ref={field}
          id={id}
          rows={3}
          className={classes.area}
          aria-describedby={join(
            textProblem !== null && `${id}-problem`,
            unknown.length > 0 && `${id}-unknown`,
            `${id}-variables`,
          )}
          {...(textProblem !== null && { 'aria-invalid': true })}
          value={text}
          onChange={(event) => set({ text: event.target.value })}
          onKeyDown={sendForm}
        />
        {textProblem !== null && (
          <p id={`${id}-problem`} className={classes.problem}>
            {textProblem}
          </p>
        )}
        {/* No mistake for sure, as braces may be meant: it is said, and saving stays possible. */}
        <p id={`${id}-unknown`} className={classes.warning} aria-live="polite">
          {unknown.length > 0 && words.unknownVariables(unknown.join(', '))}
        </p>
        <p id={`${id}-variables`} className={classes.variables}>
          {words.variables}
          {cannedVariables.map((name) => (
            <button
              key={name}
              type="button"
              className={classes.variable}
              onClick={() => insert(name)}
            >
              {`{${name}}`}
            </button>
          ))}
        </p>
      </div>
      {isAdmin && !edited && (
        <fieldset className={classes.whose}>
          <legend className={classes.label}>{words.forWhom}</legend>
          {[false, true].map((personal) => (
            <label key={String(personal)} className={classes.choice}>
              <input
                type="radio"
                name="whose"
                checked={isPersonal === personal}
                onChange={() => set({ isPersonal: personal })}
              />
              {personal ? words.personal : words.shared}
            </label>
          ))}
        </fieldset>
      )}
      {refused !== null && (
        <p role="alert" className={classes.problem}>
          {refused}
        </p>
      )}
      <div className={classes.foot}>
        <Button type="submit" look="primary" size="small" isBusy={isBusy}>
          {words.save}
        </Button>
        {(edited || typed) && (
          <Button
            size="small"
            onClick={() => {
              startOver()
              onCancel()
            }}
          >
            {words.cancel}
          </Button>
        )}
      </div>
    </form>
  )
}
