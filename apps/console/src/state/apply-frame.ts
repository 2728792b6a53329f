import type { Agent, AgentPresence, ConsoleFrame } from '@switchboard/protocol'
import { activityByNumber, noActivity } from './activity.ts'
import type { ConsoleState } from './console-state.ts'
import { memberOf, mergeConversations } from './inbox.ts'
import { dropArrived } from './outgoing.ts'
import { applySharedChanges } from './shared.ts'
import { applyLiveEntries } from './thread.ts'

/** The state after a frame. Applying a frame twice changes nothing; the cursor never goes back. */
export function applyFrame(state: ConsoleState, frame: ConsoleFrame): ConsoleState {
  const next = applyContent(state, frame)
  if (!('seq' in frame)) return next
  // What a resumed welcome promises still has to come; only the frames that bring it move the cursor.
  if (frame.type === 'welcome') return frame.resumed ? next : { ...next, cursor: frame.seq }
  return moveCursor(next, frame.seq)
}

function applyContent(state: ConsoleState, frame: ConsoleFrame): ConsoleState {
  switch (frame.type) {
    case 'welcome':
      return applyWelcome(state, frame)
    case 'entries':
      return applyEntries(state, frame)
    case 'conversations': {
      const conversations = mergeConversations(
        state.conversations,
        frame.conversations,
        memberOf(state.inbox, state.me.id),
      )
      return conversations === state.conversations ? state : { ...state, conversations }
    }
    case 'counts':
      if (state.counts && state.counts.seq > frame.seq) return state
      return { ...state, counts: { ...frame.counts, seq: frame.seq } }
    case 'agents':
      return withAgents(state, frame.agents)
    case 'about': {
      const { simulator, lines, warnings } = frame
      return { ...state, simulator, lines, warnings }
    }
    case 'upstream':
      return {
        ...state,
        upstream: { live: frame.live, since: frame.since },
        activity: frame.live ? state.activity : noActivity,
      }
    case 'ephemeral':
      return {
        ...state,
        presence: { ...state.presence, ...byAgent(frame.presence) },
        isAway: isAway(frame.presence, state.me.id),
        activity: frame.activity
          ? activityByNumber(state.activity, frame.activity)
          : state.activity,
      }
    case 'shared': {
      const { seq, upTo = seq, shared } = frame
      return { ...state, shared: applySharedChanges(state.shared, upTo, shared) }
    }
    case 'response':
    case 'error':
      return state
  }
}

type Frame<T extends ConsoleFrame['type']> = Extract<ConsoleFrame, { type: T }>

function applyWelcome(state: ConsoleState, frame: Frame<'welcome'>): ConsoleState {
  // What is not resumed is read anew, and nothing counts as known until it was.
  const shared = frame.resumed ? state.shared : { ...state.shared, asOf: null, waiting: [] }
  return {
    ...withAgents({ ...state, me: frame.me, history: frame.history }, [...frame.agents, frame.me]),
    shared,
    link: 'live',
    // Nobody is welcomed by a gateway that does not follow the switchboard.
    upstream: { live: true, since: null },
    presence: byAgent(frame.presence),
    isAway: isAway(frame.presence, frame.me.id),
    activity: activityByNumber(state.activity, frame.activity ?? []),
    counts: { ...frame.counts, seq: frame.seq },
    simulator: frame.simulator,
    lines: frame.lines,
    warnings: frame.warnings,
  }
}

function applyEntries(state: ConsoleState, frame: Frame<'entries'>): ConsoleState {
  if (state.thread?.number !== frame.conversation) return state
  const thread = applyLiveEntries(state.thread, frame.entries)
  if (thread === state.thread) return state
  return { ...state, thread, outgoing: dropArrived(state.outgoing, thread.entries) }
}

function withAgents(state: ConsoleState, agents: readonly Agent[]): ConsoleState {
  const known = Object.fromEntries(agents.map((agent) => [agent.id, agent]))
  return { ...state, agents: { ...state.agents, ...known }, me: known[state.me.id] ?? state.me }
}

function byAgent(presence: readonly AgentPresence[]): ConsoleState['presence'] {
  return Object.fromEntries(presence.map(({ agent, presence: word }) => [agent, word]))
}

function isAway(presence: readonly AgentPresence[], me: string): boolean {
  return presence.some((one) => one.agent === me && one.presence === 'away' && !one.idle)
}

function moveCursor(state: ConsoleState, seq: number): ConsoleState {
  return seq > (state.cursor ?? -1) ? { ...state, cursor: seq } : state
}
