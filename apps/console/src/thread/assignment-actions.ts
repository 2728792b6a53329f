import type { Conversation } from '@switchboard/protocol'
import type { ActionId } from '../keys/actions.ts'
import type { AssignmentAction } from '../state/console.ts'

interface OfferedAction {
  action: AssignmentAction
  /** Which of the words for it. */
  verb: 'reopen' | 'wake' | 'resolve' | 'take' | 'takeOver' | 'release'
}

/** Which of them have a key. */
export const keyOf: Readonly<Partial<Record<AssignmentAction, ActionId>>> = {
  take: 'assign',
  resolve: 'resolve',
}

/** What this agent can do about who holds a Conversation, as the buttons name it. */
export function actionsFor({ status, assignee }: Conversation, me: string): OfferedAction[] {
  if (status === 'resolved') return [{ action: 'reopen', verb: 'reopen' }]
  if (status === 'snoozed') return [{ action: 'reopen', verb: 'wake' }]
  const resolve: OfferedAction = { action: 'resolve', verb: 'resolve' }
  if (assignee === null) return [{ action: 'take', verb: 'take' }, resolve]
  if (assignee !== me) return [{ action: 'take', verb: 'takeOver' }]
  return [{ action: 'release', verb: 'release' }, resolve]
}
