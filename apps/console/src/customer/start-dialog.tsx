import type { SwitchboardError } from '@switchboard/protocol'
import { useEffect, useId, useRef } from 'react'
import { meterText } from '../composer/meter-text.ts'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import type { english } from '../i18n/en/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { join } from '../ui/join.ts'
import { sendForm } from '../ui/save-keys.ts'
import { useForm } from '../ui/use-form.ts'
import { lineName } from '../words/customer.ts'
import { agentName } from '../words/entries.ts'
import { refusalWords } from '../words/errors.ts'
import { KnownCustomer } from './known-customer.tsx'
import { NumberField } from './number-field.tsx'
import { countryOf, readNumber, type TypedNumber } from './phone-input.ts'
import { Problem } from './problem.tsx'
import classes from './start-dialog.module.css'
import { emptyStart, type StartDraft } from './start-draft.ts'
import { useKnown } from './use-known.ts'
import { newId } from '../state/new-id.ts'

type StartWords = Readonly<typeof english.start>

export interface StartDialogProps {
  draft: StartDraft
  onDraft: (draft: StartDraft) => void
  onClose: () => void
  /** Opens a Conversation that is there already. */
  onOpen: (number: string) => void
  onSent: (number: string) => void
}

/** To whom, by which of our Lines, and what. */
export function StartDialog({ draft, onDraft, onClose, onOpen, onSent }: StartDialogProps) {
  const { start: words } = useWords()
  const lines = useConsoleState((state) => state.lines)
  const names = useConsoleState((state) => state.shared.lines)
  const id = useId()
  const line = draft.line ?? lines[0] ?? null
  const homeCountry = lines.map(countryOf).find((one) => one !== null) ?? null
  const country = countryCode(draft.country) ?? homeCountry
  const typed = readNumber(draft.typed, country)
  const isOurs = typed.number !== null && lines.includes(typed.number)
  const atOnce = isOurs ? words.ownLine : typed.isTooLong ? words.tooLong : null
  const known = useKnown(isOurs ? null : typed.number)
  const send = useStart(onSent)
  const meter = meterText(draft.body)
  const form = useForm<StartDraft>({
    initial: emptyStart,
    edited: draft,
    // What was sent is taken away by who is told of it.
    setEdited: (edited) => edited !== null && onDraft(edited),
    check: () => ({
      typed: atOnce ?? numberProblem(typed, words),
      body: draft.body.trim() === '' ? words.needText : null,
    }),
    save({ body, line: chosen }) {
      const from = chosen ?? (known ? null : line)
      return send({ number: typed.number ?? '', body, ...(from !== null && { line: from }) })
    },
    refusal: useRefusal(typed.number),
  })
  const textProblem = form.problemOf('body')
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className={classes.form} noValidate onSubmit={(event) => void form.submit(event)}>
        <NumberField
          typed={draft.typed}
          country={country}
          read={typed}
          problem={atOnce ?? form.problemOf('typed')}
          onTyped={(text) => form.set({ typed: text })}
          onCountry={(code) => form.set({ country: code })}
          onLeave={() => form.leave('typed')}
        />
        {known && <KnownCustomer row={known} said={typed.said} onOpen={onOpen} />}
        {lines.length > 1 && (
          <label className={classes.part} htmlFor={`${id}-line`}>
            {words.line}
            <select
              id={`${id}-line`}
              className={classes.field}
              value={draft.line ?? known?.line ?? line ?? ''}
              onChange={(event) => form.set({ line: event.target.value })}
            >
              {lines.map((one) => (
                <option key={one} value={one}>
                  {lineName(names, one)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className={classes.part} htmlFor={`${id}-text`}>
          {words.text}
          <textarea
            id={`${id}-text`}
            className={classes.text}
            rows={4}
            value={draft.body}
            aria-describedby={`${id}-meter`}
            aria-invalid={textProblem !== null || undefined}
            onChange={(event) => form.set({ body: event.target.value })}
            onBlur={() => form.leave('body')}
            onKeyDown={sendForm}
          />
        </label>
        <div className={classes.foot}>
          <span id={`${id}-meter`} className={join(classes.meter, textProblem && classes.wrong)}>
            {textProblem ?? meter.text}
          </span>
          <Button type="submit" look="primary" isBusy={form.isBusy} disabled={meter.isOver}>
            {words.send}
          </Button>
        </div>
        <Problem text={form.problem} />
      </form>
    </Dialog>
  )
}

function countryCode(code: string | null): ReturnType<typeof countryOf> {
  return code as ReturnType<typeof countryOf>
}

function numberProblem({ text, number }: TypedNumber, words: StartWords): string | null {
  if (number !== null) return null
  return text === '' ? words.needNumber : words.notWhole
}

interface Start {
  number: string
  body: string
  line?: string
}

/** Sends it once however often one clicks. */
function useStart(onSent: (number: string) => void) {
  const console = useConsole()
  const attempt = useRef({ of: '', id: '' })
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])

  return async (start: Start): Promise<SwitchboardError | null> => {
    const of = JSON.stringify(start)
    if (attempt.current.of !== of) attempt.current = { of, id: newId() }
    const error = await console.startConversation({ ...start, clientMessageId: attempt.current.id })
    if (error === null && isThere.current) onSent(start.number)
    return error
  }
}

/** Why it was not sent, in words. */
function useRefusal(number: string | null) {
  const console = useConsole()
  return ({ code, message, data }: SwitchboardError): string => {
    const { agents, conversations } = console.state.get()
    const holder = conversations.get(number ?? '')?.assignee ?? data?.['holder']
    return refusalWords(
      code,
      message,
      typeof holder === 'string' ? agentName(agents, holder) : null,
    )
  }
}
