import type { TraceEvent } from './chromium-trace.ts'

interface Frame {
  id: string
  pid: number
  /** When style and layout were done, with what observers of sizes did to them. */
  laidOutAt: number
  /** When it was on the screen; where the trace does not tell, when the main thread was done with it. */
  shownAt: number
}

/** The frames the pages drew, in their order; a frame's id stands at its beginning and at its presentation. */
export function framesOf(events: readonly TraceEvent[]): Frame[] {
  const frames: Frame[] = []
  const presentedAt = new Map<string, number>()
  const open = new Map<number, { id: string; laidOutAt: number }>()
  for (const { name, ph, pid, ts, args } of events) {
    const { id } = args
    if (name === 'AnimationFrame' && ph === 'b') open.set(pid, { id: id ?? '', laidOutAt: ts })
    const frame = open.get(pid)
    if (name === 'AnimationFrame::StyleAndLayout' && ph === 'e' && frame) frame.laidOutAt = ts
    if (name === 'AnimationFrame::Presentation' && id !== undefined) presentedAt.set(id, ts)
    if (name !== 'AnimationFrame' || ph !== 'e' || !frame) continue
    frames.push({ ...frame, pid, shownAt: ts })
    open.delete(pid)
  }
  return frames.map((frame) => ({ ...frame, shownAt: presentedAt.get(frame.id) ?? frame.shownAt }))
}

/** When what stood on the page at this event was on the screen. */
export function paintedAfter(frames: readonly Frame[], { pid, ts }: TraceEvent): number {
  return frames.find((frame) => frame.pid === pid && frame.laidOutAt >= ts)?.shownAt ?? ts
}
