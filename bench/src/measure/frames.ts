import type { TraceEvent } from './chromium-trace.ts'

interface Frame {
  id: string
  pid: number
  /** When the main thread began to draw it. */
  begunAt: number
  /** When it was on the screen; where the trace does not tell, when the main thread was done with it. */
  shownAt: number
}

/** The frames the pages drew, in their order; a frame's id stands at its beginning and at its presentation. */
export function framesOf(events: readonly TraceEvent[]): Frame[] {
  const frames: Frame[] = []
  const presentedAt = new Map<string, number>()
  const open = new Map<number, { id: string; begunAt: number }>()
  for (const { name, ph, pid, ts, args } of events) {
    const { id } = args
    if (name === 'AnimationFrame' && ph === 'b') open.set(pid, { id: id ?? '', begunAt: ts })
    const frame = open.get(pid)
    if (name === 'AnimationFrame::Render' && ph === 'b' && frame) frame.begunAt = ts
    if (name === 'AnimationFrame::Presentation' && id !== undefined) presentedAt.set(id, ts)
    if (name !== 'AnimationFrame' || ph !== 'e' || !frame) continue
    frames.push({ ...frame, pid, shownAt: ts })
    open.delete(pid)
  }
  return frames.map((frame) => ({ ...frame, shownAt: presentedAt.get(frame.id) ?? frame.shownAt }))
}

/**
 * When the frame was on the screen whose layout an observer of intersections told at this event: it is
 * asked last in each frame, after paint and commit, and before the next one begins.
 */
export function paintedWith(frames: readonly Frame[], { pid, ts }: TraceEvent): number {
  return frames.findLast((frame) => frame.pid === pid && frame.begunAt <= ts)?.shownAt ?? ts
}
