import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { callbackify } from 'node:util'
import { SwitchboardError } from '@switchboard/protocol'
import { accumulate } from './accumulate.ts'
import type { Destination, Frame, Item } from './item.ts'
import { relativeTime } from './relative-time.ts'
import { sentiment } from './sentiment.ts'

export interface PipelineOptions<To extends Destination> {
  /** Takes each frame; the next comes when what it returns has settled. What it throws ends the pipeline. */
  deliver: (frame: Frame<To>) => void | Promise<void>
  /** Milliseconds since 1970; `Date.now` by default. */
  now?: () => number
  /** BCP 47, English by default. */
  language?: string
  /** How many items may be inside at once. */
  maxInside?: number
}

export interface Pipeline<To extends Destination> {
  /**
   * Resolves when there is room for the next item; waiting for it is how a writer of pages keeps to the
   * pipeline's speed. Throws CONSUMER_TOO_SLOW at `maxInside`, and UNAVAILABLE once the pipeline has ended.
   */
  write(item: Item<To>): Promise<void>
  /** How many items there is room for now. The end of a page always has room: what it ends leaves with it. */
  readonly room: number
  /** Lets out what is inside, and ends. */
  end(): Promise<void>
  /** Rejects with the error that ended the pipeline. */
  readonly done: Promise<void>
}

/** Relative time → sentiment → accumulate → `deliver`: one pipeline for pages and live entries alike. */
export function createPipeline<To extends Destination>(options: PipelineOptions<To>): Pipeline<To> {
  const { deliver, now = Date.now, language = 'en', maxInside = 50_000 } = options
  let inside = 0
  const waiting: (() => void)[] = []
  const head = relativeTime({ now, language })
  const sink = new Writable({
    objectMode: true,
    write: callbackify(async (frame: Frame<To>, _encoding: string) => {
      inside -= frame.entries.length + (frame.to.live ? 0 : 1)
      await deliver(frame)
    }),
  })
  const done = pipeline(head, sentiment(), accumulate(), sink)
  const wakeAll = () => {
    for (const wake of waiting.splice(0)) wake()
  }
  head.on('drain', wakeAll)
  // Whoever asks for `done` hears of a failure; that nobody has asked yet must not end the process.
  done.then(wakeAll, wakeAll)

  function mustBeOpen(): void {
    if (!head.writable) throw new SwitchboardError('UNAVAILABLE', 'The pipeline has ended.')
  }

  return {
    done,
    get room() {
      return maxInside - inside
    },
    async write(item) {
      mustBeOpen()
      if (inside >= maxInside && !('end' in item)) {
        throw new SwitchboardError('CONSUMER_TOO_SLOW', `${inside} entries wait in the pipeline.`)
      }
      inside += 1
      if (head.write(item)) return
      await new Promise<void>((resolve) => waiting.push(resolve))
      mustBeOpen()
    },
    async end() {
      head.end()
      await done
    },
  }
}
