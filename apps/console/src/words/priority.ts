import { reasonCode, type Agent, type Priority } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { own } from '../state/own.ts'

/** Anything but normal is worth a word. */
export function isRaised(priority: Priority | null | undefined): priority is Priority {
  return priority != null && priority.level !== 'normal'
}

/** "Urgent: the customer is furious", "High: set by Ben"; the switchboard's reasons in the reader's language. */
export function priorityText(
  { level, reason, agent }: Priority,
  agents: Readonly<Record<string, Agent>>,
): string {
  const { priority } = words().teamwork
  const name = (agent && own(agents, agent)?.name) ?? words().common.colleague
  return priority.because(priority.levels[level], reasonText(reason, name))
}

function reasonText(reason: string, name: string): string {
  const { priority } = words().teamwork
  const code = reasonCode(reason)
  if (code === 'furious') return priority.furious
  if (code === 'negativeRun') return priority.angrier
  return reason === '' || code === 'setByHand' ? priority.byHand(name) : reason
}
