import { SwitchboardError, type Changeset } from '@switchboard/protocol'
import type { FanOut, Subscription } from './fan-out.ts'
import type { FollowOptions } from './history-store.ts'

/** Changesets read at once while a reader catches up. */
const BACKFILL_PAGE = 256

export interface FollowSource {
  changes(after: number, limit: number): Promise<Changeset[]>
  readonly live: FanOut
  /** From then on there is nothing to read and nothing will come. */
  isClosed(): boolean
}

/**
 * Backfill: pages of what is stored, until a page is not full. Cutover: the reader subscribed before
 * that last page was read, so whatever the page lacks is in its buffer. Live: the buffer, from which
 * all that was already given is left out; where something is missing, it goes back to backfill.
 */
export async function* follow(
  source: FollowSource,
  cursor: number,
  options: FollowOptions,
): AsyncGenerator<Changeset, void, undefined> {
  const isOver = () => source.isClosed() || options.signal?.aborted === true
  let last = cursor
  while (!isOver()) {
    const subscription = source.live.subscribe(options.maxBuffered)
    const end = () => subscription.end()
    options.signal?.addEventListener('abort', end)
    try {
      const page = await readPage(source, last, isOver)
      // Until here the reader waited for us: an overflow is not its fault.
      const caughtUp = page.length < BACKFILL_PAGE && !subscription.overflowed
      if (!caughtUp) subscription.end()
      for (const changeset of page) {
        if (isOver()) return
        if (caughtUp) checkSpeed(subscription, options)
        last = changeset.seq
        yield changeset
      }
      if (!caughtUp) continue
      for (;;) {
        const changeset = await subscription.take()
        checkSpeed(subscription, options)
        if (!changeset || isOver()) return
        if (changeset.seq <= last) continue
        if (changeset.seq > last + 1) break
        last = changeset.seq
        yield changeset
      }
    } finally {
      options.signal?.removeEventListener('abort', end)
      subscription.end()
    }
  }
}

async function readPage(
  source: FollowSource,
  after: number,
  isOver: () => boolean,
): Promise<Changeset[]> {
  try {
    return await source.changes(after, BACKFILL_PAGE)
  } catch (error) {
    // A store that closes under a reader ends it quietly.
    if (isOver()) return []
    throw error
  }
}

function checkSpeed(subscription: Subscription, { maxBuffered }: FollowOptions): void {
  if (!subscription.overflowed) return
  const message = `More than ${maxBuffered} changesets waited for the reader`
  throw new SwitchboardError('CONSUMER_TOO_SLOW', message)
}
