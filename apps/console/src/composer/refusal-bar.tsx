import { formatNumber, type Entry } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import type { Refusal } from '../state/outgoing.ts'
import { Button } from '../ui/button.tsx'
import { Age } from '../ui/age.tsx'
import { join } from '../ui/join.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { agentName } from '../words/entries.ts'
import { assignmentWords, refusalWords } from '../words/errors.ts'
import { filesText } from '../words/kinds.ts'
import classes from './composer.module.css'
import { own } from '../state/own.ts'
import { assign } from '../thread/undo.ts'

interface RefusalBarProps {
  number: string
  onEdit: () => void
}

/** Where one writes, when what stood above it has gone. */
const replyField = (): HTMLElement | null => document.querySelector('[data-action="reply"]')

/** Why a reply was not taken, and what can be done about it. The text is in the composer again. */
export function RefusalBar({ number, onEdit }: RefusalBarProps) {
  const words = useAllWords().composer.refusal
  const console = useConsole()
  const refusal = useConsoleState((state) => own(state.refusals, number))
  const agents = useConsoleState((state) => state.agents)
  if (!refusal) return null
  if (refusal.code === 'NOT_HOLDER') return <HeldBar number={number} refusal={refusal} />
  if (refusal.code === 'REPLY_STALE' && refusal.since.length > 0)
    return <StaleBar number={number} refusal={refusal} onEdit={onEdit} />
  const holder = refusal.holder && agentName(agents, refusal.holder)
  return (
    <div role="alert" className={classes.bar}>
      <span className={classes.grow}>{refusalWords(refusal.code, refusal.message, holder)}</span>
      <Button
        size="small"
        onClick={() => {
          console.clearRefusal(number)
          onEdit()
        }}
      >
        {words.edit}
      </Button>
    </div>
  )
}

interface HeldBarProps {
  number: string
  /** Of a reply that was not sent for it. */
  refusal?: Pick<Refusal, 'holder'>
}

/** Only the holder replies: who that is, with the one way to change it. */
export function HeldBar({ number, refusal }: HeldBarProps) {
  const { composer, errors } = useAllWords()
  const console = useConsole()
  const [problem, setProblem] = useState<string | null>(null)
  const leadOn = useLeadOn(replyField)
  const holder = useConsoleState(({ conversations, agents }) =>
    agentName(agents, conversations.get(number)?.assignee ?? refusal?.holder),
  )
  async function takeOver(): Promise<void> {
    const error = await assign(console, 'take', number)
    const { agents, conversations } = console.state.get()
    const now = conversations.get(number)?.assignee ?? null
    setProblem(error && assignmentWords(error, now && agentName(agents, now)))
  }
  return (
    <div ref={leadOn} role={refusal ? 'alert' : 'status'} className={classes.bar}>
      <span className={classes.grow}>
        {problem ?? (refusal ? composer.refusal.notSentHeld : errors.heldBy)(holder)}
      </span>
      <Button size="small" onClick={() => void takeOver()}>
        {composer.refusal.takeOver}
      </Button>
    </div>
  )
}

/** What the author had not seen, so that nobody answers past it. */
function StaleBar({ number, refusal, onEdit }: RefusalBarProps & { refusal: Refusal }) {
  const words = useAllWords().composer.refusal
  const console = useConsole()
  const leadOn = useLeadOn(replyField)
  const newest = Math.max(...refusal.since.map((entry) => entry.position))
  return (
    <div ref={leadOn} role="alert" className={join(classes.bar, classes.stale)}>
      <p>{refusalWords(refusal.code, refusal.message, null)}</p>
      <ul className={classes.since}>
        {refusal.since.map((entry) => (
          <SinceEntry key={entry.position} entry={entry} />
        ))}
      </ul>
      <div className={classes.choices}>
        <Button
          size="small"
          onClick={() => console.reply(number, console.drafts.get(number), newest)}
        >
          {words.sendAnyway}
        </Button>
        <Button
          size="small"
          onClick={() => {
            console.saw(number, newest)
            console.clearRefusal(number)
            onEdit()
          }}
        >
          {words.edit}
        </Button>
      </div>
    </div>
  )
}

function SinceEntry({ entry }: { entry: Entry }) {
  useAllWords()
  const author = useConsoleState(({ agents, me, conversations }) =>
    entry.kind === 'message' && entry.direction === 'outbound'
      ? agentName(agents, entry.agent, me.id)
      : conversations.get(entry.conversation)?.name || formatNumber(entry.conversation),
  )
  if (entry.kind !== 'message') return null
  return (
    <li>
      <small>
        {author} · <Age at={entry.at} />
      </small>
      {entry.body || filesText(entry.media)}
    </li>
  )
}
