import type { TimelineEntry } from '@switchboard/protocol'
import { objectTransform } from 'through2'
import type { Transform } from 'node:stream'
import type { Destination, Frame, TimelineItem } from './item.ts'

/** Live entries in one frame at most. */
export const MAX_LIVE_ENTRIES = 64

/** Pages that may be open at once; one more fails the pipeline, since its owner bounds them. */
const MAX_OPEN = 10_000

/**
 * Gathers entries into frames: a page's in one frame when it ends, live ones when the tick ends or 64 are
 * there. It never waits on a timer.
 */
export function accumulate(): Transform {
  const open = new Map<string, Frame>()
  let tickEnd: NodeJS.Immediate | undefined

  const stream = objectTransform(
    function accumulateItem(item: TimelineItem, _encoding, callback: (error?: Error) => void) {
      try {
        if ('end' in item) leave(item.to)
        else gather(item.to, item.entry)
        callback()
      } catch (error) {
        callback(error as Error)
      }
    },
    function endOfAll(callback: () => void) {
      leaveLive()
      callback()
    },
  )
  stream.once('close', () => clearImmediate(tickEnd))

  function gather(to: Destination, entry: TimelineEntry): void {
    const frame = open.get(to.key) ?? begin(to)
    frame.entries.push(entry)
    if (to.live && frame.entries.length >= MAX_LIVE_ENTRIES) leave(to)
  }

  function begin(to: Destination): Frame {
    if (open.size >= MAX_OPEN) throw new RangeError(`More than ${MAX_OPEN} pages are open.`)
    const frame: Frame = { to, entries: [] }
    open.set(to.key, frame)
    if (to.live) tickEnd ??= setImmediate(leaveLive)
    return frame
  }

  function leave(to: Destination): void {
    stream.push(open.get(to.key) ?? { to, entries: [] })
    open.delete(to.key)
  }

  function leaveLive(): void {
    clearImmediate(tickEnd)
    tickEnd = undefined
    for (const { to } of open.values()) if (to.live) leave(to)
  }

  return stream
}
