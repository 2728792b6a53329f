import type { Conversation, SwitchboardError, TransferTarget } from '@switchboard/protocol'
import { Forward } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import { useClosePopover } from '../ui/popover-context.ts'
import { Popover } from '../ui/popover.tsx'
import { leadToWrong, useRoom } from '../ui/use-room.tsx'
import { assignmentWords } from '../words/errors.ts'
import { byName } from '../i18n/in-order.ts'
import { useAllWords } from '../i18n/later.ts'
import { useKeyTip } from '../keys/use-key-tip.ts'
import { transfer } from './undo.ts'
import { whyNot } from './why-not.ts'
import classes from './work.module.css'

const MAX_NOTE = 4000

// The same for each thread: not drawn again with the next.
const transferIcon = <Forward size={18} aria-hidden="true" />

/** Hands a Conversation on: to somebody, to a team, or back to everybody. */
export function Transfer({ row }: { row: Conversation }) {
  const console = useConsole()
  return (
    <TransferMenu
      action="transfer"
      except={row.assignee}
      number={row.number}
      transfer={(to, note) => transfer(console, row.number, to, note)}
    />
  )
}

interface TransferMenuProps {
  /** By what a key finds it. */
  action?: string
  /** Id of the one who has it already. */
  except: string | null
  /** The one Conversation it is about, whose holder a refusal may name. */
  number?: string
  /** Resolves with why not, if not. */
  transfer: (to: TransferTarget, note: string) => Promise<SwitchboardError | null>
}

export function TransferMenu({ action, ...form }: TransferMenuProps) {
  const tip = useKeyTip()
  // The key of what is not one's own takes it.
  const isOwn = useConsoleState((state) => state.me.id === form.except)
  const words = useAllWords().thread.transfer
  return (
    <Popover
      label={words.title}
      icon={transferIcon}
      {...(isOwn && { tip: tip(words.title, 'assign') })}
      {...(action && { action })}
    >
      <TransferForm {...form} />
    </Popover>
  )
}

function TransferForm({ except, number, transfer: hand }: TransferMenuProps) {
  const { presence: presences, thread } = useAllWords()
  const words = thread.transfer
  const onDone = useClosePopover()
  const console = useConsole()
  const agents = useConsoleState((state) => state.agents)
  const presence = useConsoleState((state) => state.presence)
  const teams = useConsoleState((state) => state.shared.teams)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const note = useRoom(MAX_NOTE)
  const select = useRef<HTMLSelectElement>(null)
  const id = useId()
  useEffect(() => select.current?.focus(), [])
  const people = Object.values(agents)
    .filter((agent) => !agent.disabled && agent.id !== except)
    .toSorted(byName)
  const openTeams = Object.values(teams)
    .filter(({ disabled }) => !disabled)
    .toSorted(byName)

  async function send(form: FormData): Promise<void> {
    const to = targetOf(formText(form, 'to'))
    setBusy(true)
    const error = await hand(to, formText(form, 'note'))
    setBusy(false)
    if (!error) return onDone()
    setProblem(number ? whyNot(console.state.get(), number, error) : assignmentWords(error, null))
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!leadToWrong(event.currentTarget)) void send(new FormData(event.currentTarget))
      }}
    >
      <label className={classes.label} htmlFor={`${id}-to`}>
        {words.to}
      </label>
      <select ref={select} id={`${id}-to`} name="to" className={classes.field}>
        {people.map(({ id: agent, name }) => (
          <option key={agent} value={`agent:${agent}`}>
            {words.person(name, presences[presence[agent] ?? 'offline'])}
          </option>
        ))}
        {openTeams.map(({ id: team, name }) => (
          <option key={team} value={`team:${team}`}>
            {words.team(name)}
          </option>
        ))}
        <option value="queue">{words.queue}</option>
      </select>
      <label className={classes.label} htmlFor={`${id}-note`}>
        {words.note}
      </label>
      <textarea
        id={`${id}-note`}
        name="note"
        rows={3}
        className={classes.note}
        placeholder={words.notePlaceholder}
        {...note.field}
      />
      {note.told}
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <Button type="submit" look="primary" size="small" isBusy={isBusy}>
        {words.verb}
      </Button>
    </form>
  )
}

function targetOf(value: string): TransferTarget {
  const at = value.indexOf(':')
  const [kind, id] = [value.slice(0, at), value.slice(at + 1)]
  if (kind === 'agent') return { kind, agent: id }
  return kind === 'team' ? { kind, team: id } : { kind: 'queue' }
}
