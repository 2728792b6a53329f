import { useEffect, useId, useRef, useState } from 'react'
import { meterText } from '../composer/meter-text.ts'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { lineName } from '../words/customer.ts'
import { agentName } from '../words/entries.ts'
import { refusalWords } from '../words/errors.ts'
import { KnownCustomer } from './known-customer.tsx'
import { NumberField } from './number-field.tsx'
import { countryOf, readNumber } from './phone-input.ts'
import { Problem } from './problem.tsx'
import classes from './start-dialog.module.css'
import type { StartDraft } from './start-draft.ts'
import { useKnown } from './use-known.ts'

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
  const known = useKnown(typed.number)
  const { isBusy, problem, send, tell } = useStart(onSent)
  const meter = meterText(draft.body)
  const change = (part: Partial<StartDraft>): void => {
    tell(null)
    onDraft({ ...draft, ...part })
  }

  function submit(): void {
    if (typed.number === null) return tell(draft.typed === '' ? words.needNumber : words.notWhole)
    if (draft.body.trim() === '') return tell(words.needText)
    const chosen = draft.line ?? (known ? null : line)
    void send({ number: typed.number, body: draft.body, ...(chosen !== null && { line: chosen }) })
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <NumberField
          typed={draft.typed}
          country={country}
          read={typed}
          onTyped={(text) => change({ typed: text })}
          onCountry={(code) => change({ country: code })}
        />
        {known && <KnownCustomer row={known} onOpen={onOpen} />}
        {lines.length > 1 && (
          <label className={classes.part} htmlFor={`${id}-line`}>
            {words.line}
            <select
              id={`${id}-line`}
              className={classes.field}
              value={draft.line ?? known?.line ?? line ?? ''}
              onChange={(event) => change({ line: event.target.value })}
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
            onChange={(event) => change({ body: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
              event.preventDefault()
              submit()
            }}
          />
        </label>
        <div className={classes.foot}>
          <span id={`${id}-meter`} className={classes.meter}>
            {meter.text}
          </span>
          <Button type="submit" look="primary" disabled={isBusy || meter.isOver}>
            {words.send}
          </Button>
        </div>
        <Problem text={problem} />
      </form>
    </Dialog>
  )
}

function countryCode(code: string | null): ReturnType<typeof countryOf> {
  return code as ReturnType<typeof countryOf>
}

interface Start {
  number: string
  body: string
  line?: string
}

/** Sends it once however often one clicks; what was refused says why, and what was typed stays. */
function useStart(onSent: (number: string) => void) {
  const console = useConsole()
  const [isBusy, setBusy] = useState(false)
  const [problem, tell] = useState<string | null>(null)
  const attempt = useRef({ of: '', id: '' })
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])

  async function send(start: Start): Promise<void> {
    const of = JSON.stringify(start)
    if (attempt.current.of !== of) attempt.current = { of, id: crypto.randomUUID() }
    setBusy(true)
    tell(null)
    const error = await console.startConversation({ ...start, clientMessageId: attempt.current.id })
    setBusy(false)
    if (error === null) return isThere.current ? onSent(start.number) : undefined
    const { agents, conversations } = console.state.get()
    const holder = conversations.get(start.number)?.assignee ?? error.data?.['holder']
    const name = typeof holder === 'string' ? agentName(agents, holder) : null
    tell(refusalWords(error.code, error.message, name))
  }
  return { isBusy, problem, send, tell }
}
