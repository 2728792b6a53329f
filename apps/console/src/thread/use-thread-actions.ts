import type { Conversation } from '@switchboard/protocol'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import { useConsole } from '../console-context.ts'
import { arrive } from '../inbox/open-row.ts'
import { useAction } from '../keys/actions.ts'
import type { AssignmentAction } from '../state/console.ts'
import { neighbourOf } from '../state/inbox.ts'
import { threadPath } from '../thread-path.ts'
import { focusQuietly } from '../ui/focus-quietly.ts'
import { isTyping } from '../ui/is-typing.ts'
import { actionsFor } from './assignment-actions.ts'

const find = (action: string): HTMLElement | null =>
  document.querySelector(`[data-action="${action}"]`)
const has = (action: string) => (): boolean => find(action) !== null
const press = (action: string) => (): void => find(action)?.click()

interface ThreadActionsOptions {
  row: Conversation | undefined
  me: string
  /** Does it, and tells when it could not be done; whether it was. */
  act: (action: AssignmentAction) => Promise<boolean>
}

/** What can be done with the open Conversation, by key and by the palette. */
export function useThreadActions({ row, me, act }: ThreadActionsOptions): void {
  const console = useConsole()
  const [, navigate] = useLocation()
  const can = (action: AssignmentAction): boolean =>
    row !== undefined && actionsFor(row, me).some((offered) => offered.action === action)

  function reply(): void {
    if (!find('reply')) flushSync(press('reply-mode'))
    find('reply')?.focus()
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
    // Whoever was writing may type on, and nothing is left that could be written in.
    flushSync(() => navigate('/'))
    const place = document.querySelector<HTMLElement>('#thread :is(h2, p)')
    if (isTyping(field) && place) focusQuietly(place)
  }

  useAction('reply', reply, () => find('reply') !== null || find('reply-mode') !== null)
  useAction('note', press('note'), has('note'))
  useAction('label', press('labels'), has('labels'))
  useAction('snooze', press('snooze'), has('snooze'))
  useAction(
    'resolve',
    () => void act('resolve'),
    () => can('resolve'),
  )
  useAction(
    'resolveNext',
    () => void resolveNext(),
    () => can('resolve'),
  )
  useAction(
    'assign',
    () => (can('take') ? void act('take') : press('transfer')()),
    () => can('take') || find('transfer') !== null,
  )
}
