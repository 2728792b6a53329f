import type { TraceEvent } from './chromium-trace.ts'

/** One span of time, and what the page's main thread did in it, in milliseconds. */
export interface Measured {
  whole: number
  busy: number
  /** What of `busy` it had a core for: another process that takes it does not make this longer. */
  cpu: number
  script: number
  style: number
  layout: number
  paint: number
}

/** In the trace's own microseconds. */
export interface Span {
  pid: number
  from: number
  to: number
}

export const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`

/** The main threads of pages. */
export function mainThreads(events: readonly TraceEvent[]): Set<string> {
  return new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  )
}

type Part = 'script' | 'style' | 'layout' | 'paint'

/** What of the work inside a task is no script; all else is, garbage collection and our own frames too. */
const parts: Readonly<Record<string, Part>> = {
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
  Commit: 'paint',
  HitTest: 'layout',
  IntersectionObserverController: 'layout',
}

/** Each moment belongs to the innermost thing that was under way. */
export function measured(span: Span, done: readonly TraceEvent[]): Measured {
  const sums = { script: 0, style: 0, layout: 0, paint: 0 }
  const open: { until: number; part: Part }[] = []
  let at = span.from
  const passTo = (time: number): void => {
    const now = Math.min(Math.max(time, at), span.to)
    const innermost = open.at(-1)
    if (innermost) sums[innermost.part] += now - at
    at = now
  }
  const closeUntil = (time: number): void => {
    for (let last = open.at(-1); last && last.until <= time; last = open.at(-1)) {
      passTo(last.until)
      open.pop()
    }
  }
  for (const event of done) {
    const until = event.ts + (event.dur ?? 0)
    const isTask = event.name.endsWith('RunTask')
    if (event.pid !== span.pid || until <= span.from || event.ts >= span.to) continue
    if (!isTask && open.length === 0) continue
    closeUntil(event.ts)
    passTo(event.ts)
    open.push({ until, part: parts[event.name] ?? open.at(-1)?.part ?? 'script' })
  }
  closeUntil(Infinity)
  const { script, style, layout, paint } = sums
  const inMs = { script, style, layout, paint, busy: script + style + layout + paint }
  const ms = Object.fromEntries(Object.entries(inMs).map(([name, us]) => [name, us / 1000]))
  const whole = (span.to - span.from) / 1000
  return { whole, cpu: cpuOf(span, done), ...(ms as Omit<Measured, 'whole' | 'cpu'>) }
}

/** Of a task that reaches beyond the span, its share. */
function cpuOf(span: Span, done: readonly TraceEvent[]): number {
  const shares = done.map(({ name, pid, ts, dur = 0, tdur = dur }) => {
    if (!name.endsWith('RunTask') || pid !== span.pid || dur === 0) return 0
    const within = Math.min(ts + dur, span.to) - Math.max(ts, span.from)
    return within > 0 ? (tdur * within) / dur : 0
  })
  return shares.reduce((sum, share) => sum + share, 0) / 1000
}
