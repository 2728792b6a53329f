import { PROTOCOL_VERSION } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { takeBatch, watchInstead, type AgentSession, type Hello } from '../src/agent-session.ts'
import { BatchEncoder } from '../src/batch-encoder.ts'
import { ada } from './scripted-switchboard.ts'
import { CAROL, DAVE, makeChange, makeChangeset } from './shapes.ts'

type Phase = AgentSession['phase']

const watch = { thread: CAROL, inbox: null }
const hello: Hello = { type: 'hello', version: PROTOCOL_VERSION, cursor: 3, watch }
const changeset = makeChangeset(5, { conversations: [makeChange()] })
const batch = new BatchEncoder({ after: 4, to: 5, changes: [{ changeset, entries: [] }] })

const sessions: { [P in Phase]: Extract<AgentSession, { phase: P }> } = {
  'awaiting-hello': { phase: 'awaiting-hello' },
  'awaiting-upstream': { phase: 'awaiting-upstream', hello },
  'catching-up': { phase: 'catching-up', hello, held: [], heldChangesets: 0 },
  live: { phase: 'live', agent: ada, watch, after: 4, threadAfter: 4 },
  closed: { phase: 'closed' },
}

/** What every phase does with a batch, and with a frame that says what is watched now. */
const table: Record<Phase, { takes: string; watches: string | undefined }> = {
  'awaiting-hello': { takes: 'nothing', watches: undefined },
  'awaiting-upstream': { takes: 'nothing', watches: DAVE },
  'catching-up': { takes: 'hold', watches: DAVE },
  live: { takes: 'send', watches: DAVE },
  closed: { takes: 'nothing', watches: 'nothing' },
}

function watchedBy(session: AgentSession | undefined): string | null | undefined {
  if (session === undefined) return undefined
  if ('hello' in session) return session.hello.watch.thread
  return 'watch' in session ? session.watch.thread : 'nothing'
}

describe('a session', () => {
  it.each(Object.values(sessions))('[G25] knows in every phase what to do: $phase', (session) => {
    const { takes, watches } = table[session.phase]
    expect(takeBatch(session, batch, 10).do).toBe(takes)
    expect(watchedBy(watchInstead(session, { thread: DAVE, inbox: null }))).toBe(watches)
  })

  it('[G25] holds what comes while catching up, up to the bound', () => {
    const taken = takeBatch(sessions['catching-up'], batch, 1)
    if (taken.do !== 'hold') throw new Error(`It is not held: ${taken.do}.`)
    expect(taken.session).toMatchObject({ held: [batch], heldChangesets: 1 })
    expect(takeBatch(taken.session, batch, 1)).toEqual({ do: 'overflow' })
  })
})
