import { reasons, type Conversation, type Team } from '@switchboard/protocol'

/** What routing knows of an Agent who is available. */
export interface Candidate {
  agent: string
  /** Open Conversations held. */
  load: number
  /** Those of them whose Customer waits. */
  unanswered: number
  /** What automatic assignment may bring `load` to. */
  capacity: number
  /** When work was last handed to them, in milliseconds of any clock; 0 for never. */
  lastAssignedAt: number
}

export interface Choice {
  agent: string
  /** Why, in words for the thread. */
  reason: string
}

/**
 * Who gets a Conversation that waits: the Agent who answered this Customer last, if under capacity; else of
 * those under capacity the one with the least unanswered work, then the one longest without new work. Never
 * who gave it up last.
 */
export function chooseAgent(
  { lastAgent, releasedBy }: Pick<Conversation, 'lastAgent' | 'releasedBy'>,
  candidates: readonly Candidate[],
): Choice | undefined {
  const free = candidates.filter((one) => one.load < one.capacity && one.agent !== releasedBy)
  if (free.some(({ agent }) => agent === lastAgent))
    return { agent: lastAgent as string, reason: reasons.answeredLast }
  const [chosen, next] = free.toSorted(
    (a, b) =>
      a.unanswered - b.unanswered ||
      a.lastAssignedAt - b.lastAssignedAt ||
      a.agent.localeCompare(b.agent),
  )
  if (chosen === undefined) return undefined
  const isTie = next !== undefined && next.unanswered === chosen.unanswered
  const reason = isTie ? reasons.longestWithoutWork : reasons.leastUnanswered
  return { agent: chosen.agent, reason }
}

/** Those who may be given a Conversation: its team, or everybody; nobody while the team is disabled. */
export function inTeam(
  { team }: Pick<Conversation, 'team'>,
  candidates: readonly Candidate[],
  teams: ReadonlyMap<string, Team>,
): readonly Candidate[] {
  if (team == null) return candidates
  const its = teams.get(team)
  if (its === undefined) return candidates
  return its.disabled ? [] : candidates.filter(({ agent }) => its.members.includes(agent))
}
