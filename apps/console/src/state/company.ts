import type { ConsoleState } from './console-state.ts'
import { own } from './own.ts'

/** A colleague in the same Conversation. */
export interface Companion {
  id: string
  name: string
  typing: boolean
}

/**
 * Who else is in a Conversation, whoever types first. Of people who are away an open window is all there
 * is, and that is not told. One text for one answer, so that it can be compared.
 */
export function companyOf(state: ConsoleState, number: string): string {
  const activity = own(state.activity, number)
  // Nearly always, and asked for each row at each change.
  if (!activity) return '[]'
  const others = activity
    .filter(({ agent, typing }) => agent !== state.me.id && (typing || isHere(state, agent)))
    .toSorted((a, b) => Number(b.typing) - Number(a.typing) || (a.agent < b.agent ? -1 : 1))
  return JSON.stringify(
    others.map(({ agent, typing }) => ({
      id: agent,
      name: own(state.agents, agent)?.name ?? '',
      typing,
    })),
  )
}

function isHere({ presence }: ConsoleState, agent: string): boolean {
  const word = own(presence, agent)
  return word !== 'away' && word !== 'offline'
}
