import { useId, useRef } from 'react'
import { insertText } from '../composer/insert-text.ts'
import { meterText } from '../composer/meter-text.ts'
import { Meter } from '../composer/meter.tsx'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords, type LaterCatalogue } from '../i18n/later.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { join } from '../ui/join.ts'
import { sendForm } from '../ui/save-keys.ts'
import { useForm } from '../ui/use-form.ts'
import { lineName } from '../words/customer.ts'
import { KnownCustomer } from './known-customer.tsx'
import { NumberField } from './number-field.tsx'
import { countryOf, readNumber, type TypedNumber } from './phone-input.ts'
import { Problem } from './problem.tsx'
import classes from './start-dialog.module.css'
import { emptyStart, useStartDraft, type StartDraft } from './start-draft.ts'
import { useKnown } from './use-known.ts'
import { refusalOf, useProgress, useStart } from './use-start.ts'

type StartWords = Readonly<LaterCatalogue['start']>

export interface StartDialogProps {
  isOpen: boolean
  onClose: () => void
  /** Opens a Conversation that is there. */
  onOpen: (number: string) => void
}

/** To whom, by which of our Lines, and what. What was sent is followed to its end, also where this is closed. */
export function StartDialog({ isOpen, ...props }: StartDialogProps) {
  const { onOpen } = props
  const [draft, onDraft] = useStartDraft()
  const sending = useStart({
    draft,
    isOpen,
    onSent(number, isSeen) {
      onDraft(emptyStart)
      if (isSeen) onOpen(number)
    },
  })
  return isOpen && <OpenDialog {...props} draft={draft} onDraft={onDraft} sending={sending} />
}

type OpenDialogProps = Omit<StartDialogProps, 'isOpen'> & {
  draft: StartDraft
  onDraft: (draft: StartDraft) => void
  sending: ReturnType<typeof useStart>
}

function OpenDialog({ draft, onDraft, onClose, onOpen, sending }: OpenDialogProps) {
  const console = useConsole()
  const { inbox, start: words } = useAllWords()
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
  const { isSending, problem, send } = sending
  const progress = useProgress(isSending)
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
    refusal: (error) => refusalOf(console, typed.number ?? '', error),
  })
  const textProblem = form.problemOf('body')
  const area = useRef<HTMLTextAreaElement>(null)
  const writePlain = (plain: string): void => {
    if (area.current && !isSending) insertText(area.current, plain, [0, draft.body.length])
  }
  return (
    <Dialog title={inbox.newConversation} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => (isSending ? event.preventDefault() : void form.submit(event))}
      >
        <NumberField
          typed={draft.typed}
          country={country}
          read={typed}
          problem={atOnce ?? form.problemOf('typed')}
          isFixed={isSending}
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
              disabled={isSending}
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
            ref={area}
            id={`${id}-text`}
            className={classes.text}
            rows={4}
            readOnly={isSending}
            value={draft.body}
            aria-describedby={`${id}-meter`}
            aria-invalid={textProblem !== null || undefined}
            onChange={(event) => form.set({ body: event.target.value })}
            onBlur={() => form.leave('body')}
            onKeyDown={sendForm}
          />
        </label>
        <div className={classes.foot}>
          {textProblem === null ? (
            <Meter id={`${id}-meter`} text={draft.body} pictures={null} onPlain={writePlain} />
          ) : (
            <span id={`${id}-meter`} className={join(classes.meter, classes.wrong)}>
              {textProblem}
            </span>
          )}
          <span role="status" className={classes.progress}>
            {progress}
          </span>
          <Button type="submit" look="primary" isBusy={isSending} disabled={meter.isOver}>
            {words.send}
          </Button>
        </div>
        <Problem text={form.problem ?? problem} />
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
