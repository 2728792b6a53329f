import { Ban } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { ThreadCompany } from '../company/thread-company.tsx'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { AttachButton } from '../media/attach-button.tsx'
import { AttachmentTray } from '../media/attachment-tray.tsx'
import { pastedFiles } from '../media/pasted-files.ts'
import { useFileDrop } from '../media/use-file-drop.ts'
import { MAX_OUTGOING } from '../state/outgoing.ts'
import { useStore } from '../state/store.ts'
import { useThreadState } from '../thread-context.ts'
import { leaveField } from '../timeline/log.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { isSend } from '../ui/save-keys.ts'
import { CannedDialog } from './canned-dialog.tsx'
import { CompletionList } from './completion-list.tsx'
import { lockReason } from './composer-lock.ts'
import classes from './composer.module.css'
import { EmojiButton } from './emoji-button.tsx'
import { grow } from './grow.ts'
import { insertText } from './insert-text.ts'
import { meterText, picturesText } from './meter-text.ts'
import { Meter } from './meter.tsx'
import { NoteComposer } from './note-composer.tsx'
import { HeldBar, RefusalBar } from './refusal-bar.tsx'
import { sendKeys } from './send-keys.ts'
import { refuseTooMuch } from './too-much.ts'
import { useCanned } from './use-canned.ts'
import { own } from '../state/own.ts'

interface ComposerProps {
  number: string
  /** False until the thread is read: nobody answers what they have not seen. */
  isReady: boolean
}

/** Where one answers, or why one cannot. */
export function Composer({ number, isReady }: ComposerProps) {
  const words = useAllWords().composer
  const row = useConsoleState((state) => state.conversations.get(number))
  const locked = lockReason(number, row)
  const [isNote, setNote] = useThreadState(false)
  /** Where it is told what stands in the way: not between the field and what says how one writes in it. */
  const [above, setAbove] = useState<HTMLElement | null>(null)
  return (
    <div className={classes.composer}>
      <div ref={setAbove} />
      <div className={classes.modes} role="group" aria-label={words.write}>
        <button
          type="button"
          className={classes.mode}
          data-action="reply-mode"
          aria-pressed={!isNote}
          onClick={() => setNote(false)}
        >
          {words.reply}
        </button>
        <button
          type="button"
          className={join(classes.mode, classes.noteMode)}
          data-action="note"
          aria-pressed={isNote}
          onClick={() => setNote(true)}
        >
          {words.note}
        </button>
        <ThreadCompany key={number} number={number} />
      </div>
      {isNote ? (
        <NoteComposer number={number} above={above} />
      ) : locked === null ? (
        <OpenComposer number={number} isReady={isReady} above={above} />
      ) : (
        <Locked number={number} reason={locked} />
      )}
    </div>
  )
}

function Locked({ number, reason }: { number: string; reason: string }) {
  const words = useAllWords().composer
  const draft = useStore(useConsole().drafts.store, (drafts) => own(drafts, number))
  return (
    <div className={classes.locked} role="group" aria-label={reason} data-locked>
      <Ban size={18} aria-hidden="true" />
      <div>
        <p>{reason}</p>
        {draft && <p className={classes.kept}>{words.unsentKept(draft)}</p>}
      </div>
    </div>
  )
}

