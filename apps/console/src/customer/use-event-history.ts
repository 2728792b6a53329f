import type {
  ConversationEvent,
  EventName,
  OperationInput,
  OperationResult,
  TimelineEntry,
} from '@switchboard/protocol'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { isOnline } from '../state/console-state.ts'
import { problemOf } from '../state/problem-of.ts'
import { useIsRead } from './use-is-read.ts'

/** So many looks back are made by themselves; each takes in 2,000 entries. */
const LOOKS = 3

interface History {
  found: readonly ConversationEvent[]
  /** Where the next look begins; undefined before the first, null at the beginning of the history. */
  next: number | null | undefined
  isLooking: boolean
  problem: string | null
}

interface HistoryOptions {
  number: string
  events: readonly EventName[]
  /** What is loaded of the thread: what happens now is told there. */
  entries: readonly TimelineEntry[]
  /** So many are enough until somebody asks for more. */
  wanted: number
}

/** Events of a history, newest first, however far back they are. */
export function useEventHistory({ number, events, entries, wanted }: HistoryOptions) {
  const console = useConsole()
  const online = useConsoleState(isOnline)
  const isRead = useIsRead(number)
  const [{ found, next, isLooking, problem }, setHistory] = useState<History>({
    found: [],
    next: undefined,
    isLooking: false,
    problem: null,
  })

  async function look(): Promise<void> {
    if (isLooking || next === null) return
    setHistory((now) => ({ ...now, isLooking: true, problem: null }))
    try {
      const page = await lookBack((args) => console.ask('find-entries', args), {
        number,
        events,
        wanted,
        before: next,
      })
      setHistory((now) => ({
        found: [...now.found, ...page.found],
        next: page.next,
        isLooking: false,
        problem: null,
      }))
    } catch (error) {
      setHistory((now) => ({ ...now, isLooking: false, problem: problemOf(error) }))
    }
  }

  const begin = useEffectEvent(() => {
    if (next === undefined) void look()
  })
  useEffect(() => {
    if (!online || !isRead) return
    const timer = setTimeout(() => begin(), 0)
    return () => clearTimeout(timer)
  }, [online, isRead])

  const all = useMemo(() => merge(found, entries, events), [found, entries, events])
  const hasMore = next !== null && next !== undefined
  return { all, hasMore, isWhole: next === null, isLooking, problem, more: look }
}

interface LookBack {
  number: string
  events: readonly EventName[]
  wanted: number
  before: number | undefined
}

async function lookBack(
  ask: (args: OperationInput<'find-entries'>) => Promise<OperationResult<'find-entries'>>,
  { number, events, wanted, before }: LookBack,
): Promise<{ found: ConversationEvent[]; next: number | null }> {
  const found: ConversationEvent[] = []
  let from = before
  for (let looks = 1; ; looks += 1) {
    const page = await ask({
      number,
      events: [...events],
      limit: wanted,
      ...(from !== undefined && { before: from }),
    })
    found.push(...page.found.flatMap(({ entry }) => (entry.kind === 'event' ? [entry] : [])))
    if (page.next === null || found.length >= wanted || looks === LOOKS)
      return { found, next: page.next }
    from = page.next
  }
}

/** Newest first; what is found and loaded both stands once. */
function merge(
  found: readonly ConversationEvent[],
  entries: readonly TimelineEntry[],
  events: readonly EventName[],
): ConversationEvent[] {
  const loaded = entries.filter((entry) => entry.kind === 'event')
  // Between what was found and what is loaded elsewhere nothing is known: it is left to the next look.
  const oldest = found.at(-1)?.position ?? 0
  const all = [...found, ...loaded.filter(({ position }) => position >= oldest)]
  const byPosition = new Map(all.map((entry) => [entry.position, entry]))
  return [...byPosition.values()]
    .filter(({ event }) => events.includes(event))
    .toSorted((a, b) => b.position - a.position)
}
