import type { SwitchboardError } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import type { ConsoleState } from '../state/console-state.ts'
import { agentName } from '../words/entries.ts'
import { assignmentWords } from '../words/errors.ts'

/** Why something was not done with a Conversation, as it is known now: it names who has it, to others than them. */
export function whyNot(
  { agents, conversations, me }: ConsoleState,
  number: string,
  error: SwitchboardError,
): string {
  const holder = conversations.get(number)?.assignee ?? null
  if (error.code === 'STALE_ASSIGNMENT' && holder === me.id) return words().errors.isYours
  return assignmentWords(error, holder && agentName(agents, holder))
}