function OpenComposer({ number, isReady, above }: ComposerProps & { above: HTMLElement | null }) {
  const console = useConsole()
  const { canned, composer: words, errors } = useAllWords()
  const text = useStore(console.drafts.store, (drafts) => own(drafts, number) ?? '')
  const isHeldElsewhere = useIsHeldElsewhere(number)
  const placeholder = usePlaceholder(number)
  const [wasStopped, setStopped] = useThreadState(false)
  if (wasStopped && !isHeldElsewhere) setStopped(false)
  const isRefused = useConsoleState((state) => own(state.refusals, number) !== undefined)
  const [isFull, setFull] = useThreadState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const pictures = useStore(console.attachments.store, (all) => own(all, number)) ?? []
  const [notTaken, setNotTaken] = useThreadState<string | null>(null)
  const attach = (files: File[]): void => setNotTaken(console.attachments.add(number, files))
  const isDropping = useFileDrop(attach)
  const { completion, isManaging, closeManaging } = useCanned({
    number,
    text,
    onChoose: (chosen, place) => field.current && insertText(field.current, chosen, place),
  })
  const meter = meterText(text)
  const hasSomething = text.trim() !== '' || pictures.length > 0
  const isWhole = pictures.every(({ state }) => state === 'ready')
  const canSend = isReady && hasSomething && isWhole && !meter.isOver
  useLayoutEffect(() => grow(field.current))

  function send(): void {
    if (!canSend) return
    // Whoever types on does so in the field; above it stands who holds it, and that it was not sent.
    if (isHeldElsewhere) return setStopped(true)
    setNotTaken(null)
    setFull(!console.reply(number, text.trim() === '' ? '' : text))
    field.current?.focus()
  }

  return (
    <>
      {above &&
        createPortal(
          <>
            {isRefused ? (
              <RefusalBar key={number} number={number} onEdit={() => field.current?.focus()} />
            ) : (
              isHeldElsewhere && (
                <HeldBar
                  key={`${number} ${wasStopped}`}
                  number={number}
                  {...(wasStopped && { refusal: { holder: null } })}
                />
              )
            )}
            {isFull && (
              <p role="alert" className={classes.bar}>
                {errors.full(MAX_OUTGOING)}
              </p>
            )}
            {notTaken !== null && (
              <p role="alert" className={join(classes.bar, classes.told)}>
                {notTaken}
              </p>
            )}
          </>,
          above,
        )}
      <div className={join(classes.box, isDropping && classes.dropping)}>
        {isDropping && <p className={classes.drop}>{words.drop}</p>}
        <CompletionList label={canned.title} {...completion.list} />
        <AttachmentTray number={number} />
        <textarea
          // What the browser keeps of a field is of one draft: the caret, and what can be undone.
          key={number}
          dir="auto"
          ref={field}
          className={classes.text}
          data-action="reply"
          aria-label={words.reply}
          aria-describedby="meter"
          placeholder={placeholder}
          rows={1}
          value={text}
          {...completion.field}
          onChange={(event) => {
            setNotTaken(null)
            console.drafts.set(number, event.target.value)
            console.activity.type(number)
            completion.moved(event.target.selectionStart)
          }}
          onBlur={() => {
            console.activity.rest()
            completion.moved(null)
          }}
          onPaste={(event) => {
            const files = pastedFiles(event.clipboardData)
            if (files.length === 0) return setNotTaken(refuseTooMuch(event))
            event.preventDefault()
            attach(files)
          }}
          onKeyDown={(event) => {
            if (completion.onKey(event)) return
            leaveField(event)
            if (!isSend(event)) return
            event.preventDefault()
            send()
          }}
        />
        <div className={classes.foot}>
          <AttachButton key={number} onFiles={attach} />
          <EmojiButton field={field} />
          <Meter
            id="meter"
            text={text}
            pictures={pictures.length > 0 ? picturesText(pictures) : null}
            onPlain={(plain) => field.current && insertText(field.current, plain, [0, text.length])}
          />
          <span className={classes.keys}>{sendKeys}</span>
          <Button look="primary" size="small" disabled={!canSend} onClick={send}>
            {words.send}
          </Button>
        </div>
      </div>
      {isManaging && (
        <CannedDialog
          onClose={() => {
            flushSync(closeManaging)
            // @NOTE Chromium gives the field the focus back but no caret, and swallows what is typed then.
            field.current?.blur()
            field.current?.focus()
          }}
        />
      )}
    </>
  )
}

/** What a reply does besides being sent (R3). */
function usePlaceholder(number: string): string {
  const words = useAllWords().composer
  return useConsoleState(({ conversations }) => {
    const { status, assignee } = conversations.get(number) ?? {}
    if (status === 'resolved') return words.replyResolved
    return status === 'open' && assignee === null ? words.replyToTake : words.replyByText
  })
}

function useIsHeldElsewhere(number: string): boolean {
  return useConsoleState(({ conversations, me }) => {
    const holder = conversations.get(number)?.assignee ?? null
    return holder !== null && holder !== me.id
  })
}
