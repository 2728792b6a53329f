import type { Conversation } from '@switchboard/protocol'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import { useConsole } from '../console-context.ts'
import { lockReason } from '../composer/composer-lock.ts'
import { arrive } from '../inbox/open-row.ts'
import { allWords } from '../i18n/later.ts'
import { useAction } from '../keys/actions.ts'
import type { AssignmentAction } from '../state/console.ts'
import { neighbourOf } from '../state/inbox.ts'
import { threadPath } from '../thread-path.ts'
import { focusPlace, focusQuietly } from '../ui/focus-quietly.ts'
import { writeOn } from './write-on.ts'
import { isTyping } from '../ui/is-typing.ts'
import { findAction, press } from '../ui/press.ts'
import { agentName } from '../words/entries.ts'
import { actionsFor } from './assignment-actions.ts'

function reply(): void {
  if (!findAction('reply')) flushSync(press('reply-mode'))
  writeOn(document)
}

/** For whoever would write where nobody can: what they go on typing is no key. */
function tellReason(): boolean {
  flushSync(press('reply-mode'))
  const reason = document.querySelector<HTMLElement>('#thread [data-locked]')
  if (reason) focusQuietly(reason)
  return reason !== null
}

interface ThreadActionsOptions {
  row: Conversation | undefined
  me: string
  /** Does it, and tells when it could not be done; whether it was. */
  act: (action: AssignmentAction) => Promise<boolean>
  /** Tells why a key does nothing here. */
  tell: (why: string) => void
}

/** What can be done with the open Conversation, by key and by the palette. */
export function useThreadActions({ row, me, act, tell }: ThreadActionsOptions): void {
  const console = useConsole()
  const [, navigate] = useLocation()
  // While rows are selected these keys are theirs (see the bulk bar).
  const isSelecting = (): boolean => console.selection.numbers.size > 0
  const can = (action: AssignmentAction): boolean =>
    !isSelecting() &&
    row !== undefined &&
    actionsFor(row, me).some((offered) => offered.action === action)
  const has = (action: string) => (): boolean => !isSelecting() && findAction(action) !== null

  const isLocked = (): boolean => row !== undefined && lockReason(row.number, row) !== null
  const isHeldElsewhere = (): boolean =>
    !isSelecting() && row?.status === 'open' && row.assignee !== null && row.assignee !== me

  function sayWho(): void {
    const holder = agentName(console.state.get().agents, row?.assignee)
    tell(allWords().thread.resolveHeld(holder))
  }

  /** The next one is looked up first: what is resolved leaves the list. */
  async function resolveNext(): Promise<void> {
    if (!row) return
    const next = neighbourOf(row.number, console.pages.rows())
    const { activeElement: field } = document
    const { pathname } = location
    const isResolved = await act('resolve')
    arrive()
    const isElsewhere = location.pathname !== pathname
    const isWriting = isTyping(document.activeElement) && document.activeElement !== field
    // Whoever went on by themselves meanwhile stays where they are: the next keys are meant for there.
    if (!isResolved || isElsewhere || isWriting) return
    if (next !== null) return navigate(threadPath(next))
    const wasWriting = isTyping(field)
    flushSync(() => navigate('/'))
    const place = document.querySelector<HTMLElement>('#thread :is(h2, p)')
    // Whoever was writing may type on, and nothing is left that could be written in.
    if (wasWriting && place) focusQuietly(place)
    else if (place && document.activeElement === document.body) focusPlace(place)
  }

  useAction(
    'reply',
    reply,
    () => findAction('reply-mode') !== null && !isLocked(),
    () => isLocked() && tellReason(),
  )
  useAction('note', press('note'), () => findAction('note') !== null)
  useAction('label', press('labels'), has('labels'))
  useAction('priority', press('priority'), has('priority'))
  useAction('snooze', press('snooze'), has('snooze'))
  useAction(
    'resolve',
    () => void (can('resolve') ? act('resolve') : sayWho()),
    () => can('resolve') || isHeldElsewhere(),
  )
  useAction(
    'resolveNext',
    () => void (can('resolve') ? resolveNext() : sayWho()),
    () => can('resolve') || isHeldElsewhere(),
  )
  useAction(
    'assign',
    () => (can('take') ? void act('take') : press('transfer')()),
    () => can('take') || has('transfer')(),
  )
}
