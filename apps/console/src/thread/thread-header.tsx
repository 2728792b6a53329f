import { ArrowLeft, PanelRight, Search, X } from 'lucide-react'
import { formatNumber, type Conversation } from '@switchboard/protocol'
import { useRef, type RefObject } from 'react'
import { useLocation } from 'wouter'
import { lockReason } from '../composer/composer-lock.ts'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { findKeys } from '../keys/key-text.ts'
import { useKeyTip } from '../keys/use-key-tip.ts'
import { useTimeText } from '../state/clock.ts'
import type { AssignmentAction } from '../state/console.ts'
import { useThreadState } from '../thread-context.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { customerName } from '../words/customer.ts'
import { agentName } from '../words/entries.ts'
import { originText } from '../words/origin.ts'
import { waitingText, whenText } from '../words/time.ts'
import { actionsFor, keyOf } from './assignment-actions.ts'
import { Labels } from './labels.tsx'
import { PriorityMenu } from './priority.tsx'
import { Snooze } from './snooze.tsx'
import { Tags } from './tags.tsx'
import classes from './thread-pane.module.css'
import { Transfer } from './transfer.tsx'
import { own } from '../state/own.ts'
import { assign } from './undo.ts'
import { useThreadActions } from './use-thread-actions.ts'
import { whyNot } from './why-not.ts'

// The same for each thread: not drawn again with the next.
const backIcon = <ArrowLeft size={20} aria-hidden="true" />
const findIcon = <Search size={18} aria-hidden="true" />
const panelIcon = <PanelRight size={18} aria-hidden="true" />

interface ThreadHeaderProps {
  number: string
  /** The button of the customer panel, where that has to be opened. */
  opener: RefObject<HTMLButtonElement | null>
  isPanelOpen: boolean
  onPanel: () => void
  onFind: () => void
}

/** Whose thread this is, who holds it, and what can be done about that. */
export function ThreadHeader({ number, opener, isPanelOpen, onPanel, onFind }: ThreadHeaderProps) {
  const { find, thread: words } = useAllWords()
  const row = useConsoleState((state) => state.conversations.get(number))
  const origin = useConsoleState(({ thread }) =>
    thread?.number === number ? originText(thread.entries) : null,
  )
  const [, navigate] = useLocation()
  const buttons = useRef<HTMLDivElement>(null)
  const leadOn = useLeadOn(() => buttons.current?.querySelector('button'))
  const { notice, isBusy, act, tell } = useAssignment(number)
  const me = useConsoleState((state) => state.me.id)
  const isAdmin = useConsoleState((state) => state.me.role === 'admin')
  useThreadActions({ row, me, act, tell })
  const tip = useKeyTip()
  const tipOf = (name: string, action: AssignmentAction) => {
    const id = keyOf[action]
    return id && { 'data-tip': tip(name, id) }
  }
  const mayChange = row?.assignee === null || row?.assignee === me || isAdmin
  // A colleague's conversation is taken over beside the reply, where one notices.
  const isOffered = row?.assignee != null && lockReason(number, row) === null
  return (
    <>
      <header className={classes.header}>
        <IconButton label={words.back} className={classes.back} onClick={() => navigate('/')}>
          {backIcon}
        </IconButton>
        <div className={classes.who}>
          <h2 className={classes.number}>{customerName(row ?? { number })}</h2>
          <p className={classes.facts}>
            {row ? <Facts row={row} /> : '\u00a0'}
            {row?.name && ` · ${formatNumber(number)}`}
            {origin && <span className={classes.origin}> · {origin}</span>}
          </p>
        </div>
        <div ref={buttons} className={classes.actions}>
          {row &&
            actionsFor(row, me)
              .filter(({ action }) => !(action === 'take' && isOffered))
              .map(({ action, verb }) => (
                <Button
                  key={action}
                  ref={leadOn}
                  size="small"
                  data-action={action}
                  {...tipOf(words.actions[verb], action)}
                  isBusy={isBusy}
                  onClick={() => void act(action)}
                >
                  {words.actions[verb]}
                </Button>
              ))}
          {row && <Menus row={row} mayChange={mayChange} />}
          <IconButton
            label={find.open}
            data-tip={`${find.open} (${findKeys().join(' ')})`}
            data-action="find"
            onClick={onFind}
          >
            {findIcon}
          </IconButton>
          <IconButton
            label={words.customer}
            ref={opener}
            className={classes.opener}
            aria-expanded={isPanelOpen}
            aria-controls="customer"
            onClick={onPanel}
          >
            {panelIcon}
          </IconButton>
        </div>
      </header>
      {row && <Tags key={row.number} row={row} />}
      <div role="status">
        {notice && (
          <p className={join(classes.notice)}>
            {notice}
            <IconButton label={words.dismiss} onClick={() => tell(null)}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </p>
        )}
      </div>
    </>
  )
}

/** Each asks something first; what is answered late shuts its own only. */
function Menus({ row, mayChange }: { row: Conversation; mayChange: boolean }) {
  return (
    <>
      {row.status === 'open' && mayChange && <Snooze row={row} />}
      {row.status === 'open' && mayChange && <Transfer row={row} />}
      <Labels row={row} />
      <PriorityMenu row={row} />
    </>
  )
}

function Facts({ row }: { row: Conversation }) {
  const words = useAllWords().thread
  const me = useConsoleState((state) => state.me.id)
  const holder = useConsoleState((state) => agentName(state.agents, row.assignee))
  const since = row.waitingSince
  const { status, snoozedUntil: until } = row
  const snoozed = useTimeText((now) => {
    if (status !== 'snoozed') return ''
    return until ? words.snoozedUntil(whenText(until, now)) : words.snoozedUntilTheyWrite
  })
  const teamName = useConsoleState(({ shared }) => row.team && own(shared.teams, row.team)?.name)
  const team = row.assignee === null && teamName ? words.inQueueOf(teamName) : ''
  const waiting = useTimeText((now) => (since ? waitingText(since, now) : ''))
  const held =
    row.status === 'resolved'
      ? words.resolved
      : row.assignee === null
        ? words.heldByNobody
        : row.assignee === me
          ? words.heldByYou
          : words.heldBy(holder)
  const blocked = row.blocked ? words.blocked : ''
  const stopped = row.optedOut ? words.optOut.optedOut : ''
  return [blocked, stopped, waiting, held, team, snoozed].filter(Boolean).join(' · ')
}

/** Does what a button of the header says, and keeps what to tell when it could not be done. */
function useAssignment(number: string) {
  const console = useConsole()
  const [notice, setNotice] = useThreadState<string | null>(null)
  const [isBusy, setBusy] = useThreadState(false)

  /** Whether it was done. */
  async function act(action: AssignmentAction): Promise<boolean> {
    setBusy(true)
    setNotice(null)
    const error = await assign(console, action, number)
    setBusy(false)
    if (!error) return true
    setNotice(whyNot(console.state.get(), number, error))
    return false
  }

  return { notice, isBusy, act, tell: setNotice }
}
