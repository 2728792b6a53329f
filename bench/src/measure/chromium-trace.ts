import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { framesOf, paintedWith } from './frames.ts'
import { mainThreads, measured, threadOf, type Measured, type Span } from './main-thread.ts'

/** What Chromium's own trace says of some work, read from its events. */
export interface Trace {
  /** Input events, each with the time from its beginning to the frame that shows what it did (Event Timing). */
  events: { type: string; ms: number }[]
  /** Tasks of the page's main thread over 50 ms, by their length. */
  longTasks: number[]
  /**
   * What the page called `performance.measure` for, by that name, each up to when the frame was on the
   * screen that was drawn last when the measure ended.
   */
  measures: (name: string) => Measured[]
}

export interface TraceEvent {
  name: string
  cat: string
  ph: string
  ts: number
  dur?: number
  /** Of `dur`, what the thread had a core for. */
  tdur?: number
  id?: string
  id2?: { local?: string }
  pid: number
  tid: number
  args: { data?: { type?: string }; name?: string; id?: string }
}

const categories = ['devtools.timeline', 'blink.user_timing', 'toplevel', '__metadata']
const profiling = ['disabled-by-default-v8.cpu_profiler', 'v8.execute']
const LONG_TASK_MS = 50

interface TraceOptions {
  /** Keeps the whole trace there, with samples of the scripts, for the performance panel of DevTools. */
  keepAt?: string | undefined
}

export async function traced(
  page: Page,
  work: () => Promise<void>,
  { keepAt }: TraceOptions = {},
): Promise<Trace> {
  const session = await page.context().newCDPSession(page)
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [...categories, ...(keepAt === undefined ? [] : profiling)],
    },
  })
  await work()
  const events = await endOf(session)
  await session.detach()
  if (keepAt !== undefined) await keep(events, keepAt)
  return read(events)
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

async function keep(events: readonly TraceEvent[], path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify({ traceEvents: events }))
}

function read(events: readonly TraceEvent[]): Trace {
  const inOrder = events.toSorted((a, b) => a.ts - b.ts)
  const mains = mainThreads(inOrder)
  const done = inOrder.filter((event) => event.ph === 'X' && mains.has(threadOf(event)))
  const longTasks = done
    .filter(({ name }) => name.endsWith('RunTask'))
    .map(({ dur = 0 }) => dur / 1000)
    .filter((ms) => ms > LONG_TASK_MS)
  return {
    events: eventTimings(inOrder),
    longTasks,
    measures: (name) => spansOf(inOrder, name).map((span) => measured(span, done)),
  }
}

/** Event Timing comes as a pair of a beginning and an end under one id. */
function eventTimings(events: readonly TraceEvent[]): Trace['events'] {
  return pairs(events.filter(({ name }) => name === 'EventTiming')).map(({ begin, end }) => ({
    type: begin.args.data?.type ?? '',
    ms: (end.ts - begin.ts) / 1000,
  }))
}

function spansOf(events: readonly TraceEvent[], name: string): Span[] {
  const marks = events.filter((event) => event.name === name && event.cat === 'blink.user_timing')
  const frames = framesOf(events)
  return pairs(marks).map(({ begin, end }) => {
    return { pid: begin.pid, from: begin.ts, to: paintedWith(frames, end) }
  })
}

function pairs(events: readonly TraceEvent[]): { begin: TraceEvent; end: TraceEvent }[] {
  const begun = new Map<string, TraceEvent>()
  return events.flatMap((event) => {
    const key = `${event.pid} ${event.id ?? event.id2?.local}`
    const begin = begun.get(key)
    if (event.ph === 'b') begun.set(key, event)
    if (event.ph !== 'e' || !begin) return []
    begun.delete(key)
    return [{ begin, end: event }]
  })
}
