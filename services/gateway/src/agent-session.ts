import type { Agent, BrowserFrame, Watch } from '@switchboard/protocol'
import type { BatchEncoder } from './batch-encoder.ts'
import type { EncodedFrame } from './encoded-frame.ts'
import type { Watcher } from './watched.ts'

export type Hello = Extract<BrowserFrame, { type: 'hello' }>

/**
 * One browser tab's session. It is only ever sent what follows what it has:
 *
 *     awaiting-hello ──hello──▸ awaiting-upstream ──switchboard there──▸ catching-up ──welcome──▸ live
 *            │                         ▴────────────switchboard lost──────────┘                   │
 *            └──────────────────────────────────────close─────────────────────────────────────────┴──▸ closed
 */
export type AgentSession =
  | { phase: 'awaiting-hello' }
  | { phase: 'awaiting-upstream'; hello: Hello }
  /** Its missed changes are being read; what arrives meanwhile is held. */
  | { phase: 'catching-up'; hello: Hello; held: BatchEncoder[]; heldChangesets: number }
  /** Changesets with seq > `after` go out; those of the open thread up to `threadAfter` went ahead of the others. */
  | { phase: 'live'; agent: Agent; watch: Watch; after: number; threadAfter: number }
  | { phase: 'closed' }

export type CatchingUp = Extract<AgentSession, { phase: 'catching-up' }>
type Live = Extract<AgentSession, { phase: 'live' }>

/** What becomes of a batch that arrives in this phase. */
export type Taken =
  | { do: 'nothing' }
  | { do: 'send'; frames: EncodedFrame[]; session: Live }
  | { do: 'hold'; session: CatchingUp }
  | { do: 'overflow' }

export function takeBatch(session: AgentSession, encoder: BatchEncoder, maxHeld: number): Taken {
  if (session.phase === 'catching-up') return hold(session, encoder, maxHeld)
  if (session.phase !== 'live') return { do: 'nothing' }
  return send(session, encoder)
}

function send(session: Live, encoder: BatchEncoder): Taken {
  const frames = encoder.framesFor(watcherOf(session))
  const after = Math.max(session.after, encoder.batch.to)
  return { do: 'send', frames, session: { ...session, after } }
}

/** Only what is new in its open thread; the rest comes with what waits for all. `seq`: what everybody has. */
export function takeThread(session: AgentSession, encoder: BatchEncoder, seq: number): Taken {
  if (session.phase !== 'live') return { do: 'nothing' }
  const frames = encoder.threadFramesFor(watcherOf(session), seq)
  const threadAfter = Math.max(session.threadAfter, encoder.batch.to)
  return { do: 'send', frames, session: { ...session, threadAfter } }
}

const watcherOf = ({ agent, watch, after, threadAfter }: Live): Watcher => ({
  agent: agent.id,
  watch,
  after,
  threadAfter,
})

function hold(session: CatchingUp, encoder: BatchEncoder, maxHeld: number): Taken {
  const heldChangesets = session.heldChangesets + encoder.batch.changes.length
  if (heldChangesets > maxHeld) return { do: 'overflow' }
  return {
    do: 'hold',
    session: { ...session, held: [...session.held, encoder], heldChangesets },
  }
}

/** The session after the browser said what it watches now; undefined when it may not say so yet. */
export function watchInstead(session: AgentSession, watch: Watch): AgentSession | undefined {
  if (session.phase === 'awaiting-hello') return undefined
  if (session.phase === 'closed') return session
  // Of another thread nothing came ahead.
  if (session.phase === 'live') return { ...session, watch, threadAfter: session.after }
  return { ...session, hello: { ...session.hello, watch } }
}
