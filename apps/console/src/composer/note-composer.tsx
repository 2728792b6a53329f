import { Lock } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { own } from '../state/own.ts'
import { useStore } from '../state/store.ts'
import { leaveField } from '../timeline/log.ts'
import { Button } from '../ui/button.tsx'
import { focusBack } from '../ui/focus-back.ts'
import { join } from '../ui/join.ts'
import { isSend } from '../ui/save-keys.ts'
import { noteWords } from '../words/errors.ts'
import { CompletionList } from './completion-list.tsx'
import classes from './composer.module.css'
import { EmojiButton } from './emoji-button.tsx'
import { grow } from './grow.ts'
import { insertText } from './insert-text.ts'
import { matchingAgents, mentionAt, mentionedIn } from './mentions.ts'
import { sendKeys } from './send-keys.ts'
import { refuseTooMuch } from './too-much.ts'
import { useCompletion, type Completion } from './use-completion.ts'

const MAX_NOTE = 4000

/** A place no customer's number can have among the drafts. */
const draftKey = (number: string): string => `note:${number}`

/** Where one writes for colleagues only; nothing of it looks like a reply. */
export function NoteComposer({ number, above }: { number: string; above: HTMLElement | null }) {
  const console = useConsole()
  const words = useAllWords().composer.notes
  const key = draftKey(number)
  const text = useStore(console.drafts.store, (drafts) => own(drafts, key) ?? '')
  const agents = useConsoleState((state) => state.agents)
  const me = useConsoleState((state) => state.me.id)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const people = Object.values(agents)
  const over = text.trim().length - MAX_NOTE
  const canAdd = text.trim() !== '' && over <= 0
  const completion = useCompletion({
    offer(caret) {
      const begun = mentionAt(text, caret)
      if (!begun) return []
      return matchingAgents(people, begun.query, me).map(({ id, name }): Completion => {
        return { id, label: name, text: `@${name} `, from: begun.at }
      })
    },
    onChoose: ({ text: chosen, from }, caret) =>
      field.current && insertText(field.current, chosen, [from, caret]),
  })
  useEffect(() => field.current?.focus(), [])
  useLayoutEffect(() => grow(field.current))

  async function add(): Promise<void> {
    if (!canAdd || isBusy) return
    setBusy(true)
    const mentions = mentionedIn(text, people)
    const error = await console.work.note({
      number,
      body: text.trim(),
      ...(mentions.length > 0 && { mentions }),
    })
    setBusy(false)
    setProblem(error && noteWords(error))
    if (!error) console.drafts.set(key, '')
    focusBack(field.current, field.current?.parentElement)
  }

  return (
    <>
      {above &&
        problem !== null &&
        createPortal(
          <p role="alert" className={join(classes.bar, classes.told)}>
            {problem}
          </p>,
          above,
        )}
      <div className={join(classes.box, classes.noteBox)}>
        <CompletionList label={words.colleagues} {...completion.list} />
        <textarea
          dir="auto"
          ref={field}
          className={classes.text}
          aria-label={words.label}
          aria-describedby="note-meter"
          placeholder={words.placeholder}
          rows={1}
          value={text}
          {...completion.field}
          onChange={(event) => {
            setProblem(null)
            console.drafts.set(key, event.target.value)
            console.activity.type(number)
            completion.moved(event.target.selectionStart)
          }}
          onPaste={(event) => setProblem(refuseTooMuch(event))}
          onBlur={() => {
            console.activity.rest()
            completion.moved(null)
          }}
          onKeyDown={(event) => {
            if (completion.onKey(event)) return
            leaveField(event)
            if (!isSend(event)) return
            event.preventDefault()
            void add()
          }}
        />
        <div className={classes.foot}>
          <EmojiButton field={field} />
          <span
            id="note-meter"
            className={join(classes.meter, classes.private, over > 0 && classes.over)}
          >
            <Lock size={13} aria-hidden="true" /> {over > 0 ? words.over(over) : words.private}
          </span>
          <span className={classes.keys}>{sendKeys}</span>
          <Button size="small" isBusy={isBusy} disabled={!canAdd} onClick={() => void add()}>
            {words.add}
          </Button>
        </div>
      </div>
    </>
  )
}
