import type { CannedResponse } from '@switchboard/protocol'
import { Pencil, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { inOrder } from '../i18n/in-order.ts'
import { useAllWords } from '../i18n/later.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { assignmentWords } from '../words/errors.ts'
import classes from './canned-dialog.module.css'
import { CannedForm } from './canned-form.tsx'
import { begunCanned, forgetCanned, keepOfGone } from './canned-unsaved.ts'

interface CannedManagerProps {
  /** The level below what stands over it: a page's title or a dialog's. */
  heading: 'h2' | 'h3'
}

/** Every canned response one may use; whoever may changes them here. */
export function CannedManager({ heading: Heading }: CannedManagerProps) {
  const console = useConsole()
  const { canned: words } = useAllWords()
  const known = useConsoleState((state) => state.shared.cannedResponses)
  const isRead = useConsoleState((state) => state.shared.asOf !== null)
  const [edited, setEdited] = useState(() => begunCanned(console, known))
  const [told, setTold] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const all = Object.values(known).toSorted((a, b) => inOrder(a.shortcut, b.shortcut))
  const groups = [
    { name: words.shared, list: all.filter(({ owner }) => owner === null) },
    { name: words.personal, list: all.filter(({ owner }) => owner !== null) },
  ].filter(({ list }) => list.length > 0)
  const lookBack = useEffectEvent(() => isRead && keepOfGone(console, known))
  useEffect(() => void lookBack(), [])

  function finish(text: string): void {
    setEdited(null)
    setTold(text)
    box.current?.querySelector('input')?.focus()
  }

  return (
    <div ref={box}>
      {groups.length === 0 && <p className={classes.none}>{words.none}</p>}
      {groups.map(({ name, list }) => (
        <section key={name} className={classes.group}>
          <Heading className={classes.heading}>{name}</Heading>
          <ul aria-label={name}>
            {list.map((one) => (
              <CannedItem
                key={one.id}
                canned={one}
                onChange={() => {
                  setTold('')
                  setEdited(one)
                }}
                onGone={() => finish(words.removed(one.shortcut))}
              />
            ))}
          </ul>
        </section>
      ))}
      <CannedForm
        key={edited?.id ?? 'new'}
        heading={Heading}
        edited={edited}
        known={all}
        onTry={() => setTold('')}
        onDone={finish}
        onCancel={() => finish('')}
      />
      <p role="status" className={classes.told}>
        {told}
      </p>
    </div>
  )
}

interface CannedItemProps {
  canned: CannedResponse
  onChange: () => void
  onGone: () => void
}

function CannedItem({ canned: { id, shortcut, text, owner }, onChange, onGone }: CannedItemProps) {
  const console = useConsole()
  const { canned: words } = useAllWords()
  const isAdmin = useConsoleState((state) => state.me.role === 'admin')
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function remove(): Promise<void> {
    const error = await console.work.deleteCannedResponse(id)
    if (error) return setProblem(assignmentWords(error, null))
    forgetCanned(console, { id })
    onGone()
  }

  return (
    <li className={classes.item}>
      <span className={classes.shortcut}>/{shortcut}</span>
      <span className={classes.text}>{text}</span>
      {(owner !== null || isAdmin) && !isAsking && (
        <span className={classes.tools}>
          <IconButton label={words.changeNamed(shortcut)} onClick={onChange}>
            <Pencil size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label={words.removeNamed(shortcut)} onClick={() => setAsking(true)}>
            <Trash2 size={15} aria-hidden="true" />
          </IconButton>
        </span>
      )}
      {isAsking && (
        <RemoveQuestion
          shortcut={shortcut}
          onRemove={() => void remove()}
          onKeep={() => setAsking(false)}
        />
      )}
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </li>
  )
}

interface RemoveQuestionProps {
  shortcut: string
  onRemove: () => void
  onKeep: () => void
}

function RemoveQuestion({ shortcut, onRemove, onKeep }: RemoveQuestionProps) {
  const { canned: words } = useAllWords()
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    <span className={classes.question} role="group" aria-label={words.removeReally(shortcut)}>
      <span className={classes.ask}>{words.removeReally(shortcut)}</span>
      <Button size="small" onClick={onRemove}>
        {words.remove}
      </Button>
      <Button size="small" ref={keep} onClick={onKeep}>
        {words.keep}
      </Button>
    </span>
  )
}
