import type { ConsoleFrame } from '@switchboard/protocol'
import type { Batch } from './batch.ts'
import { watchedFrames, type Watcher } from './watched.ts'

/**
 * A batch as the bytes each watcher is sent; what several watch is encoded once. Only the last frame carries
 * the batch's own `seq`, those before it the seq the watcher was at: a connection lost in between makes the
 * browser come back for the whole batch.
 */
export class BatchEncoder {
  readonly batch: Batch
  readonly #encoded = new Map<string, Buffer>()

  constructor(batch: Batch) {
    this.batch = batch
  }

  /** Frames encoded so far, however many watchers they went to. */
  get encoded(): number {
    return this.#encoded.size
  }

  framesFor(watcher: Watcher): Buffer[] {
    if (this.batch.to <= watcher.after) return []
    const frames = watchedFrames(this.batch.changes, watcher)
    const before = Math.max(this.batch.after, watcher.after)
    return frames.map(({ key, frame }, index) => {
      const seq = index === frames.length - 1 ? this.batch.to : before
      return this.#encode(`${seq} ${key}`, { ...frame, seq })
    })
  }

  #encode(key: string, frame: ConsoleFrame): Buffer {
    const known = this.#encoded.get(key)
    if (known !== undefined) return known
    const bytes = encodeFrame(frame)
    this.#encoded.set(key, bytes)
    return bytes
  }
}

export function encodeFrame(frame: ConsoleFrame): Buffer {
  return Buffer.from(JSON.stringify(frame))
}
