import type { Conversation } from '@switchboard/protocol'

/** What routing knows of an Agent who is connected. */
export interface Candidate {
  agent: string
  /** Open Conversations held. */
  load: number
  /** When work was last handed to them, milliseconds since the epoch; 0 for never. */
  lastAssignedAt: number
}

export interface Choice {
  agent: string
  /** Why, in words for the thread. */
  reason: string
}

/**
 * Who gets the Conversation that waits longest: the connected Agent with the least open work; of
 * several, the one who answered this Customer last, then the one longest without new work.
 */
export function chooseAgent(
  conversation: Conversation,
  candidates: readonly Candidate[],
): Choice | undefined {
  const least = Math.min(...candidates.map(({ load }) => load))
  const equals = candidates.filter(({ load }) => load === least)
  const familiar = equals.find(({ agent }) => agent === conversation.lastAgent)
  if (familiar) return { agent: familiar.agent, reason: 'answered this customer last' }
  const [longestWithout] = equals.toSorted(
    (a, b) => a.lastAssignedAt - b.lastAssignedAt || a.agent.localeCompare(b.agent),
  )
  return longestWithout && { agent: longestWithout.agent, reason: 'has the least open work' }
}
