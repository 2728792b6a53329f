import type { CDPSession, Page } from 'playwright-core'

export interface Trace {
  /** Input events, each with the time from its beginning to the frame that shows what it did (Event Timing). */
  events: { type: string; ms: number }[]
  /** Tasks of the page's main thread over 50 ms, by their length. */
  longTasks: number[]
}

interface TraceEvent {
  name: string
  ph: string
  ts: number
  dur?: number
  id?: string
  id2?: { local?: string }
  pid: number
  tid: number
  args: { data?: { type?: string; duration?: number }; name?: string }
}

const categories = ['devtools.timeline', 'blink.user_timing', 'toplevel', '__metadata']
const LONG_TASK_MS = 50

/** What Chromium's own trace says of this work; `more` is asked for before the trace ends. */
export async function traced<T = undefined>(
  page: Page,
  work: () => Promise<void>,
  more?: () => Promise<T>,
): Promise<Trace & { frames: T }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  })
  await work()
  const frames = (await more?.()) as T
  const events = await endOf(session)
  await session.detach()
  return { ...read(events), frames }
}

async function endOf(session: CDPSession): Promise<TraceEvent[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  )
  const complete = new Promise<void>((resolve) =>
    session.once('Tracing.tracingComplete', () => resolve()),
  )
  await session.send('Tracing.end')
  await complete
  return events
}

function read(events: readonly TraceEvent[]): Trace {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const longTasks = events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && mains.has(`${pid} ${tid}`))
    .map(({ dur = 0 }) => dur / 1000)
    .filter((ms) => ms > LONG_TASK_MS)
  return { events: eventTimings(events), longTasks }
}

/** Event Timing comes as a pair of a beginning and an end under one id. */
function eventTimings(events: readonly TraceEvent[]): Trace['events'] {
  const begun = new Map<string, TraceEvent>()
  const timings: Trace['events'] = []
  for (const event of events.toSorted((a, b) => a.ts - b.ts)) {
    if (event.name !== 'EventTiming') continue
    const key = `${event.pid} ${event.id ?? event.id2?.local}`
    if (event.ph === 'b') begun.set(key, event)
    const beginning = begun.get(key)
    if (event.ph !== 'e' || !beginning) continue
    begun.delete(key)
    const type = beginning.args.data?.type ?? ''
    timings.push({ type, ms: (event.ts - beginning.ts) / 1000 })
  }
  return timings
}
