import type { Conversation } from '@switchboard/protocol'
import type { AssignmentAction } from '../state/console.ts'

interface OfferedAction {
  action: AssignmentAction
  verb: string
}

/** What this agent can do about who holds a Conversation, as the buttons say it. */
export function actionsFor({ status, assignee }: Conversation, me: string): OfferedAction[] {
  if (status === 'resolved') return [{ action: 'reopen', verb: 'Reopen' }]
  if (status === 'snoozed') return [{ action: 'reopen', verb: 'Wake now' }]
  const resolve: OfferedAction = { action: 'resolve', verb: 'Resolve' }
  if (assignee === null) return [{ action: 'take', verb: 'Take' }, resolve]
  if (assignee !== me) return [{ action: 'take', verb: 'Take over' }]
  return [{ action: 'release', verb: 'Release' }, resolve]
}
